using BizTalkDR.Databases;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback;

/// <summary>
/// Whether production's databases are the restored ones. The mark alone does not tell: a production database that was never dropped may have the
/// same last mark. The server's own record of restores (msdb.dbo.restorehistory) does.
/// </summary>
internal static class SourceState
{
    /// <summary>
    /// What keeps production from being called restored, a sentence each; none when every database is. Once step 11 has asked for a full backup set, the
    /// backup job writes newer marks, and the mark says nothing any more.
    /// </summary>
    internal static IReadOnlyList<string> Differences(FailbackContext context)
    {
        var notRestored = context.ReadPositions(context.SourceKeys).Where(position => !IsRestored(context, position)).ToList();
        return
        [
            .. notRestored.Select(position =>
                $"{position.Database} on {position.Instance} is {position.State}, {(position.LastRestore?.Path is { } path ? $"last restored from {path}" : "not restored")}; it should come from step 7's backup."
            ),
            .. context.Facts.IsFullBackupForced
                ? []
                : context
                    .VerifySource(context.RequiredMark)
                    .Databases.Where(report =>
                        !report.IsAtMark && !notRestored.Any(position => IsOf(position, report.Instance, report.Database))
                    )
                    .Select(report => report.Difference!),
        ];
    }

    /// <summary>What keeps production from being used again: a database that is not restored, an owner or an option that is not as it was.</summary>
    internal static IReadOnlyList<string> NotBack(FailbackContext context) =>
        [.. Differences(context), .. SourceOptions.Differences(context)];

    /// <summary>
    /// Whether production is back: every database online, from its backup of step 7. From then on it takes in new messages, and what led up to it must
    /// not be done again.
    /// </summary>
    internal static bool IsBack(FailbackContext context) =>
        context.Backups.Count > 0 && context.ReadPositions(context.SourceKeys).All(position => IsRestored(context, position));

    /// <summary>The databases that step 8 has not restored and recovered yet.</summary>
    internal static IReadOnlyList<FailbackDatabase> Pending(FailbackContext context)
    {
        var restored = context.ReadPositions(context.SourceKeys).Where(position => IsRestored(context, position)).ToList();
        return [.. context.Databases.Where(database => !restored.Any(position => IsOf(position, database.Source, database.Name)))];
    }

    /// <summary>The databases that step 6 drops: those there that have not come from step 7's backups.</summary>
    internal static IReadOnlyList<DatabaseKey> Former(FailbackContext context) =>
        [
            .. context
                .ReadPositions(context.SourceKeys)
                .Where(position => position.State != DatabaseState.Missing && !IsFromBackup(context, position))
                .Select(position => position.Key),
        ];

    /// <summary>Whether the database is online and its last restore was of its backup of step 7.</summary>
    internal static bool IsRestored(FailbackContext context, DatabasePosition position) =>
        position.State == DatabaseState.Online && IsFromBackup(context, position);

    /// <summary>Whether its backup of step 7 is restored and whole, and the database was only not recovered any more.</summary>
    internal static bool WaitsForRecovery(FailbackContext context, DatabasePosition position) =>
        position.State == DatabaseState.Restoring
        && IsFromBackup(context, position)
        && position.RedoStartLsn is { } redoPoint
        && redoPoint == position.LastRestore!.LastLsn;

    private static bool IsFromBackup(FailbackContext context, DatabasePosition position)
    {
        if (position.LastRestore?.Path is not { } path)
            return false;
        var home = context.Databases.FirstOrDefault(database => IsOf(position, database.Source, database.Name));
        return home is not null
            && context.Backups.Any(backup =>
                FailbackContext.IsSame(backup.Database, home.Name)
                && FailbackContext.IsSame(backup.Instance, home.Destination)
                && backup.Paths.Contains(path, StringComparer.OrdinalIgnoreCase)
            );
    }

    private static bool IsOf(DatabasePosition position, string instance, string database) =>
        FailbackContext.IsSame(position.Instance, instance) && FailbackContext.IsSame(position.Database, database);
}
