using BizTalkDR.Restore.Plan;

namespace BizTalkDR.Restore.Running;

/// <summary>
/// Hears what a restore does, for journals and progress displays. Called from several threads at once, but never at once for one database;
/// an exception from an observer stops the restore.
/// </summary>
public interface IRestoreObserver
{
    /// <summary>A statement is about to be sent.</summary>
    void Starting(DatabasePlan database, RestoreAction action);

    /// <summary>A statement has made progress (message 3211), or a database has moved on to its next action.</summary>
    void Progress(RestoreProgress progress);

    /// <summary>A statement has succeeded.</summary>
    void Completed(DatabasePlan database, RestoreAction action, TimeSpan elapsed);

    /// <summary>A database has reached its end: at the mark and recovered, or why not.</summary>
    void Finished(DatabaseRestoreResult result);
}

/// <summary>How far a restore is.</summary>
public sealed record RestoreProgress
{
    /// <summary>The database.</summary>
    public required DatabasePlan Database { get; init; }

    /// <summary>What it is doing.</summary>
    public required RestoreAction Action { get; init; }

    /// <summary>Percent of the present statement.</summary>
    public int ActionPercent { get; init; }

    /// <summary>Percent of the database's actions.</summary>
    public int DatabasePercent { get; init; }

    /// <summary>Percent of the whole plan.</summary>
    public int OverallPercent { get; init; }
}
