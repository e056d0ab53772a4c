using System.Globalization;
using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Paths;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Text;

namespace BizTalkDR.Restore.Saved;

/// <summary>Whether a database still stands where it stood when the plan was made.</summary>
internal static class PositionDrift
{
    public static IEnumerable<PlanChange> Find(RestorePlan plan, DatabasePlan database, PlanWorld world)
    {
        var was = database.Position;
        var now =
            world.Positions.FirstOrDefault(position => position.Key == database.Target.Key)
            ?? DatabasePosition.Missing(database.Target.Instance, database.Target.Database);
        var wasAsked = plan.Origin?.Instances.Any(instance => instance.Name.SameAs(database.Target.Instance)) != false;
        var changes = Differences(database, was, now, wasAsked).ToList();
        return changes.Count > 0 && HasRun(plan, database, was, now) ? [RanAlready(plan, database, was, now)] : changes;
    }

    private static IEnumerable<PlanChange> Differences(DatabasePlan database, DatabasePosition was, DatabasePosition now, bool wasAsked)
    {
        var target = database.Target;
        if (was.State != now.State)
        {
            yield return Change(
                database,
                PlanChangeKind.State,
                State(was),
                State(now),
                !wasAsked ? $"{target.Key} is {State(now)}; the plan was made without asking {target.Instance} and took it as missing."
                    : was.State == DatabaseState.Missing ? $"{target.Key} did not exist; now it is there and {State(now)}."
                    : $"{target.Key} was {State(was)} and is {State(now)} now."
            );
            yield break;
        }
        if (Where(was) != Where(now))
            yield return Change(
                database,
                PlanChangeKind.Position,
                Where(was),
                Where(now),
                $"{target.Key} stood elsewhere: {Where(was)}; now: {Where(now)}."
            ) with
            {
                Remedy = "Make the plan again, and see that nobody else restores until it has run (log shipping: Disable-BtsRestoreJob).",
            };
        if (database.Start == DatabaseStart.Recovered && was.LastMark != now.LastMark)
            yield return Change(
                database,
                PlanChangeKind.Position,
                was.LastMark ?? "no mark",
                now.LastMark ?? "no mark",
                $"{target.Key} stood at mark {was.LastMark ?? "(none)"} and stands at {now.LastMark ?? "(none)"} now."
            );
        if (Files(was) is { } before && Files(now) is { } after && !before.SetEquals(after))
            yield return Change(
                database,
                PlanChangeKind.DatabaseFiles,
                string.Join(", ", before.OrderBy(path => path, StringComparer.Ordinal)),
                string.Join(", ", after.OrderBy(path => path, StringComparer.Ordinal)),
                $"The files of {target.Key} have changed: {Listed(before, after)}."
            );
    }

    // The plan's own doing: a restore of one of its files since, and for a log with its mark, which log shipping does not name.
    private static bool HasRun(RestorePlan plan, DatabasePlan database, DatabasePosition was, DatabasePosition now)
    {
        if (now.State == DatabaseState.Online)
            return plan.Mark is { } mark
                && now.LastRestore?.StopAtMarkName == mark.Name
                && now.LastRestore.RestoredAt != was.LastRestore?.RestoredAt;
        return now.LastRestore is { Path: { } path } last
            && last.RestoredAt != was.LastRestore?.RestoredAt
            && (last.Type != BackupType.Log || last.StopAtMarkName == plan.Mark?.Name)
            && database.Actions.Any(action => action.Backup?.Paths.Contains(path, StringComparer.OrdinalIgnoreCase) == true);
    }

    private static PlanChange RanAlready(RestorePlan plan, DatabasePlan database, DatabasePosition was, DatabasePosition now)
    {
        var atMark = IsLastFile(database, now);
        var where =
            now.State == DatabaseState.Online ? $"is ONLINE at mark {plan.Mark!.Name}"
            : atMark ? $"is {State(now)} at {(plan.Mark is { } reached ? $"mark {reached.Name}" : "the end of its backup")}"
            : $"is {State(now)} after {now.LastRestore!.FileName}";
        return Change(
            database,
            PlanChangeKind.RanAlready,
            Where(was),
            Where(now),
            $"{database.Target.Key} {where}: this plan, or a part of it, has been run already."
        ) with
        {
            Remedy = "Make a new plan to the same mark: it continues from where the databases stand.",
        };
    }

    private static bool IsLastFile(DatabasePlan database, DatabasePosition now) =>
        database
            .Actions.LastOrDefault(action => action.Backup is not null)
            ?.Backup?.Paths.Contains(now.LastRestore?.Path ?? "", StringComparer.OrdinalIgnoreCase) == true;

    // All that places a database in its chain, in words: two places that read the same are the same.
    private static string Where(DatabasePosition position)
    {
        var parts = new List<string> { State(position) };
        if (position.RedoStartLsn is { } lsn)
            parts.Add("redo point " + lsn.ToString("0", CultureInfo.InvariantCulture));
        if (position.RedoStartFork is { } fork)
            parts.Add("recovery fork " + fork);
        if (position.LastRestore is { } last)
        {
            parts.Add(
                "last restored "
                    + (last.Path ?? "a backup that msdb does not name")
                    + (last.StopAtMarkName is { } mark ? $" to mark {mark}" : "")
                    + (last.RestoredAt is { } time ? " at " + time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture) : "")
            );
        }
        return string.Join(", ", parts);
    }

    private static HashSet<string>? Files(DatabasePosition position) =>
        position.Files.Count == 0 ? null : new HashSet<string>(position.Files.Select(file => file.PhysicalName), ServerPath.Comparer);

    private static string Listed(HashSet<string> before, HashSet<string> after)
    {
        var gone = before.Where(path => !after.Contains(path)).Select(path => path + " is gone");
        var come = after.Where(path => !before.Contains(path)).Select(path => path + " is new");
        return string.Join(", ", gone.Concat(come).OrderBy(text => text, StringComparer.Ordinal));
    }

    private static string State(DatabasePosition position) =>
        position.State == DatabaseState.Missing ? "missing" : position.State.ToString().ToUpperInvariant();

    private static PlanChange Change(DatabasePlan database, PlanChangeKind kind, string was, string now, string message) =>
        new()
        {
            Kind = kind,
            Server = database.Target.Instance,
            Database = database.Target.Database,
            Was = was,
            Is = now,
            Message = message,
        };
}
