using BizTalkDR.PowerShell.Runtime;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Running;

namespace BizTalkDR.PowerShell.Output;

/// <summary>Brings what a restore tells, from its threads, to the pipeline: progress, verbose lines, and each database's result.</summary>
internal sealed class RestoreReporter(ICmdletRuntime runtime, PipelinePump pump) : IRestoreObserver
{
    private readonly SetProgress progress = new(runtime, pump, "Restoring databases");

    public void Starting(DatabasePlan database, RestoreAction action) => Tell(database, RestoreActionText.InFull(action));

    public void Progress(RestoreProgress progress) =>
        this.progress.Report(
            progress.Database.Target.Key,
            RestoreActionText.InFull(progress.Action),
            progress.DatabasePercent,
            progress.OverallPercent
        );

    public void Completed(DatabasePlan database, RestoreAction action, TimeSpan elapsed) =>
        Tell(database, $"{RestoreActionText.InFull(action)}: done in {elapsed.TotalSeconds:0.0} s");

    public void Finished(DatabaseRestoreResult result) =>
        pump.Post(() =>
        {
            runtime.WriteVerbose(
                $"{result.Database} on {result.Instance}: {result.Status}"
                    + (result.MarkName is null ? "" : $", mark {result.MarkName}")
                    + $"; {result.BackupsRestored} backups, the last {result.LastFile ?? "none"}"
            );
            runtime.WriteObject(result);
        });

    public void Complete() => progress.Complete();

    private void Tell(DatabasePlan database, string text) =>
        pump.Post(() => runtime.WriteVerbose($"{database.Target.Database} on {database.Target.Instance}: {text}"));
}
