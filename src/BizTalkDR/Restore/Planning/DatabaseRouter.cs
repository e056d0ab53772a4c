using BizTalkDR.Backups;
using BizTalkDR.Group;

namespace BizTalkDR.Restore.Planning;

/// <summary>A way for one database to a mark, or why there is none.</summary>
internal sealed record Route
{
    private Func<PlanProblem>? whyNot;
    private PlanProblem? problem;

    public DatabaseStart Start { get; init; }

    /// <summary>Why it begins so: the words given, or what keeps the database from the way that was tried first.</summary>
    public string Reason
    {
        get => InsteadOf?.Problem?.Message ?? field;
        init;
    } = "";

    /// <summary>The way that was tried first and is not possible.</summary>
    public Route? InsteadOf { get; init; }

    public ChainBase? Base { get; init; }
    public int FirstLog { get; init; }
    public int LastLog { get; init; }
    public bool IsPossible => whyNot is null;

    /// <summary>Why there is no way; null if there is one. Written when it is asked for: a history has many marks, and most are never looked at.</summary>
    public PlanProblem? Problem => problem ??= whyNot?.Invoke();

    public static Route Impossible(Func<PlanProblem> whyNot) => new() { whyNot = whyNot };
}

/// <summary>Finds the way of one database to a mark: where it stands, whether it can go on from there, else from which full backup.</summary>
internal sealed class DatabaseRouter
{
    private readonly HistoryIndex index;
    private readonly RestoreWish wish;
    private readonly DatabaseResume resume;
    private readonly ProblemWriter problems;
    private readonly int? serverVersion;

    public DatabaseRouter(HistoryIndex index, RestoreTarget target, DatabasePosition position, RestoreWish wish)
    {
        this.index = index;
        this.wish = wish;
        Target = target;
        Position = position;
        Chain = index.Chain(target.Source);
        problems = new ProblemWriter(index, target);
        resume = new DatabaseResume(Chain, position, target, problems);
        Instance = wish.Instances.FirstOrDefault(identity =>
            string.Equals(identity.Instance.Name, target.Instance, StringComparison.OrdinalIgnoreCase)
        );
        serverVersion = Instance?.ProductVersion?.Major;
    }

    public RestoreTarget Target { get; }

    public DatabasePosition Position { get; }

    public DatabaseChain Chain { get; }

    public ProblemWriter Problems => problems;

    public InstanceIdentity? Instance { get; }

    public DatabaseResume Resume => resume;

    /// <summary>The way to the mark of a log set.</summary>
    public Route ToMark(int set)
    {
        var mark = index.Sets[set].MarkName!;
        var log = Chain.LogOfSet(set);
        if (log < 0)
            return Route.Impossible(() => problems.NotInSet(set, Chain));
        if (CheckMarkLog(log, set) is { } unusable)
            return Route.Impossible(() => unusable);
        if (resume.IsRecoveredAt(mark) && wish.Start != RestoreStart.StartOver && !wish.LeaveRestoring)
            return new Route
            {
                Start = DatabaseStart.Recovered,
                Reason = $"it was recovered at {mark} already",
                LastLog = log,
            };
        if (wish.Start == RestoreStart.StartOver)
            return FromFull(log, null);
        var continued = Continue(log, mark);
        if (continued.IsPossible || wish.Start == RestoreStart.Continue)
            return continued;
        var fromFull = FromFull(log, continued);
        if (fromFull.IsPossible)
            return fromFull;
        // A database that is not there can't continue anyway; naming that would only hide the real problem.
        return Position.CanContinue ? Route.Impossible(() => problems.Neither(continued.Problem!, fromFull.Problem!)) : fromFull;
    }

    private Route Continue(int log, string mark)
    {
        if (!Position.CanContinue)
            return Route.Impossible(() => problems.NotRestoring(Position));
        var route = resume.To(log, mark);
        return route.IsPossible && Newer(Chain.Logs[log].File) is { } newer ? Route.Impossible(() => newer) : route;
    }

    private Route FromFull(int log, Route? insteadOf)
    {
        if (Blocked() is { } blocked)
            return Route.Impossible(() => blocked);
        if (Chain.BaseFor(log) is not { } start)
            return Route.Impossible(() => problems.NoFull(Chain, log));
        if (Chain.BreakBetween(start.FirstLog, log) is { } broken)
            return Route.Impossible(() => problems.Broken(broken));
        if (Newer(start.Full.File) is { } newer)
            return Route.Impossible(() => newer);
        return new Route
        {
            Start = DatabaseStart.StartsOver,
            Reason = Position.State == DatabaseState.Missing ? "the instance does not have it" : "the wish says so",
            InsteadOf = Position.State == DatabaseState.Missing ? null : insteadOf,
            Base = start,
            FirstLog = start.FirstLog,
            LastLog = log,
        };
    }

    /// <summary>What about the database's state keeps it from being restored from a full backup; null if nothing.</summary>
    public PlanProblem? Blocked() =>
        Position.State switch
        {
            DatabaseState.Missing or DatabaseState.Restoring or DatabaseState.Standby => null,
            DatabaseState.Unreachable or DatabaseState.Recovering => problems.WrongState(Position),
            _ => wish.ReplaceExisting ? null : problems.Exists(Position),
        };

    /// <summary>The backup comes from a newer version than the instance that would restore it; null if not, or not known.</summary>
    public PlanProblem? Newer(BackupFile file) =>
        file.Header?.SoftwareVersionMajor is { } backup && serverVersion is { } server && backup > server
            ? problems.NewerVersion(file, backup, Instance!.ProductVersion!)
            : null;

    private PlanProblem? CheckMarkLog(int log, int set)
    {
        if (Chain.BreakBetween(log, log) is { } unusable)
            return problems.Broken(unusable);
        var file = Chain.Logs[log].File;
        if (file.Header?.HasBulkLoggedData == true)
            return problems.BulkLogged(file, index.Sets[set].MarkName!);
        return Chain.AddsNothing(log) ? problems.AddsNothing(file, index.Sets[set].MarkName!) : null;
    }
}
