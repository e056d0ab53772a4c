using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Restore.Saved;

/// <summary>
/// Judges a plan as a plan, whatever its seal says: anybody can compute a seal. Every database of the mark's set is in it, each has an action that
/// holds the mark or stands there already, nothing is missing on the way, and recovery comes last.
/// </summary>
internal static class PlanSoundness
{
    /// <summary>What is wrong, one sentence each.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="world">
    /// The world as it is: its headers are believed before those in the plan, and where databases stand is judged in it. Null before it was read.
    /// </param>
    public static IEnumerable<string> Problems(RestorePlan plan, PlanWorld? world)
    {
        if (plan.Mark is not { Identity: { } mark })
            return ["It does not say at which mark the databases end, and where that lies in their logs."];
        return
        [
            .. Missing(plan, mark),
            .. Together(plan),
            .. plan.Databases.SelectMany(database =>
                Of(database, mark, world).Take(1).Select(problem => $"{database.Target.Key}: {problem}")
            ),
        ];
    }

    private static IEnumerable<string> Missing(RestorePlan plan, MarkIdentity mark)
    {
        var planned = new HashSet<DatabaseKey>(plan.Databases.Select(database => database.Target.Source));
        var group = new HashSet<DatabaseKey>(mark.Logs.Select(log => log.Database).Concat(plan.Mark!.Databases));
        foreach (var database in group.Where(key => !planned.Contains(key)).OrderBy(key => key))
            yield return $"It leaves out {database}, which belongs to the group: all of its databases go to one mark, or none.";
        foreach (var twice in plan.Databases.GroupBy(database => database.Target.Key).Where(same => same.Count() > 1))
            yield return $"It restores {twice.Key} twice.";
    }

    private static IEnumerable<string> Together(RestorePlan plan)
    {
        var changed = plan.Databases.Where(database => database.Start != DatabaseStart.Recovered).ToList();
        if (changed.Exists(database => database.Recovers) && !changed.TrueForAll(database => database.Recovers))
            yield return $"It recovers some databases and not {string.Join(", ", changed.Where(database => !database.Recovers).Select(database => database.Target.Key))}.";
    }

    private static IEnumerable<string> Of(DatabasePlan database, MarkIdentity mark, PlanWorld? world)
    {
        var actions = database.Actions;
        if (actions.Take(Math.Max(0, actions.Count - 1)).Any(action => action.Kind == RestoreActionKind.Recovery))
            yield return "its recovery is not the last action.";
        if (actions.FirstOrDefault(action => action.Backup is { } backup && !IsOf(backup, database)) is { Backup: { } other })
            yield return $"{other.Path} is a backup of {other.Database}, not of {database.Target.Source}.";
        var roll = database.RollForward.ToList();
        foreach (var problem in Start(database, mark, roll, world))
            yield return problem;
        if (database.Start is not (DatabaseStart.StartsOver or DatabaseStart.Continues))
            yield break;
        foreach (var problem in Order(database, roll).Concat(End(database, mark, roll, world)).Concat(Chain(database, roll, world)))
            yield return problem;
    }

    private static IEnumerable<string> Start(DatabasePlan database, MarkIdentity mark, List<RestoreAction> roll, PlanWorld? world)
    {
        var now = world?.Positions.FirstOrDefault(position => position.Key == database.Target.Key);
        switch (database.Start)
        {
            case DatabaseStart.StartsOver when roll.Count == 0 || roll[0].Kind != RestoreActionKind.Full:
                yield return "it starts over, but not from a full backup.";
                break;
            case DatabaseStart.Continues when (now ?? database.Position) is { CanContinue: false } there:
                yield return $"it is to be continued, and is {there.State.InWords()}.";
                break;
            case DatabaseStart.AtMark or DatabaseStart.Recovered when roll.Count > 0:
                yield return "it stands at the mark already, and is to be rolled forward.";
                break;
            case DatabaseStart.AtMark when now is not null && AtMark.WhyNotRolledTo(now, mark) is { } difference:
                yield return difference;
                break;
            case DatabaseStart.Recovered when now is not null && AtMark.Judge(now, LogOf(now, world!), mark).Difference is { } difference:
                yield return difference;
                break;
        }
    }

    private static MarkLogReading? LogOf(DatabasePosition now, PlanWorld world) =>
        world.MarkLogs.TryGetValue(now.Key, out var log) ? log : now.MarkLog;

    private static BackupHeader? HeaderOf(DatabasePlan database, BackupFile file, PlanWorld? world) =>
        world is null ? file.Header : world.HeaderOf(database, file);

    private static IEnumerable<string> Order(DatabasePlan database, List<RestoreAction> roll)
    {
        var isStartingOver = database.Start == DatabaseStart.StartsOver;
        for (var at = 0; at < roll.Count; at++)
        {
            var isPossible = roll[at].Kind switch
            {
                RestoreActionKind.Full => at == 0 && isStartingOver,
                RestoreActionKind.Differential => at == (isStartingOver ? 1 : 0),
                RestoreActionKind.Log => true,
                _ => false,
            };
            if (!isPossible)
                yield return $"{RestoreActionText.Of(roll[at])} comes at a wrong place.";
        }
    }

    private static IEnumerable<string> End(DatabasePlan database, MarkIdentity mark, List<RestoreAction> roll, PlanWorld? world)
    {
        var last = roll.LastOrDefault();
        if (
            last is not { Kind: RestoreActionKind.Log, HoldsMark: true, Backup: { } backup }
            || !Stops(last, mark, mark.In(database.Target.Source))
        )
        {
            yield return $"its last backup is no log that stops at {mark.Name}.";
            yield break;
        }
        if (mark.In(database.Target.Source) is not { } inLog)
            yield return $"it is not known where {mark.Name} lies in its log.";
        else if (!HoldsMark(HeaderOf(database, backup, world), inLog, last.SetId == mark.SetId))
            yield return $"{backup.Path} does not hold {mark.Name}.";
    }

    private static bool Stops(RestoreAction action, MarkIdentity mark, MarkInLog? inLog) =>
        action.StopAtMark == mark.Name || (inLog?.Lsn is { } lsn && action.StopAtMark == FormattableString.Invariant($"lsn:{lsn}"));

    // By the mark's LSN; else it is the log that was known to hold it, or one of its whole range.
    private static bool HoldsMark(BackupHeader? header, MarkInLog inLog, bool isOfSet)
    {
        if (header is not { FirstLSN: { } first, LastLSN: { } end })
            return isOfSet;
        if (inLog.Lsn is { } lsn)
            return first <= lsn && lsn < end;
        if (inLog.BackupSetGuid is { } known && known == header.BackupSetGUID)
            return true;
        return inLog is { FirstLsn: { } from, LastLsn: { } to } ? first <= from && end >= to || end == from : isOfSet;
    }

    private static IEnumerable<string> Chain(DatabasePlan database, List<RestoreAction> roll, PlanWorld? world)
    {
        var at = database.Start == DatabaseStart.Continues ? database.Position.RedoStartLsn : null;
        foreach (var action in roll)
        {
            var header = HeaderOf(database, action.Backup!, world);
            if (action.Kind == RestoreActionKind.Log && at is { } reached && header?.FirstLSN > reached)
                yield return FormattableString.Invariant(
                    $"{action.Backup!.Path} begins at LSN {header.FirstLSN}, after where the backup before it ends ({reached}): a log is missing."
                );
            at = header?.LastLSN ?? (action.Kind == RestoreActionKind.Log ? null : at);
        }
    }

    // A database may have had another name when it was backed up: its family tells.
    private static bool IsOf(BackupFile backup, DatabasePlan database) =>
        backup.Database.Name.SameAs(database.Target.Source.Name)
        || database.Actions.Any(action =>
            action.Backup is { Header.FamilyGUID: { } family } known
            && known.Database.Name.SameAs(database.Target.Source.Name)
            && family == backup.Header?.FamilyGUID
        );
}
