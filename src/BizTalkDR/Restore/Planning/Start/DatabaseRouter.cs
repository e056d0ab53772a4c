using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning.Chain;

namespace BizTalkDR.Restore.Planning.Start;

/// <summary>
/// Finds the way of one database to a mark: where it stands, whether it can go on from there, else from which full backup. Whether there is a
/// way is a matter of look-ups; the way, and why there is none, are written for the marks that somebody asks about.
/// </summary>
internal sealed class DatabaseRouter
{
    // Starting over gives up what has been restored: it must read less than half of what continuing reads.
    private const int WorthStartingOver = 2;

    private readonly HistoryIndex index;
    private readonly RestoreWish wish;
    private readonly DatabaseResume resume;
    private readonly int? serverVersion;

    public DatabaseRouter(HistoryIndex index, RestoreTarget target, DatabasePosition position, RestoreWish wish)
    {
        this.index = index;
        this.wish = wish;
        Target = target;
        Position = position;
        Chain = index.Chain(target.Source);
        Problems = new ProblemWriter(index, target);
        resume = new DatabaseResume(index, Chain, position, target, Problems);
        Instance = wish.Instances.FirstOrDefault(identity =>
            string.Equals(identity.Instance.Name, target.Instance, StringComparison.OrdinalIgnoreCase)
        );
        serverVersion = Instance?.ProductVersion?.Major;
    }

    public RestoreTarget Target { get; }

    public DatabasePosition Position { get; }

    public DatabaseChain Chain { get; }

    public ProblemWriter Problems { get; }

    public InstanceIdentity? Instance { get; }

    /// <summary>Whether there is a way to the mark of a log set.</summary>
    public bool IsPossible(int set) =>
        IsThere(set) || (TryFind(set, out var log, out var holder) && (CanContinue(log, holder) || CanStartOver(log, holder)));

    /// <summary>Whether the mark of a log set can be reached without starting over.</summary>
    public bool IsAhead(int set) => IsThere(set) || (TryFind(set, out var log, out var holder) && CanContinue(log, holder));

    /// <summary>The way to the mark of a log set; null if there is none.</summary>
    /// <param name="set">The set.</param>
    /// <param name="mayBeCheaper">Whether a database that could continue may start over if that reads clearly less.</param>
    public Route? To(int set, bool mayBeCheaper = true)
    {
        if (IsRecovered(set))
            return new Route { Start = DatabaseStart.Recovered, Reason = $"it was recovered at {Mark(set)} already" };
        if (IsAt(set))
            return AtMark(set);
        if (!TryFind(set, out var log, out var holder))
            return null;
        var continued = CanContinue(log, holder) ? Continued(log, holder) : null;
        if (continued is not null && (!mayBeCheaper || wish.Start == RestoreStart.Continue))
            return continued;
        if (!CanStartOver(log, holder) || FromFull(set, log, holder) is not { } fromFull)
            return continued;
        if (continued is null)
            return fromFull;
        return fromFull.Bytes * WorthStartingOver < continued.Bytes ? Cheaper(fromFull, continued) : continued;
    }

    /// <summary>Why there is no way to the mark of a log set; null if there is one.</summary>
    public PlanProblem? WhyNot(int set)
    {
        if (IsPossible(set))
            return null;
        var log = Chain.LogOfSet(set);
        if (WhyNotMark(set, log) is { } problem)
            return problem;
        var holder = Chain.HolderOf(log);
        var continued = WhyNotContinue(set, log, holder);
        if (wish.Start == RestoreStart.Continue)
            return continued;
        var fromFull = WhyNotFromFull(log, holder);
        // A database that is not there can't continue anyway; naming that would only hide the real problem.
        return Position.CanContinue && wish.Start == RestoreStart.Auto ? Problems.Neither(continued, fromFull) : fromFull;
    }

    /// <summary>What about the database's state keeps it from being restored from a full backup; null if nothing.</summary>
    public PlanProblem? Blocked() =>
        Position.State switch
        {
            DatabaseState.Missing or DatabaseState.Restoring or DatabaseState.Standby => null,
            DatabaseState.Unreachable or DatabaseState.Recovering => Problems.WrongState(Position),
            _ => wish.ReplaceExisting ? null : Problems.Exists(Position),
        };

    /// <summary>The backup comes from a newer version than the instance that would restore it; null if not, or not known.</summary>
    public PlanProblem? Newer(BackupFile file) =>
        IsNewer(file) ? Problems.NewerVersion(file, file.Header!.SoftwareVersionMajor!.Value, Instance!.ProductVersion!) : null;

    private bool IsNewer(BackupFile file) =>
        file.Header?.SoftwareVersionMajor is { } backup && serverVersion is { } server && backup > server;

    // The log that holds the mark, and the one to restore for it.
    private bool TryFind(int set, out int log, out int holder)
    {
        holder = -1;
        log = LogOf(set);
        if (log < 0)
            return false;
        holder = Chain.HolderOf(log);
        return holder >= 0 && Chain.Graph[holder].Entry.File.Header?.HasBulkLoggedData != true;
    }

    private int LogOf(int set) => index.IsUsableLogSet(set) && !Chain.IsAmbiguous ? Chain.LogOfSet(set) : -1;

    // A database that stands at the mark needs none of the files any more.
    private bool IsThere(int set) => IsRecovered(set) || IsAt(set);

    private bool IsRecovered(int set) =>
        wish is { Start: not RestoreStart.StartOver, LeaveRestoring: false } && resume.IsRecoveredAt(set) && LogOf(set) >= 0;

    private bool IsAt(int set) => wish.Start != RestoreStart.StartOver && LogOf(set) is >= 0 and var log && resume.IsAt(log);

    private bool CanContinue(int log, int holder) =>
        wish.Start != RestoreStart.StartOver && !IsNewer(Chain.Graph[holder].Entry.File) && resume.CanContinueTo(log, holder);

    private bool CanStartOver(int log, int holder) =>
        wish.Start != RestoreStart.Continue
        && Blocked() is null
        && !IsNewer(Chain.Graph[holder].Entry.File)
        && Chain.BaseFor(log, holder) is { } start
        && !IsNewer(start.Full.File);

    private Route AtMark(int set) =>
        new()
        {
            Start = DatabaseStart.AtMark,
            Reason =
                "it was rolled forward to the mark already"
                + (resume.IsAtEndOf(LogOf(set)) ? ", which is the last that its log holds" : ""),
        };

    private Route? Continued(int log, int holder)
    {
        var differential = resume.DifferentialFor(log, holder);
        if (new LogPath(Chain.Graph).Find(differential?.State ?? resume.State, log, holder) is not { } logs)
            return null;
        return new Route
        {
            Start = DatabaseStart.Continues,
            Reason =
                resume.IsJustBefore(log) ? "it stands just before the mark"
                : differential is not null ? "its full backup was restored already, and a differential leads on from there"
                : "it is restoring, and the logs go on from its redo point",
            Differential = differential?.Differential,
            Logs = logs,
        };
    }

    private Route? FromFull(int set, int log, int holder)
    {
        var start = Chain.BaseFor(log, holder)!;
        return new LogPath(Chain.Graph).Find(start.State, log, holder) is { } logs
            ? new Route
            {
                Start = DatabaseStart.StartsOver,
                Reason =
                    Position.State == DatabaseState.Missing ? "the instance does not have it"
                    : wish.Start == RestoreStart.StartOver ? "starting over was asked for"
                    : WhyNotContinue(set, log, holder).Message,
                Base = start,
                Differential = start.Differential,
                Logs = logs,
            }
            : null;
    }

    private static Route Cheaper(Route fromFull, Route continued) =>
        fromFull with
        {
            IsCheaper = true,
            Reason = $"it could continue, but starting over reads less than half: {fromFull.Bytes} bytes instead of {continued.Bytes}.",
        };

    private PlanProblem? WhyNotMark(int set, int log)
    {
        var markSet = index.Sets[set];
        if (!markSet.IsComplete)
            return Problems.PartialSet(markSet);
        if (Chain.IsAmbiguous)
            return Problems.Ambiguous();
        if (log < 0)
            return Problems.NotInSet(set, Chain);
        var holder = Chain.HolderOf(log);
        if (holder < 0 && Chain.Diagnosis.Unusable(log) is { } unusable)
            return Problems.Broken(unusable);
        var file = Chain.Graph[holder < 0 ? log : holder].Entry.File;
        if (file.Header?.HasBulkLoggedData == true)
            return Problems.BulkLogged(file, Mark(set));
        if (holder >= 0)
            return null;
        return Chain.MarkLsn(log) is { } lsn ? Problems.NotInLogs(file, Mark(set), lsn) : Problems.AddsNothing(file, Mark(set));
    }

    private PlanProblem WhyNotContinue(int set, int log, int holder)
    {
        if (!Position.CanContinue)
            return Problems.NotRestoring(Position);
        return Newer(Chain.Graph[holder].Entry.File) ?? resume.WhyNot(log, holder, Mark(set));
    }

    private PlanProblem WhyNotFromFull(int log, int holder)
    {
        if (Blocked() is { } blocked)
            return blocked;
        if (Newer(Chain.Graph[holder].Entry.File) is { } newer)
            return newer;
        if (Chain.BaseFor(log, holder) is { } start)
            return Newer(start.Full.File) ?? Problems.NoFull(Mark(Chain.Graph[log].Entry.Set));
        if (Chain.Diagnosis.WhyNoBase(log, holder) is not { } broken)
            return Problems.NoFull(Mark(Chain.Graph[log].Entry.Set));
        return broken.Kind == PlanProblemKind.LogGap && Chain.IsSimpleBefore(Chain.Graph[log].Entry.Set)
            ? Problems.SimpleRecovery()
            : Problems.Broken(broken);
    }

    private string Mark(int set) => index.Sets[set].MarkName!;
}
