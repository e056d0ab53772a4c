using BizTalkDR.Backups;
using BizTalkDR.Tests.Shared;

namespace BizTalkDR.Tests.Backups.History;

/// <summary>A history from files that real servers wrote; skipped where they are not.</summary>
public sealed class RealBackupHistoryTests
{
    [Fact]
    public void The_chains_of_real_files_link_LSN_to_LSN()
    {
        var history = WrittenBackups.Read(new BackupHistoryOptions { BackupPaths = [Folder()] });

        Assert.Empty(history.Sets);
        Assert.Empty(history.Contradictions);
        var chain = history.OtherBackups.Where(file => file.Path.Contains("RestoreTimeClean")).ToList();
        Assert.Equal(8, chain.Count);
        var logs = chain.Where(file => file.Type == BackupType.Log).OrderBy(file => file.Header!.LastLSN).ToList();
        Assert.Equal(6, logs.Count);
        Assert.All(logs.Zip(logs.Skip(1)), pair => Assert.Equal(pair.First.Header!.LastLSN, pair.Second.Header!.FirstLSN));
        Assert.Single(chain, file => file.Type == BackupType.Full && file.FileList.Count > 1);
        Assert.Equal(3, history.OtherBackups.Count(file => file.Database.Name == "db1"));
    }

    private static string Folder()
    {
        if (Repository.FindRealBackups() is { } folder)
            return Path.GetFullPath(folder);
        Assert.Skip("The files of real servers are not here: set BTSDR_REAL_BACKUPS to their folder.");
        throw new InvalidOperationException();
    }
}
