using BizTalkDR.Agent;
using BizTalkDR.Text;

namespace BizTalkDR.Jobs.Definitions;

/// <summary>Tells what a job is by the procedures that its steps call, directly or through the site's own; its title is for people.</summary>
internal static class BizTalkJobs
{
    private static readonly (string Procedure, BizTalkJob Job)[] Procedures =
    [
        ("bts_PurgeMessages", BizTalkJob.MessageCleanup),
        ("bts_ManageMessageRefCountLog", BizTalkJob.ManageRefCountLog),
        ("btf_PurgeExpiredMessages", BizTalkJob.ExpiredEntries),
        ("btsmon_Inconsistent", BizTalkJob.Monitor),
        ("btsmon_GenerateErrorString", BizTalkJob.Monitor),
        ("dtasp_BackupAndPurgeTrackingDatabase", BizTalkJob.PurgeAndArchive),
        ("dtasp_PurgeTrackingDatabase", BizTalkJob.PurgeAndArchive),
        ("bts_CleanupDeadProcesses", BizTalkJob.DeadProcesses),
        ("bts_PurgeParts", BizTalkJob.PartsCleanup),
        ("bts_PurgeSubscriptions", BizTalkJob.PurgeSubscriptions),
        ("bts_OperateOnInstances", BizTalkJob.OperateOnInstances),
        ("ops_OperateOnInstances", BizTalkJob.OperateOnInstances),
        ("bts_CopyTrackedMessagesToDTA", BizTalkJob.TrackedMessagesCopy),
        ("re_CleanupDatabase", BizTalkJob.RulesCleanup),
        ("DeleteAlertHistory", BizTalkJob.AlertHistory),
        ("sp_updatestats", BizTalkJob.UpdateStatistics),
    ];

    /// <summary>What the calls make of it, whose ever it is: the backup job of a copy is not the topology's until that side is production.</summary>
    public static BizTalkJob Of(JobKind kind, IReadOnlyList<StepCall> calls)
    {
        if (kind == JobKind.Backup || calls.Any(call => JobPurpose.IsBackup(call.Call)))
            return BizTalkJob.Backup;
        if (kind != JobKind.Other)
            return BizTalkJob.LogShipping;
        var called = calls.Select(call => call.Call.Procedure).ToList();
        return Procedures
            .Where(known => called.Any(name => name.StartsWith(known.Procedure, StringComparison.OrdinalIgnoreCase)))
            .Select(known => known.Job)
            .FirstOrDefault();
    }
}
