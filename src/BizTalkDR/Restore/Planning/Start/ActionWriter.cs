using BizTalkDR.Databases;
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
            yield break;
        if (route.Base is { } start)
            yield return Full(context, router, start.Full);
        if (route.Differential is { } differential)
            yield return Differential(context, differential);
        var isRepeated = context.IsMarkNameRepeated(markSet);
        for (var log = 0; log < route.Logs.Count; log++)
            yield return Log(context, route.Logs[log], markSet, log == route.Logs.Count - 1, isRepeated);
        if (!context.Wish.LeaveRestoring)
            yield return Recovery();
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

    private static RestoreAction Log(PlanContext context, ChainEntry entry, int markSet, bool holdsMark, bool isRepeated)
    {
        var stops = holdsMark || MayStop(context, entry, isRepeated);
        return new RestoreAction
        {
            Kind = RestoreActionKind.Log,
            Backup = entry.File,
            SetId = SetId(context, entry),
            StopAtMark = stops ? context.Index.Sets[markSet].MarkName : null,
            StopAfter = stops ? context.Wish.MarkAfter : null,
            HoldsMark = holdsMark,
        };
    }

    // A log before the mark is restored whole, so naming the mark there is only a safeguard. It would do harm where the name occurs twice
    // and the log holds the earlier one, and a log with bulk-logged operations allows no stop at all (message 4341).
    private static bool MayStop(PlanContext context, ChainEntry entry, bool isRepeated) =>
        entry.File.Header?.HasBulkLoggedData != true && (context.Wish.MarkAfter is not null || !isRepeated);

    private static long? SetId(PlanContext context, ChainEntry entry) => entry.Set < 0 ? null : context.Index.Sets[entry.Set].SetId;
}
