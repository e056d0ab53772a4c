using BizTalkDR.BackupMedia;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Sandbox.Storage.Restore;

/// <summary>RESTORE VERIFYONLY: the set can be read to its end, its checksums are right, and its files would find room.</summary>
internal static class VerifyOnly
{
    /// <summary>Sends 3262 when the set is sound. Throws 3189 when it is damaged; sends 3181 first when its files would find no room.</summary>
    internal static void Run(RestoreJob job)
    {
        WarnOfPlaces(job);
        try
        {
            job.Read(null);
        }
        catch (SqlServerException cause) when (cause.Error.Number == 3183)
        {
            throw MessageCatalog.Error(3189);
        }
        if (job.Request.LoadHistory)
            job.LoadHistory();
        job.Send(3262, job.Header.Position);
    }

    private static void WarnOfPlaces(RestoreJob job)
    {
        var problems = job
            .Header.Files.Where(file =>
                job.Instance.Host.Files.FindFolderOf(job.Instance.ComputerName, file.PhysicalName, out _) != WindowsError.None
            )
            .ToArray();
        if (problems.Length == 0 || job.Header.BackupType == BackupMedia.BackupType.Log)
            return;
        job.Send(3181);
        foreach (var file in problems)
            job.SendAsInformation(5133, file.PhysicalName, WindowsError.Describe(WindowsError.PathNotFound));
    }
}
