using BizTalkDR.BackupMedia;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Requests;

namespace BizTalkDR.Sandbox.Storage.Restore;

/// <summary>A restore's rows in msdb: restorehistory, restorefile, restorefilegroup.</summary>
internal static class RestoreHistory
{
    internal static void Add(RestoreJob job, Database database, int backupSetId)
    {
        var request = job.Request;
        var values = new Dictionary<string, object?>
        {
            ["restore_date"] = job.Instance.Host.Clock.Now,
            ["destination_database_name"] = database.Name,
            ["user_name"] = job.Session.Login.Name,
            ["backup_set_id"] = backupSetId,
            ["restore_type"] = job.Header.BackupType switch
            {
                BackupType.Log => "L",
                BackupType.DifferentialDatabase => "I",
                _ => "D",
            },
            ["replace"] = request.Replace,
            ["recovery"] = !request.NoRecovery && request.StandbyFile is null,
            ["restart"] = request.Restart,
            ["stop_at"] = request.StopAt ?? request.StopMarkAfter,
            ["device_count"] = job.Devices.Names.Count,
            ["stop_at_mark_name"] = request.StopMark,
            ["stop_before"] = request.StopMark is null ? null : request.StopBeforeMark,
        };
        var writer = new HistoryWriter(job.Instance);
        var isWritten = writer.Insert("restorehistory", values, out var id);
        if (!isWritten)
            job.Send(3009);
        if (!isWritten || job.Header.BackupType == BackupType.Log)
            return;
        foreach (var file in database.Files)
            writer.Insert(
                "restorefile",
                new Dictionary<string, object?>
                {
                    ["restore_history_id"] = id,
                    ["file_number"] = file.FileId,
                    ["destination_phys_drive"] = file.PhysicalName.Length > 1 ? file.PhysicalName[..2] : "",
                    ["destination_phys_name"] = file.PhysicalName,
                }
            );
        foreach (
            var group in database.Files.Where(file => !file.IsLog).Select(file => file.FileGroup).Distinct(StringComparer.OrdinalIgnoreCase)
        )
            writer.Insert("restorefilegroup", new Dictionary<string, object?> { ["restore_history_id"] = id, ["filegroup_name"] = group });
    }
}
