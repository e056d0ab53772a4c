using BizTalkDR.Backups;
using BizTalkDR.Restore.Plan;

namespace BizTalkDR.Restore.Saved;

/// <summary>Whether the backups of a plan are still there and still the same.</summary>
internal static class BackupDrift
{
    public static IEnumerable<PlanChange> Find(DatabasePlan database, PlanWorld world)
    {
        foreach (var was in database.Actions.Select(action => action.Backup).OfType<BackupFile>())
        {
            if (!world.Backups.TryGetValue((database.Target.Instance, was.Path, was.Position), out var now))
                continue;
            if (now.Defect is { } defect)
            {
                yield return Change(
                    database,
                    Describe(was),
                    defect,
                    $"{was.Path}, a backup of {database.Target.Key}, can't be used any more: {defect}"
                );
                continue;
            }
            if (was.Identity is not { } expected || now.Identity is not { } found)
                continue;
            var differences = expected.DifferencesFrom(found);
            if (differences.Count > 0)
                yield return Change(
                    database,
                    string.Join(", ", differences.Select(each => $"{each.What} {each.Expected}")),
                    string.Join(", ", differences.Select(each => $"{each.What} {each.Actual ?? "not told"}")),
                    $"{was.Path} (position {was.Position}), a backup of {database.Target.Key}, holds another backup now: "
                        + string.Join("; ", differences)
                        + "."
                );
        }
    }

    /// <summary>Backups that nobody could compare.</summary>
    public static IEnumerable<string> Notes(RestorePlan plan, PlanWorld world)
    {
        foreach (var database in plan.Databases)
        {
            var unread = database.Actions.Count(action =>
                action.Backup is { } was
                && world.Backups.TryGetValue((database.Target.Instance, was.Path, was.Position), out var now)
                && now.Defect is null
                && (now.Identity is null || was.Identity is not { IsCertain: true })
            );
            if (unread > 0)
                yield return $"{database.Target.Key}: of {unread} backups the plan or the file does not say which they are, so it is not known whether they are still the same.";
        }
    }

    private static string Describe(BackupFile file) => $"{file.Type} backup at position {file.Position}";

    private static PlanChange Change(DatabasePlan database, string was, string now, string message) =>
        new()
        {
            Kind = PlanChangeKind.Backup,
            Server = database.Target.Instance,
            Database = database.Target.Database,
            Was = was,
            Is = now,
            Message = message,
            Remedy = "Bring back the file that the plan was made of, or make the plan again.",
        };
}
