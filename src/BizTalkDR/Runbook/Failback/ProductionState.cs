using BizTalkDR.Databases;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback;

/// <summary>
/// Whether production's databases are the restored ones. Neither name nor mark tells: a production database that was never dropped may have both. The
/// server's own record of restores (msdb.dbo.restorehistory) tells from which backup set a database comes, and where that record was trimmed, the
/// recovery fork that the run has left it on.
/// </summary>
/// <param name="context">The failback.</param>
internal sealed class ProductionState(FailbackContext context)
{
    /// <summary>
    /// What keeps production from being called restored, a sentence each; none when every database is. Once production is opened it works on, and the
    /// mark says nothing any more.
    /// </summary>
    public IReadOnlyList<string> Differences()
    {
        var conditions = Conditions();
        var notRestored = conditions.Where(condition => !IsRestored(condition)).ToList();
        return
        [
            .. notRestored.Select(condition =>
                $"{condition.Key.Name} on {condition.Key.Server} is {condition.State.InWords()} and does not come from its backup of step 7."
            ),
            .. context.Facts.IsFullBackupForced || context.Facts.IsProductionOpened
                ? []
                : context
                    .VerifySource(context.RequiredMark)
                    .Databases.Where(report =>
                        !report.IsAtMark
                        && !notRestored.Any(condition => condition.Key.Equals(new DatabaseKey(report.Instance, report.Database)))
                    )
                    .Select(report => report.Difference!),
        ];
    }

    /// <summary>What keeps production from being used again: a database that is not restored, an owner or an option that is not as it was.</summary>
    public IReadOnlyList<string> NotBack() => [.. Differences(), .. context.Settings.Differences()];

    /// <summary>Whether every database is online, from its backup of step 7.</summary>
    public bool IsBack() => context.Backups.Taken.Count > 0 && Conditions().All(IsRestored);

    /// <summary>The databases that step 8 has not restored and recovered yet.</summary>
    public IReadOnlyList<FailbackDatabase> Pending()
    {
        var restored = Conditions().Where(IsRestored).Select(condition => condition.Key).ToList();
        return [.. context.Databases.Where(database => !restored.Contains(database.SourceKey))];
    }

    /// <summary>The databases that step 6 drops: those there that have not come, or just come, from step 7's backups.</summary>
    public IReadOnlyList<DatabaseKey> Former() => [.. Conditions().Where(IsFormer).Select(condition => condition.Key)];

    /// <summary>
    /// The databases that step 6 would drop and that are not those that were there when the failback began, a sentence each: what somebody has restored
    /// or made there since is nobody's to drop unseen.
    /// </summary>
    public IReadOnlyList<string> Strangers() => [.. Conditions().Where(IsFormer).Select(Stranger).OfType<string>()];

    /// <summary>Whether its backup of step 7 is restored and whole, and the database was only not recovered any more.</summary>
    public bool WaitsForRecovery(DatabasePosition position) =>
        position.State == DatabaseState.Restoring
        && position.RedoStartLsn is { } redoPoint
        && context.ReadConditions([position.Key]) is [{ } condition]
        && Source(condition) is { Identity.LastLSN: { } end }
        && redoPoint == end;

    /// <summary>
    /// What keeps each database from being called production again, a sentence each: it must come from its backup, be of its family, be open as it was,
    /// without a damaged page on record, and answer.
    /// </summary>
    public IReadOnlyList<string> NotAlive() => new ProductionLife(context).Problems(Conditions());

    private IReadOnlyList<DatabaseCondition> Conditions() => context.ReadConditions(context.SourceKeys);

    private bool IsRestored(DatabaseCondition condition) => condition.State == DatabaseState.Online && IsFromBackup(condition);

    private bool IsFormer(DatabaseCondition condition) =>
        condition.State != DatabaseState.Missing && !IsFromBackup(condition) && !context.Left.IsBeingRestored(condition);

    private bool IsFromBackup(DatabaseCondition condition) => Source(condition) is not null || context.Left.IsLeftByRestore(condition);

    // The backup of step 7 that was restored into it last.
    private BackupNote? Source(DatabaseCondition condition) =>
        condition.RestoredBackupSet is { } set
        && context.Databases.FirstOrDefault(database => database.SourceKey.Equals(condition.Key)) is { } home
            ? context.Backups.Taken.FirstOrDefault(backup =>
                backup.Key.Equals(home.DestinationKey) && backup.Identity?.BackupSetGUID == set
            )
            : null;

    private string? Stranger(DatabaseCondition now) =>
        context.Before.Condition(now.Key) is { } before && before.IdentityDifferencesFrom(now) is { Count: > 0 } differences
            ? $"{now.Key.Name} on {now.Key.Server} is not the database that was there when this failback began: {string.Join("; ", differences)}."
            : null;
}
