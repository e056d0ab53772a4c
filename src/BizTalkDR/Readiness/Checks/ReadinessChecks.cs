using BizTalkDR.Readiness.Checks.BackupJob;
using BizTalkDR.Readiness.Checks.Backups;
using BizTalkDR.Readiness.Checks.Destination;
using BizTalkDR.Readiness.Checks.Instances;
using BizTalkDR.Readiness.Checks.LogShipping;
using BizTalkDR.Readiness.Checks.Network;
using BizTalkDR.Readiness.Checks.Security;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Readiness.Checks;

/// <summary>All checks, area by area. Each is a pure function of what was observed.</summary>
internal static class ReadinessChecks
{
    private static readonly (ReadinessArea Area, Func<ReadinessObservations, IEnumerable<ReadinessResult>> Judge)[] All =
    [
        (ReadinessArea.Instance, InstanceCheck.Judge),
        (ReadinessArea.Instance, VersionCheck.Judge),
        (ReadinessArea.Instance, AgentServiceCheck.Judge),
        (ReadinessArea.RecoveryModel, RecoveryModelCheck.Judge),
        (ReadinessArea.BackupJob, BackupJobCheck.Judge),
        (ReadinessArea.BackupJob, SourceStateCheck.Judge),
        (ReadinessArea.BackupJob, JobStepCheck.Judge),
        (ReadinessArea.BackupJob, BackupPathCheck.Judge),
        (ReadinessArea.BackupJob, TruncationCheck.Judge),
        (ReadinessArea.BackupJob, RetentionCheck.Judge),
        (ReadinessArea.BackupSet, CoverageCheck.Judge),
        (ReadinessArea.BackupSet, FullSetCheck.Judge),
        (ReadinessArea.BackupSet, PartialSetCheck.Judge),
        (ReadinessArea.BackupSet, MarkAgeCheck.Judge),
        (ReadinessArea.BackupSet, RestorePlanCheck.Judge),
        (ReadinessArea.BackupSet, HistoryCheck.Judge),
        (ReadinessArea.BackupFile, BackupFileCheck.Judge),
        (ReadinessArea.BackupFile, CertificateCheck.Judge),
        (ReadinessArea.BackupFile, BackupVolumeCheck.Judge),
        (ReadinessArea.LogShipping, LogShippingSetupCheck.Judge),
        (ReadinessArea.LogShipping, LogShippingJobCheck.Judge),
        (ReadinessArea.LogShipping, LogShippingLagCheck.Judge),
        (ReadinessArea.Destination, DestinationStateCheck.Judge),
        (ReadinessArea.Destination, SameSetCheck.Judge),
        (ReadinessArea.Storage, FolderCheck.Judge),
        (ReadinessArea.Storage, FreeSpaceCheck.Judge),
        (ReadinessArea.Network, LinkedServerCheck.Judge),
        (ReadinessArea.Network, AdHocQueriesCheck.Judge),
        (ReadinessArea.Network, DistributedTransactionCheck.Judge),
        (ReadinessArea.Security, LoginCheck.Judge),
        (ReadinessArea.Security, OrphanCheck.Judge),
        (ReadinessArea.Security, BackupUsersCheck.Judge),
    ];

    public static IReadOnlyList<ReadinessResult> Judge(ReadinessObservations observed) =>
        [.. All.Where(check => observed.Options.Wants(check.Area)).SelectMany(check => check.Judge(observed))];
}
