using BizTalkDR.Databases;
using BizTalkDR.Errors;

namespace BizTalkDR.Runbook.Failback.Undoing;

/// <summary>
/// Whether a failback can still be undone: as long as every database of production that was there is there. The journal says what was begun, the
/// servers what has come of it: a drop that was refused has destroyed nothing, and one whose line was lost with the operator's computer has.
/// </summary>
internal static class PointOfNoReturn
{
    /// <exception cref="RunbookRefusedException"><c>UndoRefused</c>: it is passed, or nobody can tell.</exception>
    public static void Require(UndoContext context)
    {
        if (context.Options.IsWithoutJournal)
        {
            MarkedPointOfNoReturn.Require(context);
            return;
        }
        if (context.Facts.Before is not { } before)
            return;
        var keys = before.Databases.Select(database => database.SourceKey).ToList();
        var touched = context.Facts.HasTouchedProduction(keys) || context.Facts.IsProductionOpened;
        var gone = context.ReadConditions(keys).Select(now => Gone(before.Condition(now.Key), now, touched)).OfType<string>().ToList();
        if (touched)
            gone.AddRange(
                keys.Select(key => key.Server)
                    .Distinct(StringComparer.OrdinalIgnoreCase)
                    .Where(server => !context.Answers(server))
                    .Select(server =>
                        $"{server} can not be asked, and the run has begun to drop its databases: whether they are there can't be told."
                    )
            );
        if (gone.Count > 0)
            throw new RunbookRefusedException("UndoRefused", "undoing of the failback", gone)
            {
                Remedy =
                    "The point of no return is passed: go on with the failback (Invoke-BtsFailback -Resume -JournalPath with this journal); steps that are "
                    + "done are left alone. Until it has ended, keep the copies on the destination and the backups of step 7: production comes back from them.",
                DocumentationUri = Documentation.RestoringProduction,
            };
    }

    private static string? Gone(DatabaseCondition? before, DatabaseCondition now, bool touched)
    {
        if (before is null or { State: DatabaseState.Missing })
            return null;
        if (now.State == DatabaseState.Missing)
            return $"{now.Key.Name} on {now.Key.Server} is gone: the failback has {(touched ? "begun to drop" : "found it there before, and somebody has dropped")} "
                + "production's databases.";
        // Before the run has touched production, it is its owners' to restore.
        return touched && before.IdentityDifferencesFrom(now) is { Count: > 0 } differences
            ? $"{now.Key.Name} on {now.Key.Server} is not the database that was there before the run: {string.Join("; ", differences)}."
            : null;
    }
}
