using System.Management.Automation;
using BizTalkDR.BackupMedia;
using BizTalkDR.BackupMedia.Files;
using BizTalkDR.BackupMedia.Media;
using BizTalkDR.PowerShell.Commands;
using BizTalkDR.PowerShell.Tests.Hosting;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class GetBtsBackupFileCommandTests : CmdletTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("btdr-files-");

    public GetBtsBackupFileCommandTests() => Session["folder"] = folder.FullName;

    [Fact]
    public void A_folder_gives_one_object_for_each_set_of_each_file()
    {
        Write("b.trn", BackupType.Log);
        Write("a.bak", BackupType.Database, BackupType.DifferentialDatabase);
        Assert.Equal(
            [("a.bak", 1, BackupType.Database), ("a.bak", 2, BackupType.DifferentialDatabase), ("b.trn", 1, BackupType.Log)],
            Headers(Run("Get-BtsBackupFile $folder"))
                .Select(header => (Path.GetFileName(header.Path), header.Position!.Value, header.BackupType!.Value))
        );
    }

    [Fact]
    public void Folders_in_a_folder_are_read_only_with_Recurse()
    {
        Write("a.bak", BackupType.Database);
        Write("inner/b.bak", BackupType.Database);
        Assert.Single(Run("Get-BtsBackupFile $folder").Output);
        Assert.Equal(2, Run("Get-BtsBackupFile $folder -Recurse").Output.Count);
    }

    [Theory]
    [InlineData("-Filter *.bak", "a.bak b.bak")]
    [InlineData("-Include *.trn, A*", "a.bak c.trn")]
    [InlineData("-Include [bc].*", "b.bak c.trn")]
    [InlineData("-Exclude *.bak", "c.trn readme.txt")]
    [InlineData("-Filter ?.* -Exclude c*", "a.bak b.bak")]
    public void Names_are_chosen_by_Filter_Include_and_Exclude(string chosen, string expected)
    {
        Write("a.bak", BackupType.Database);
        Write("b.bak", BackupType.Database);
        Write("c.trn", BackupType.Log);
        File.WriteAllText(At("readme.txt"), "text");
        Assert.Equal(
            expected,
            string.Join(' ', Headers(Run($"Get-BtsBackupFile $folder {chosen}")).Select(header => Path.GetFileName(header.Path)))
        );
    }

    [Fact]
    public void Wildcards_stand_for_files_and_folders_and_a_file_is_read_once()
    {
        Write("a.bak", BackupType.Database);
        Write("sub/b.bak", BackupType.Database);
        Assert.Equal(
            ["a.bak", "b.bak"],
            Headers(Run("Get-BtsBackupFile $folder/*, $folder/a.bak, $folder/sub"))
                .Select(header => Path.GetFileName(header.Path))
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_name_with_brackets_is_found_by_it_as_it_stands()
    {
        Write("a[1].bak", BackupType.Database);
        Assert.Single(Run("Get-BtsBackupFile '" + At("a[1].bak") + "'").Output);
        Assert.Single(Run("Get-BtsBackupFile -LiteralPath '" + At("a[1].bak") + "'").Output);
        Assert.Single(Run("Get-ChildItem $folder | Get-BtsBackupFile").Output);
    }

    [Fact]
    public void A_path_that_is_not_there_is_an_error_and_the_others_are_read()
    {
        Write("a.bak", BackupType.Database);
        var run = Run("Get-BtsBackupFile $folder/none.bak, $folder/a.bak");
        Assert.Single(run.Output);
        var error = Assert.Single(run.Errors);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Contains("none.bak", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_listed_and_is_gone_is_an_object_with_the_reason()
    {
        var run = Run("Get-BtsBackupFile -LiteralPath $folder/gone.bak");
        Assert.Empty(run.Errors);
        var header = Assert.Single(Headers(run));
        Assert.True(header.IsDamaged);
        Assert.Contains("not there", header.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Foreign_and_broken_files_are_objects_with_reasons_and_no_errors()
    {
        Write("a.bak", BackupType.Database);
        File.WriteAllText(At("b.txt"), "text");
        File.WriteAllBytes(At("c.bak"), File.ReadAllBytes(At("a.bak")).AsSpan(0, 5000).ToArray());
        var run = Run("Get-BtsBackupFile $folder");
        Assert.Empty(run.Errors);
        Assert.Equal([false, true, true], Headers(run).Select(header => header.IsDamaged));
        Assert.Equal([false, true, true], Headers(run).Select(header => header.Reason is not null));
    }

    [Fact]
    public void Everything_is_written_on_the_pipelines_own_thread()
    {
        for (var i = 0; i < 20; i++)
            Write($"{i}.bak", BackupType.Database);
        using var cmdlet = new GetBtsBackupFileCommand { Path = [folder.FullName] };
        Assert.Equal(Environment.CurrentManagedThreadId, Assert.Single(cmdlet.Run().Threads));
    }

    [Fact]
    public void A_header_that_went_through_a_remote_session_is_as_good_as_before()
    {
        Write("a.bak", BackupType.Database);
        var header = Assert.Single(Run("Get-BtsBackupFile $folder").Output);
        Session["copy"] = PSSerializer.Deserialize(PSSerializer.Serialize(header, 3));

        Assert.Null(Run("$copy | Get-BtsBackupSet").Failure);

        var read = Assert.Single(Engine.HistoryOptions!.Headers);
        Assert.Equal(("BizTalkMgmtDb", At("a.bak")), (read["DatabaseName"], read["Path"]));
    }

    [Fact]
    public void It_ends_as_soon_as_enough_was_taken()
    {
        for (var i = 0; i < 20; i++)
            Write($"{i}.bak", BackupType.Database);
        var run = Run("Get-BtsBackupFile $folder | Select-Object -First 1");
        Assert.Single(run.Output);
        Assert.Empty(run.Errors);
    }

    [Fact]
    public void CtrlC_ends_it()
    {
        Write("a.bak", BackupType.Database);
        using var cmdlet = new GetBtsBackupFileCommand { Path = [folder.FullName] };
        cmdlet.Runtime = new RecordingRuntime();
        cmdlet.Stop();
        Assert.Throws<PipelineStoppedException>(cmdlet.RunAll);
    }

    [Theory]
    [InlineData("RestoreTimeClean", 1, 1, 6)]
    [InlineData("db1", 0, 1, 2)]
    public void The_chains_of_real_files_link_from_log_to_log(string name, int fulls, int differentials, int logs)
    {
        var root = Environment.GetEnvironmentVariable("BTSDR_REAL_BACKUPS") is { Length: > 0 } named
            ? named
            : Beside("shared/data/backups");
        if (root is null)
            Assert.Skip("The files of real servers are not here: set BTSDR_REAL_BACKUPS to their folder.");
        var headers = Headers(Run("Get-BtsBackupFile '" + Path.Combine(root, name) + "'")).ToList();
        Assert.All(headers, header => Assert.Null(header.Reason));
        var chain = headers
            .Where(header => header.BackupType == BackupType.Log)
            .OrderBy(header => header.LastLSN)
            .ThenBy(h => h.BackupStartDate)
            .ToList();
        Assert.Equal(logs, chain.Count);
        Assert.All(chain.Zip(chain.Skip(1)), pair => Assert.Equal(pair.First.LastLSN, pair.Second.FirstLSN));
        foreach (var (type, count) in new[] { (BackupType.Database, fulls), (BackupType.DifferentialDatabase, differentials) })
        {
            var found = headers.Where(header => header.BackupType == type).ToList();
            Assert.Equal(count, found.Count);
            Assert.All(found, header => Assert.Contains(chain, log => log.FirstLSN <= header.LastLSN && header.LastLSN <= log.LastLSN));
        }
        Assert.Single(headers.Select(header => header.FamilyGUID).Distinct());
    }

    private static string? Beside(string relative)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Directory.Exists(Path.Combine(at.FullName, relative)))
                return Path.Combine(at.FullName, relative);
        return null;
    }

    private static IEnumerable<BackupFileHeader> Headers(SessionRun run) => run.Output.Cast<BackupFileHeader>();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        folder.Delete(recursive: true);
    }

    private string At(string name) => Path.Combine(folder.FullName, name);

    private void Write(string name, params BackupType[] types)
    {
        var path = At(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        foreach (var type in types)
        {
            var header = new BackupSetHeader
            {
                BackupType = type,
                DatabaseName = "BizTalkMgmtDb",
                BackupStartDate = new DateTime(2026, 11, 21, 9, 0, 0),
            };
            using var writer = File.Exists(path)
                ? BackupMediaWriter.Append([path], header)
                : BackupMediaWriter.Create([path], new MediaHeader(), header);
            writer.Write(type == BackupType.Log ? PayloadKind.Log : PayloadKind.Data, new MemoryStream(new byte[20_000]));
            writer.Complete();
        }
    }
}
