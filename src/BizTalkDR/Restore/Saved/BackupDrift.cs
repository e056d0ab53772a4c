using System.Globalization;
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
            var differences = Differences(was.Header, now.Header).ToList();
            if (differences.Count > 0)
                yield return Change(
                    database,
                    string.Join(", ", differences.Select(each => $"{each.Name} {each.Was}")),
                    string.Join(", ", differences.Select(each => $"{each.Name} {each.Is}")),
                    $"{was.Path} (position {was.Position}), a backup of {database.Target.Key}, holds another backup now: "
                        + string.Join("; ", differences.Select(each => $"{each.Name} was {each.Was} and is {each.Is}"))
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
                && now is { Defect: null, Header: null }
            );
            if (unread > 0)
                yield return $"{database.Target.Key}: {unread} backups of the plan could not be read, so it is not known whether they are still the same.";
        }
    }

    // What one side does not know is no difference.
    private static IEnumerable<(string Name, string Was, string Is)> Differences(BackupHeader? was, BackupHeader? now)
    {
        if (was is null || now is null)
            yield break;
        var pairs = new (string Name, object? Was, object? Is)[]
        {
            ("BackupSetGUID", was.BackupSetGUID, now.BackupSetGUID),
            ("BackupType", was.BackupType, now.BackupType),
            ("FirstLSN", was.FirstLSN, now.FirstLSN),
            ("LastLSN", was.LastLSN, now.LastLSN),
            ("CheckpointLSN", was.CheckpointLSN, now.CheckpointLSN),
            ("RecoveryForkID", was.RecoveryForkID, now.RecoveryForkID),
            ("BackupSize", was.BackupSize, now.BackupSize),
            ("CompressedBackupSize", was.CompressedBackupSize, now.CompressedBackupSize),
        };
        foreach (var (name, before, after) in pairs)
        {
            if (before is not null && after is not null && !before.Equals(after))
                yield return (name, Text(before), Text(after));
        }
    }

    private static string Describe(BackupFile file) => $"{file.Type} backup at position {file.Position}";

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

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
