using BizTalkDR.Agent;
using BizTalkDR.Errors;

namespace BizTalkDR.Readiness.Results;

/// <summary>All checks, area by area, with their stable names; docs/readiness.md tells what each looks at.</summary>
internal static class ReadinessCheckTable
{
    private static readonly List<ReadinessCheck> Made = [];

    public static ReadinessCheck Reachable { get; } = Add(ReadinessArea.Instance, nameof(Reachable), null);
    public static ReadinessCheck Version { get; } = Add(ReadinessArea.Instance, nameof(Version), Documentation.RestoreVersions);
    public static ReadinessCheck AgentService { get; } = Add(ReadinessArea.Instance, nameof(AgentService), ReadinessPages.Agent);
    public static ReadinessCheck RecoveryModel { get; } =
        Add(ReadinessArea.RecoveryModel, nameof(RecoveryModel), ReadinessPages.RecoveryModels);
    public static ReadinessCheck JobPresent { get; } = Add(ReadinessArea.BackupJob, nameof(JobPresent), ReadinessPages.BackupJob);
    public static ReadinessCheck JobEnabled { get; } = Add(ReadinessArea.BackupJob, nameof(JobEnabled), ReadinessPages.BackupJob);
    public static ReadinessCheck JobOutcome { get; } = Add(ReadinessArea.BackupJob, nameof(JobOutcome), ReadinessPages.BackupJob);
    public static ReadinessCheck SourceState { get; } = Add(ReadinessArea.BackupJob, nameof(SourceState), ReadinessPages.BackupJob);
    public static ReadinessCheck JobSchedule { get; } = Add(ReadinessArea.BackupJob, nameof(JobSchedule), ReadinessPages.BackupSchedule);
    public static ReadinessCheck JobSteps { get; } = Add(ReadinessArea.BackupJob, nameof(JobSteps), ReadinessPages.BackupJob);
    public static ReadinessCheck FullFrequency { get; } = Add(ReadinessArea.BackupJob, nameof(FullFrequency), ReadinessPages.BackupJob);
    public static ReadinessCheck FullAfterPartialSet { get; } =
        Add(ReadinessArea.BackupJob, nameof(FullAfterPartialSet), ReadinessPages.BackupJob);
    public static ReadinessCheck BackupPath { get; } = Add(ReadinessArea.BackupJob, nameof(BackupPath), ReadinessPages.BackupJob);
    public static ReadinessCheck SameBackupPath { get; } = Add(ReadinessArea.BackupJob, nameof(SameBackupPath), ReadinessPages.BackupJob);
    public static ReadinessCheck Lengths { get; } = Add(ReadinessArea.BackupJob, nameof(Lengths), ReadinessPages.BackupJob);
    public static ReadinessCheck HistoryRetention { get; } =
        Add(ReadinessArea.BackupJob, nameof(HistoryRetention), ReadinessPages.BackupJob);
    public static ReadinessCheck Coverage { get; } = Add(ReadinessArea.BackupSet, nameof(Coverage), ReadinessPages.CustomDatabases);
    public static ReadinessCheck FullSets { get; } = Add(ReadinessArea.BackupSet, nameof(FullSets), ReadinessPages.BackupJob);
    public static ReadinessCheck PartialSets { get; } = Add(ReadinessArea.BackupSet, nameof(PartialSets), Documentation.BackupSets);
    public static ReadinessCheck MarkAge { get; } = Add(ReadinessArea.BackupSet, nameof(MarkAge), Documentation.LogShipping);
    public static ReadinessCheck RestorePlan { get; } = Add(ReadinessArea.BackupSet, nameof(RestorePlan), Documentation.LogChain);
    public static ReadinessCheck FullRestore { get; } = Add(ReadinessArea.BackupSet, nameof(FullRestore), Documentation.LogChain);
    public static ReadinessCheck History { get; } = Add(ReadinessArea.BackupSet, nameof(History), Documentation.BackupSets);
    public static ReadinessCheck FilesReadable { get; } =
        Add(ReadinessArea.BackupFile, nameof(FilesReadable), Documentation.RestoreArguments);
    public static ReadinessCheck Certificate { get; } = Add(ReadinessArea.BackupFile, nameof(Certificate), ReadinessPages.BackupEncryption);
    public static ReadinessCheck BackupVolume { get; } = Add(ReadinessArea.BackupFile, nameof(BackupVolume), ReadinessPages.BackupJob);
    public static ReadinessCheck LogShippingSetup { get; } =
        Add(ReadinessArea.LogShipping, nameof(LogShippingSetup), ReadinessPages.DestinationSystem);
    public static ReadinessCheck GetBackupHistoryJob { get; } =
        Add(ReadinessArea.LogShipping, nameof(GetBackupHistoryJob), ReadinessPages.DestinationSystem);
    public static ReadinessCheck RestoreDatabasesJob { get; } =
        Add(ReadinessArea.LogShipping, nameof(RestoreDatabasesJob), ReadinessPages.DestinationSystem);
    public static ReadinessCheck RestoreToMarkJob { get; } =
        Add(ReadinessArea.LogShipping, nameof(RestoreToMarkJob), ReadinessPages.DestinationSystem);
    public static ReadinessCheck LogShippingLag { get; } =
        Add(ReadinessArea.LogShipping, nameof(LogShippingLag), ReadinessPages.Monitoring);
    public static ReadinessCheck DestinationState { get; } =
        Add(ReadinessArea.Destination, nameof(DestinationState), Documentation.LogShipping);
    public static ReadinessCheck SameSet { get; } = Add(ReadinessArea.Destination, nameof(SameSet), ReadinessPages.Monitoring);
    public static ReadinessCheck Folders { get; } = Add(ReadinessArea.Storage, nameof(Folders), ReadinessPages.DestinationSystem);
    public static ReadinessCheck FreeSpace { get; } = Add(ReadinessArea.Storage, nameof(FreeSpace), ReadinessPages.VolumeStatistics);
    public static ReadinessCheck LinkedServer { get; } = Add(ReadinessArea.Network, nameof(LinkedServer), ReadinessPages.LinkedServers);
    public static ReadinessCheck AdHocDistributedQueries { get; } =
        Add(ReadinessArea.Network, nameof(AdHocDistributedQueries), ReadinessPages.AdHocQueries);
    public static ReadinessCheck DistributedTransaction { get; } =
        Add(ReadinessArea.Network, nameof(DistributedTransaction), ReadinessPages.Msdtc);
    public static ReadinessCheck Msdtc { get; } = Add(ReadinessArea.Network, nameof(Msdtc), ReadinessPages.Msdtc);
    public static ReadinessCheck Login { get; } = Add(ReadinessArea.Security, nameof(Login), ReadinessPages.Logins);
    public static ReadinessCheck OrphanedUsers { get; } = Add(ReadinessArea.Security, nameof(OrphanedUsers), ReadinessPages.Orphans);
    public static ReadinessCheck BackupUsers { get; } = Add(ReadinessArea.Security, nameof(BackupUsers), ReadinessPages.BackupJob);
    public static ReadinessCheck ShippingAccount { get; } = Add(ReadinessArea.Security, nameof(ShippingAccount), ReadinessPages.BackupJob);

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<ReadinessCheck> All => Made;

    /// <summary>The check of one of log shipping's jobs.</summary>
    public static ReadinessCheck OfJob(JobKind kind) => Made.Single(check => check.Name == kind + "Job");

    private static ReadinessCheck Add(ReadinessArea area, string name, Uri? documentation)
    {
        var check = new ReadinessCheck(area, name, documentation);
        Made.Add(check);
        return check;
    }
}
