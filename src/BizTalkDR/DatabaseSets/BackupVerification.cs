using BizTalkDR.Paths;
using BizTalkDR.Sql;
using Microsoft.SqlServer.Management.Smo;
using SmoRestore = Microsoft.SqlServer.Management.Smo.Restore;

namespace BizTalkDR.DatabaseSets;

/// <summary>Reads a backup to its end on an instance and compares its checksums: RESTORE VERIFYONLY WITH CHECKSUM.</summary>
internal static class BackupVerification
{
    /// <summary>Why the instance does not find the backup good; null when it does.</summary>
    /// <exception cref="SmoException">The statement could not be sent, or the connection was lost.</exception>
    public static string? Run(SmoSession session, IReadOnlyList<string> paths, int position, Action<int>? progress = null)
    {
        var verify = new SmoRestore
        {
            Action = RestoreActionType.Database,
            FileNumber = position,
            Checksum = true,
            PercentCompleteNotification = 5,
            RetryFailedQueries = false,
        };
        foreach (var path in paths)
            verify.Devices.AddDevice(path, ServerPath.IsUrl(path) ? DeviceType.Url : DeviceType.File);
        verify.PercentComplete += (_, e) => progress?.Invoke(e.Percent);
        return verify.SqlVerify(session.Server, out var message) ? null : message;
    }
}
