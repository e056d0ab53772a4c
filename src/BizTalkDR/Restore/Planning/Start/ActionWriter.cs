using BizTalkDR.Databases;
using BizTalkDR.Paths;
using BizTalkDR.Restore.Files;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning.Chain;

namespace BizTalkDR.Restore.Planning.Start;

/// <summary>Turns the way of a database into restore actions.</summary>
internal static class ActionWriter
{
    /// <summary>Every log stops at the mark; the recovery comes last and on its own.</summary>
    public static IEnumerable<RestoreAction> ToMark(PlanContext context, DatabaseRouter router, Route route, int markSet)
    {
        if (route.Start == DatabaseStart.Recovered)
            return [];
        var actions = RollForward(context, router, route, markSet).ToList();
        AddMoves(router, actions);
        return context.Wish.LeaveRestoring ? actions : [.. actions, Recovery()];
    }

    private static IEnumerable<RestoreAction> RollForward(PlanContext context, DatabaseRouter router, Route route, int markSet)
    {
        if (route.Base is { } start)
            yield return Full(context, router, start.Full);
        if (route.Differential is { } differential)
            yield return Differential(context, differential);
        var stop = MarkStop.Of(context, router, markSet);
        var isRepeated = context.Index.IsMarkNameRepeated(markSet);
        for (var log = 0; log < route.Logs.Count; log++)
        {
            var isLast = log == route.Logs.Count - 1;
            var stops = isLast || MayStop(route.Logs[log], isRepeated) || MayHoldMark(router, route.Logs[log], markSet);
            yield return Log(context, route.Logs[log], stops ? stop : null, isLast);
        }
    }

    // A file that was added after the full backup is made by the log or differential that brings it along, which is told where it goes.
    private static void AddMoves(DatabaseRouter router, List<RestoreAction> actions)
    {
        var taken = new HashSet<string>(router.Position.Files.Select(file => file.PhysicalName), ServerPath.Comparer);
        foreach (var (action, files) in AddedFiles.Of(router.Position, actions).ToList())
        {
            if (action.Kind == RestoreActionKind.Full)
                taken = new HashSet<string>(PlannedFile.Places(files, action.Moves).Select(place => place.Path), ServerPath.Comparer);
            else
                actions[actions.IndexOf(action)] = action with
                {
                    Moves = FileRelocator.Moves(router.Target, files, taken, router.Position, router.Instance),
                };
        }
    }

    public static RestoreAction Recovery() => new() { Kind = RestoreActionKind.Recovery };

    public static RestoreAction Full(PlanContext context, DatabaseRouter router, ChainEntry full) =>
        new()
        {
            Kind = RestoreActionKind.Full,
            Backup = full.File,
            SetId = SetId(context, full),
            Moves = FileRelocator.Moves(router.Target, full.File, router.Position, router.Instance),
            Replace = router.Position.State != DatabaseState.Missing,
        };

    private static RestoreAction Differential(PlanContext context, ChainEntry differential) =>
        new()
        {
            Kind = RestoreActionKind.Differential,
            Backup = differential.File,
            SetId = SetId(context, differential),
        };

    private static RestoreAction Log(PlanContext context, ChainEntry entry, MarkStop? stop, bool holdsMark) =>
        new()
        {
            Kind = RestoreActionKind.Log,
            Backup = entry.File,
            SetId = SetId(context, entry),
            StopAtMark = stop?.Mark,
            StopAfter = stop?.After,
            HoldsMark = holdsMark,
        };

    // A log before the mark is restored whole, so naming the mark there is a safeguard: should it hold the mark after all, the restore stops there.
    // It would do harm where the name occurs twice and the log holds the earlier one, whatever time is named (clocks go back), and a log with
    // bulk-logged operations allows no stop at all (message 4341).
    private static bool MayStop(ChainEntry entry, bool isRepeated) => entry.File.Header?.HasBulkLoggedData != true && !isRepeated;

    // Another tool's log may hold the mark though the job's was to: it must not be rolled past.
    private static bool MayHoldMark(DatabaseRouter router, ChainEntry entry, int markSet)
    {
        var chain = router.Chain;
        if (entry.Set >= 0 || chain.LogOfSet(markSet) is not (>= 0 and var log))
            return false;
        for (var other = chain.Graph.JobLogs; other < chain.Graph.Count; other++)
        {
            if (ReferenceEquals(chain.Graph[other].Entry.File, entry.File))
                return chain.Marks.MayBeInOther(log) && chain.Marks.MayHold(other, log);
        }
        return false;
    }

    private static long? SetId(PlanContext context, ChainEntry entry) => entry.Set < 0 ? null : context.Index.Sets[entry.Set].SetId;
}
