using BizTalkDR.Runbook.Failback.Steps;

namespace BizTalkDR.Runbook.Failback.Execution;

/// <summary>The twelve steps of Microsoft's page "Restoring Production from a Warm Backup", as data.</summary>
public static class FailbackRunbook
{
    private static readonly RunbookStep<FailbackContext>[] ByNumber =
    [
        UntilBack(JobSteps.DisableBackupJobs),
        UntilBack(JobSteps.WaitForRestoreJobs),
        UntilBack(JobSteps.DisableRestoreJobs),
        UntilBack(DestinationSteps.RestoreToMark),
        UntilBack(ServiceSteps.Stop),
        SourceSteps.Drop,
        UntilBack(DestinationSteps.Backup),
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

    /// <summary>
    /// A step that leads up to production's restore, and is over once production is back: a run that is gone on with after step 9 must not stop the
    /// services again, nor look for copies that step 10 has dropped.
    /// </summary>
    private static RunbookStep<FailbackContext> UntilBack(RunbookStep<FailbackContext> step) =>
        step with
        {
            Plan = context => SourceState.IsBack(context) ? [] : step.Plan(context),
            Check = context =>
                SourceState.IsBack(context)
                    ? StepCheck.Done("Every production database is back from its backup of step 7 already.")
                    : step.Check(context),
        };
}
