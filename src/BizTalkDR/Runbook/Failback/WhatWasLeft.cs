using BizTalkDR.Databases;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback;

/// <summary>
/// The databases as the run has left them, beside what they are now. Whatever is not so was done by somebody else, and no step goes on over it.
/// </summary>
/// <param name="context">The failback.</param>
internal sealed class WhatWasLeft(FailbackContext context)
{
    // The steps whose acts change the databases of a side. Step 7 reads only.
    private static readonly int[] ChangingCopies = [4, 10, 12];
    private static readonly int[] ChangingProduction = [6, 8, 9, 10, 11];

    /// <summary>Records what a step has left databases as.</summary>
    public void Record(int step, IReadOnlyList<DatabaseKey> keys)
    {
        foreach (var condition in context.ReadConditions(keys))
            context.Facts.Record(new LeftDatabase(step, DateTime.UtcNow, condition));
    }

    /// <summary>Records it of those databases only whose record does not stem from these steps, or is older than an act of the run.</summary>
    public void RecordNew(int step, IReadOnlyList<DatabaseKey> keys)
    {
        var unknown = keys.Where(key => context.Facts.Left(key)?.Step != step || IsInHand(key)).ToList();
        if (unknown.Count > 0)
            Record(step, unknown);
    }

    /// <summary>Whether a database of production is one that step 8 was restoring when the run was cut off.</summary>
    public bool IsBeingRestored(DatabaseCondition now) => now.State == DatabaseState.Restoring && context.Facts.IsInHand(now.Key, [8]);

    /// <summary>What somebody else has changed, a sentence or two each, with what to do.</summary>
    public IReadOnlyList<string> Changes()
    {
        var keys = context.SourceKeys.Concat(context.DestinationKeys.Where(key => !IsHandedBack(key))).ToList();
        return [.. context.ReadConditions(keys).Select(Change).OfType<string>()];
    }

    /// <summary>Whether production's database is the one that the run has restored, by its recovery fork: no restore has a fork twice.</summary>
    public bool IsLeftByRestore(DatabaseCondition now) =>
        context.Facts.Left(now.Key) is { Step: >= 8, Condition: { State: not DatabaseState.Missing } left }
        && left.Identity.RecoveryFork is not null
        && left.Identity.IsOnSameFork(now.Identity) == true;

    private string? Change(DatabaseCondition now)
    {
        var isCopy = IsCopy(now.Key);
        // Cut off in the middle of an act, the run does not know what it left; but not as which database.
        if (IsInHand(now.Key))
            return context.Before.Condition(now.Key)?.Identity.IsSameFamily(now.Identity) == false
                ? $"{now.Key.Name} on {now.Key.Server} is another database than this failback has dealt with: it is of the family {now.Identity.FamilyGuid}. "
                    + "Find out who made it; drop it or rename it, then go on."
                : null;
        if (context.Facts.Left(now.Key) is not { } left)
            return Earlier(now, isCopy);
        // Nothing works on production before it is opened: what is lost until then, step 8 restores anew, and names it.
        if (!isCopy && left.Step == 8 && now.State == DatabaseState.Missing && !context.Facts.IsProductionOpened)
            return null;
        var differences = left.Condition.DifferencesFrom(now);
        return differences.Count == 0
            ? null
            : $"{now.Key.Name} on {now.Key.Server} is not as step {left.Step} left it at {left.TimeUtc:u}: {string.Join("; ", differences)}. "
                + Advice(left, now, isCopy);
    }

    // Before a step has dealt with it: log shipping rolls the copies on, and production may work or break, but both stay who they are.
    private string? Earlier(DatabaseCondition now, bool isCopy)
    {
        if (context.Before.Condition(now.Key) is not { } before)
            return null;
        var differences = isCopy
            ? before.Identity.IsSameFamily(now.Identity) == false
                ? ["it is another database"]
                : []
            : before.IdentityDifferencesFrom(now);
        return differences.Count == 0
            ? null
            : $"{now.Key.Name} on {now.Key.Server} is not the database that was there when this failback began: {string.Join("; ", differences)}. "
                + NewRun;
    }

    private string Advice(LeftDatabase left, DatabaseCondition now, bool isCopy)
    {
        if (left.Condition.State == DatabaseState.Missing)
            return isCopy
                ? "Find out who made it. If it is not needed, drop it, then go on."
                : "Find out who made it: step 8 restores over nothing. Drop it or rename it, then go on.";
        if (isCopy)
            return left.Step == 3
                ? NewRun
                : "Undo it where that can be done without writing into the copy (SET READ_ONLY, owner), then go on. If its contents have changed, the copies "
                    + "are not at one mark any more: call this failback off and begin a new one.";
        return context.Facts.IsProductionOpened
            ? now.State == DatabaseState.Missing || left.Condition.Identity.IsOnSameFork(now.Identity) == false
                ? "Production has worked since it was opened: to restore this database alone to the mark would give a mixture. Bring it back from a backup taken "
                    + "since, or drop all of production's databases of the group and go on with a new failback from the copies, which are kept."
                : "Undo it, then go on."
            : "Undo it, then go on; or drop the database, and step 8 restores it anew.";
    }

    private const string NewRun =
        "What this journal tells is not what is there any more: begin a new failback with a new journal, or put back what was changed.";

    private bool IsInHand(DatabaseKey key) => context.Facts.IsInHand(key, IsCopy(key) ? ChangingCopies : ChangingProduction);

    private bool IsCopy(DatabaseKey key) => context.DestinationKeys.Contains(key);

    private bool IsHandedBack(DatabaseKey key) => context.Facts.HandedBack.Contains(key.Server, StringComparer.OrdinalIgnoreCase);
}
