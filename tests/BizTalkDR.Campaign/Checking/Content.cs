using BizTalkDR.Campaign.Worlds;
using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Campaign.Checking;

/// <summary>What a database holds, looked at from inside, whatever state it is in.</summary>
/// <param name="Family">The family it descends from.</param>
/// <param name="Fork">The recovery path it is on.</param>
/// <param name="LastMark">The last mark in it, in the order in which marks were set; null when there is none.</param>
/// <param name="Numbers">The messages; null in a database that holds none.</param>
internal sealed record Content(Guid Family, Guid Fork, string? LastMark, IReadOnlySet<long>? Numbers)
{
    public static Content Of(World world, BizTalkDatabase kind, Database database)
    {
        var order = MarkOrder(world);
        var marks = Column(database, "MarkLog", "MarkName").Cast<string>();
        return new Content(
            database.FamilyGuid,
            database.RecoveryForkGuid,
            marks.OrderBy(mark => order.GetValueOrDefault(mark, int.MaxValue)).LastOrDefault(),
            kind.MessageTable is { } table ? Column(database, table, kind.MessageKey!).Cast<long>().ToHashSet() : null
        );
    }

    /// <summary>The messages that were committed before its last mark and are not in it.</summary>
    public int Missing(World world) => LastMark is null || Numbers is null ? 0 : Expected(world).Except(Numbers).Count();

    /// <summary>The messages in it that were not committed before its last mark.</summary>
    /// <param name="world">Where.</param>
    /// <param name="allowed">Those that may be there all the same.</param>
    public int Extra(World world, IEnumerable<long>? allowed = null) =>
        LastMark is null || Numbers is null ? 0 : Numbers.Except(Expected(world)).Except(allowed ?? []).Count();

    /// <summary>Whether it holds what was committed before its last mark, all of it and nothing else.</summary>
    public bool IsWhole(World world, IEnumerable<long>? allowed = null) =>
        LastMark is not null && Missing(world) == 0 && Extra(world, allowed) == 0;

    private IReadOnlySet<long> Expected(World world) => world.Sandbox.Workload.CommittedBefore(LastMark!);

    /// <summary>The marks in the order in which they were set.</summary>
    public static Dictionary<string, int> MarkOrder(World world)
    {
        var order = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var mark in world.Host.Commits.Committed.SelectMany(transaction => transaction.Marks))
            order.TryAdd(mark, order.Count);
        return order;
    }

    private static IEnumerable<object> Column(Database database, string table, string column)
    {
        if (database.FindTable("dbo", table) is not { } found)
            return [];
        var index = found.Definition.ColumnIndex(column);
        return found.Scan().Select(row => row.Values[index]!);
    }
}
