using BizTalkDR.Runbook.Failback.Steps;

namespace BizTalkDR.Runbook.Failback;

/// <summary>The twelve steps of Microsoft's page "Restoring Production from a Warm Backup", as data.</summary>
public static class FailbackRunbook
{
    private static readonly RunbookStep<FailbackContext>[] ByNumber =
    [
        JobSteps.DisableBackupJobs,
        JobSteps.WaitForRestoreJobs,
        JobSteps.DisableRestoreJobs,
        DestinationSteps.RestoreToMark,
        ServiceSteps.Stop,
        SourceSteps.Drop,
        DestinationSteps.Backup,
        SourceSteps.Restore,
        ServiceSteps.Start,
        DestinationSteps.Drop,
        JobSteps.EnableBackupJobs,
        JobSteps.EnableRestoreJobs,
    ];

    /// <summary>The steps in the order they are carried out.</summary>
    /// <param name="documentedOrder">
    /// The order of the page, 1 to 12. Otherwise step 7 (full backups of the destination, verified, and read by the source) comes before step 6
    /// (production is dropped), so that production is not given up before what replaces it is proven.
    /// </param>
    public static IReadOnlyList<RunbookStep<FailbackContext>> Steps(bool documentedOrder) =>
        documentedOrder ? ByNumber : [.. ByNumber.Take(5), ByNumber[6], ByNumber[5], .. ByNumber.Skip(7)];
}
