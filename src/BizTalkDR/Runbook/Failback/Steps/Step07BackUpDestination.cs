namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Step 7: what production is to become, in backups that production can read.</summary>
internal static class Step07BackUpDestination
{
    internal static RunbookStep<FailbackContext> Step { get; } =
        new()
        {
            Number = 7,
            Title = "Back up (full) all databases on the destination (DR) SQL Server instances",
            Explanation =
                "Takes a full backup with checksum of every database at the mark. The source instance that will restore it reads it to its end and says which backup it is; that identity is recorded, and compared again before production is dropped and before it is restored.",
            Plan = DestinationBackups.Plan,
            Check = Check,
            Run = DestinationBackups.Take,
            Prove = context => context.Backups.Prove(),
        };

    private static StepCheck Check(FailbackContext context)
    {
        var destination = context.VerifyDestination(context.RequiredMark);
        if (!destination.IsConsistent)
            return StepCheck.Of(destination.Differences);
        return context.Backups.Missing().Count == 0
            ? StepCheck.Done("Every database that production needs is backed up, and the source instances can read the backups.")
            : StepCheck.Ready;
    }
}
