using BizTalkDR.Backups;
using BizTalkDR.Group;

namespace BizTalkDR.Restore.Planning;

/// <summary>
/// Where in its chain a RESTORING database stands. The redo point decides where LSNs are known; else the file restored last, else what log
/// shipping noted.
/// </summary>
internal sealed class DatabaseResume
{
    private const string Continues = "it is restoring, and the logs go on from its redo point";

    private readonly DatabaseChain chain;
    private readonly DatabasePosition position;
    private readonly ProblemWriter problems;
    private readonly PlanProblem? problem;

    // The log that was stopped inside of, or -1.
    private readonly int stoppedInside = -1;
    private readonly IReadOnlyList<BackupFile> bridge = [];

    public DatabaseResume(DatabaseChain chain, DatabasePosition position, RestoreTarget target, ProblemWriter problems)
    {
        this.chain = chain;
        this.position = position;
        this.problems = problems;
        if (!position.CanContinue)
            return;
        if (IsOtherDatabase(target))
            problem = problems.OtherDatabase(position);
        else if (position.RedoStartLsn is { } redoPoint && chain.Logs.Any(entry => entry.LastLsn is not null))
            (NextLog, problem, bridge) = ByRedoPoint(redoPoint);
        else
            (NextLog, problem) = ByLastRestore();
        stoppedInside = StoppedInside();
    }

    /// <summary>The next log to restore; the number of logs if all were.</summary>
    public int NextLog { get; }

    /// <summary>Logs from outside the job that come before the next log.</summary>
    public IReadOnlyList<BackupFile> Bridge => bridge;

    /// <summary>Whether the database was recovered at this mark: its data say so, and its last restore stopped there.</summary>
    public bool IsRecoveredAt(string mark) =>
        position is { State: DatabaseState.Online, LastRestore: { StopBeforeMark: false } last }
        && position.LastMark == mark
        && last.StopAtMarkName == mark;

    /// <summary>The way from here to the mark in a log.</summary>
    public Route To(int log, string mark)
    {
        if (problem is not null)
            return Route.Impossible(() => problem);
        if (stoppedInside == log)
            return Inside(log, mark);
        if (NextLog > log)
            return Route.Impossible(() => problems.Passed(position, mark));
        if (chain.BreakBetween(NextLog, log) is { } broken)
            return Route.Impossible(() => problems.Broken(broken));
        return new Route
        {
            Start = DatabaseStart.Continues,
            Reason = Continues,
            FirstLog = NextLog,
            LastLog = log,
        };
    }

    private Route Inside(int log, string mark)
    {
        var last = position.LastRestore!;
        if (last.StopAtMarkName != mark)
            return Route.Impossible(() => problems.StoppedElsewhere(position, mark));
        return last.StopBeforeMark
            ? new Route
            {
                Start = DatabaseStart.Continues,
                Reason = "it stands just before the mark",
                FirstLog = log,
                LastLog = log,
            }
            : new Route
            {
                Start = DatabaseStart.AtMark,
                Reason = "it was rolled forward to the mark already",
                LastLog = log,
            };
    }

    private bool IsOtherDatabase(RestoreTarget target) =>
        position.SourceDatabase is { } source && !string.Equals(source.Name, target.Source.Name, StringComparison.OrdinalIgnoreCase);

    private (int, PlanProblem?, IReadOnlyList<BackupFile>) ByRedoPoint(decimal redoPoint)
    {
        var later = -1;
        for (var log = 0; log < chain.Logs.Count; log++)
        {
            var entry = chain.Logs[log];
            if (entry.LastLsn is null || entry.LastLsn <= redoPoint || OnOtherFork(entry))
                continue;
            if (entry.FirstLsn <= redoPoint)
                return (log, null, []);
            if (later < 0)
                later = log;
        }
        if (later >= 0 && chain.BridgeTo(redoPoint, position.RedoStartFork, later) is { } between)
            return (later, null, between);
        if (later >= 0)
            return (later, problems.GapAfterRedoPoint(position, chain.Logs[later].File), []);
        return chain.Logs.All(OnOtherFork) && chain.Logs.Count > 0
            ? (chain.Logs.Count, problems.ForkOfPosition(position), [])
            : (chain.Logs.Count, null, []);
    }

    private bool OnOtherFork(ChainEntry entry) =>
        position.RedoStartFork is { } fork
        && fork != Guid.Empty
        && entry.FirstFork is not null
        && entry.FirstFork != fork
        && entry.LastFork != fork;

    private (int, PlanProblem?) ByLastRestore()
    {
        if (position.LastRestore?.FileName is { } file)
        {
            var restored = FindLog(file);
            if (restored >= 0)
                return After(restored);
            var full = chain.Bases.FirstOrDefault(each => SameName(each.Full.File.FileName, file));
            if (full is not null)
                return (full.FirstLog, null);
        }
        for (var log = chain.Logs.Count - 1; log >= 0; log--)
        {
            if (chain.Logs[log].File.IsRestored == true)
                return After(log);
        }
        return (chain.Logs.Count, problems.PositionUnknown(position));
    }

    private (int, PlanProblem?) After(int restored)
    {
        if (position.LastRestore is { } last && IsInside(last))
            return (restored, null);
        return (restored + 1, chain.BreakAfterRestored(restored) is { } broken ? problems.Broken(broken) : null);
    }

    private int StoppedInside()
    {
        if (position.LastRestore is not { FileName: { } file, Type: BackupType.Log } last || !IsInside(last))
            return -1;
        return FindLog(file);
    }

    private bool IsInside(LastRestore last) => position.RedoStartLsn is { } redoPoint && last.LastLsn is { } end && redoPoint < end;

    private int FindLog(string file)
    {
        for (var log = chain.Logs.Count - 1; log >= 0; log--)
        {
            if (SameName(chain.Logs[log].File.FileName, file))
                return log;
        }
        return -1;
    }

    private static bool SameName(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
