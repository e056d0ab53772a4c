using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Running;

namespace BizTalkDR.Runbook;

/// <summary>Tells a step what a restore does, statement by statement.</summary>
internal sealed class RestoreStepObserver(StepScope scope) : IRestoreObserver
{
    private readonly HashSet<StepAction> open = [];

    public void Starting(DatabasePlan database, RestoreAction action)
    {
        var step = Describe(database, action);
        lock (open)
            open.Add(step);
        scope.Started(step);
    }

    public void Progress(RestoreProgress progress) => scope.Progress(Describe(progress.Database, progress.Action), progress.ActionPercent);

    public void Completed(DatabasePlan database, RestoreAction action, TimeSpan elapsed)
    {
        var step = Describe(database, action);
        lock (open)
            open.Remove(step);
        scope.Ended(step);
    }

    public void Finished(DatabaseRestoreResult result)
    {
        if (result.Error is null)
            return;
        List<StepAction> failed;
        lock (open)
        {
            failed = [.. open.Where(action => action.Server == result.Instance && action.Database == result.Database)];
            open.ExceptWith(failed);
        }
        foreach (var action in failed)
            scope.Failed(action, result.Error);
    }

    /// <summary>What one statement of a plan does, in words.</summary>
    internal static StepAction Describe(DatabasePlan database, RestoreAction action) =>
        new(database.Target.Instance, database.Target.Database, RestoreActionText.Of(action), action.Replace)
        {
            Act = StepAct.Restore,
            Subject = action.Backup is { } backup ? $"{backup.Path}, position {backup.Position}" : "recovery",
            Mark = action.HoldsMark ? action.StopAtMark : null,
        };
}
