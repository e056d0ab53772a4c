using BizTalkDR.Databases;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback;

/// <summary>
/// Whether production's databases are the restored ones. The mark alone does not tell: a production database that was never dropped may have the
/// same last mark. The server's own record of restores (msdb.dbo.restorehistory) does.
/// </summary>
/// <param name="context">The failback.</param>
internal sealed class ProductionState(FailbackContext context)
{
    /// <summary>
    /// What keeps production from being called restored, a sentence each; none when every database is. Once step 11 has asked for a full backup set, the
    /// backup job writes newer marks, and the mark says nothing any more.
    /// </summary>
    public IReadOnlyList<string> Differences()
    {
        var notRestored = Positions().Where(position => !IsRestored(position)).ToList();
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
                        !report.IsAtMark
                        && !notRestored.Any(position => position.Key.Equals(new DatabaseKey(report.Instance, report.Database)))
                    )
                    .Select(report => report.Difference!),
        ];
    }

    /// <summary>What keeps production from being used again: a database that is not restored, an owner or an option that is not as it was.</summary>
    public IReadOnlyList<string> NotBack() => [.. Differences(), .. context.Settings.Differences()];

    /// <summary>Whether every database is online, from its backup of step 7.</summary>
    public bool IsBack() => context.Backups.Taken.Count > 0 && Positions().All(IsRestored);

    /// <summary>The databases that step 8 has not restored and recovered yet.</summary>
    public IReadOnlyList<FailbackDatabase> Pending()
    {
        var restored = Positions().Where(IsRestored).Select(position => position.Key).ToList();
        return [.. context.Databases.Where(database => !restored.Contains(database.SourceKey))];
    }

    /// <summary>The databases that step 6 drops: those there that have not come from step 7's backups.</summary>
    public IReadOnlyList<DatabaseKey> Former() =>
        [
            .. Positions()
                .Where(position => position.State != DatabaseState.Missing && !IsFromBackup(position))
                .Select(position => position.Key),
        ];

    /// <summary>Whether its backup of step 7 is restored and whole, and the database was only not recovered any more.</summary>
    public bool WaitsForRecovery(DatabasePosition position) =>
        position.State == DatabaseState.Restoring
        && IsFromBackup(position)
        && position.RedoStartLsn is { } redoPoint
        && redoPoint == position.LastRestore!.LastLsn;

    private IReadOnlyList<DatabasePosition> Positions() => context.ReadPositions(context.SourceKeys);

    private bool IsRestored(DatabasePosition position) => position.State == DatabaseState.Online && IsFromBackup(position);

    private bool IsFromBackup(DatabasePosition position) =>
        position.LastRestore?.Path is { } path
        && context.Databases.FirstOrDefault(database => database.SourceKey.Equals(position.Key)) is { } home
        && context.Backups.Taken.Any(backup =>
            backup.Key.Equals(home.DestinationKey) && backup.Paths.Contains(path, StringComparer.OrdinalIgnoreCase)
        );
}
