using BizTalkDR.Backups;
using BizTalkDR.Group;

namespace BizTalkDR.Restore.Planning;

/// <summary>Turns the way of a database into restore actions.</summary>
internal static class ActionWriter
{
    /// <summary>Every log stops at the mark; the recovery comes last and on its own.</summary>
    public static IEnumerable<RestoreAction> ToMark(PlanContext context, DatabaseRouter router, Route route, int markSet)
    {
        if (route.Start == DatabaseStart.Recovered)
            yield break;
        if (route.Start == DatabaseStart.StartsOver)
            yield return Full(context, router, route.Base!.Full);
        if (route.Start != DatabaseStart.AtMark)
        {
            foreach (var entry in Logs(router, route))
                yield return Log(context, entry, markSet);
        }
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

    private static IEnumerable<ChainEntry> Logs(DatabaseRouter router, Route route)
    {
        var bridge = route.Base is { } start ? start.Bridge : router.Resume.Bridge;
        return bridge.Select(file => new ChainEntry(-1, file)).Concat(router.Chain.Walk(route.FirstLog, route.LastLog));
    }

    private static RestoreAction Log(PlanContext context, ChainEntry entry, int markSet) =>
        new()
        {
            Kind = RestoreActionKind.Log,
            Backup = entry.File,
            SetId = SetId(context, entry),
            StopAtMark = context.Index.Sets[markSet].MarkName,
            StopAfter = context.Wish.MarkAfter,
            HoldsMark = entry.Set == markSet,
        };

    private static long? SetId(PlanContext context, ChainEntry entry) => entry.Set < 0 ? null : context.Index.Sets[entry.Set].SetId;
}
