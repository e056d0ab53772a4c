using BizTalkDR.Restore.Plan;

namespace BizTalkDR.Restore.Running;

/// <summary>Turns the progress of statements into that of databases and of the whole plan, weighed by bytes where they are known.</summary>
internal sealed class RestoreTracker(RestorePlan plan, IRestoreObserver? observer)
{
    private readonly object gate = new();
    private readonly Dictionary<DatabasePlan, double> done = plan.Databases.ToDictionary(database => database, _ => 0d);
    private readonly double total = Math.Max(plan.Databases.Sum(Weight), 1);

    public void Starting(DatabasePlan database, RestoreAction action)
    {
        observer?.Starting(database, action);
        Report(database, action, 0);
    }

    public void Progress(DatabasePlan database, RestoreAction action, int percent) => Report(database, action, percent);

    public void Completed(DatabasePlan database, RestoreAction action, TimeSpan elapsed)
    {
        Report(database, action, 100);
        lock (gate)
            done[database] += Weight(action);
        observer?.Completed(database, action, elapsed);
    }

    /// <summary>A backup that is not needed any more.</summary>
    public void PassedOver(DatabasePlan database, RestoreAction action)
    {
        lock (gate)
            done[database] += Weight(action);
    }

    public void Finished(DatabaseRestoreResult result) => observer?.Finished(result);

    private void Report(DatabasePlan database, RestoreAction action, int percent)
    {
        if (observer is null)
            return;
        double mine;
        double all;
        lock (gate)
        {
            mine = done[database] + (Weight(action) * percent / 100);
            all = done.Values.Sum() + (Weight(action) * percent / 100);
        }
        observer.Progress(
            new RestoreProgress
            {
                Database = database,
                Action = action,
                ActionPercent = percent,
                DatabasePercent = Percent(mine, Math.Max(Weight(database), 1)),
                OverallPercent = Percent(all, total),
            }
        );
    }

    private static int Percent(double part, double whole) => (int)Math.Min(100, Math.Round(part / whole * 100));

    private static double Weight(DatabasePlan database) => database.Actions.Sum(Weight);

    // A statement costs something even where it reads little or nothing.
    internal static double Weight(RestoreAction action) => 1_000_000d + (action.SizeBytes ?? 0);
}
