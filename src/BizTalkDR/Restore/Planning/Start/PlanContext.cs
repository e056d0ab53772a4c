using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning.Chain;
using BizTalkDR.Topologies;

namespace BizTalkDR.Restore.Planning.Start;

/// <summary>History, positions and wish, put in order once for the judging of marks and the building of a plan.</summary>
internal sealed class PlanContext
{
    private PlanContext(HistoryIndex index, IReadOnlyList<DatabaseRouter> routers, RestoreWish wish)
    {
        Index = index;
        Routers = routers;
        Wish = wish;
    }

    public HistoryIndex Index { get; }

    /// <summary>One per target, ordered by instance and database, so that a plan does not depend on the order of its input.</summary>
    public IReadOnlyList<DatabaseRouter> Routers { get; }

    public RestoreWish Wish { get; }

    /// <summary>Backups of the wished databases that belong to no set of the job.</summary>
    public required IReadOnlyList<BackupFile> OtherBackups { get; init; }

    public static PlanContext Of(BackupHistory history, IReadOnlyCollection<DatabasePosition> positions, RestoreWish wish)
    {
        var index = HistoryIndex.Of(history, wish.Targets.Select(target => target.Source));
        var stands = positions.GroupBy(position => position.Key).ToDictionary(group => group.Key, group => group.First());
        var routers = wish
            .Targets.OrderBy(target => target.Key)
            .Select(target => new DatabaseRouter(
                index,
                target,
                stands.TryGetValue(target.Key, out var position) ? position : DatabasePosition.Missing(target.Instance, target.Database),
                wish
            ));
        var wished = new HashSet<DatabaseKey>(wish.Targets.Select(target => target.Source));
        return new PlanContext(index, [.. routers], wish)
        {
            OtherBackups = [.. history.OtherBackups.Where(file => wished.Contains(file.Database))],
        };
    }

    /// <summary>What is wrong with the wish itself; null if nothing.</summary>
    public static PlanProblem? Check(RestoreWish wish)
    {
        if (wish.Targets.Count == 0)
            return Invalid("The wish names no database to restore.", "Name at least one database.");
        var twice = wish.Targets.GroupBy(target => target.Key).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? null
            : Invalid($"{twice.Key} is named twice as a target.", "Give each database its own name or instance.") with
            {
                Server = twice.Key.Server,
                Database = twice.Key.Name,
            };
    }

    private static PlanProblem Invalid(string message, string remedy) =>
        new()
        {
            Kind = PlanProblemKind.InvalidWish,
            Message = message,
            Remedy = remedy,
        };
}
