using BizTalkDR.Errors;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Topologies;

namespace BizTalkDR.Restore.Running;

/// <summary>What became of a database.</summary>
public enum DatabaseRestoreStatus
{
    /// <summary>It is ONLINE at the mark (or at the end of its full backup).</summary>
    Recovered,

    /// <summary>It is RESTORING at the mark, as the plan wanted or because other databases did not reach it.</summary>
    AtMark,

    /// <summary>It was not started, or stopped before the mark, because others failed or the operator cancelled.</summary>
    Stopped,

    /// <summary>It failed.</summary>
    Failed,
}

/// <summary>The result of one database's restore.</summary>
public sealed record DatabaseRestoreResult
{
    /// <summary>The instance.</summary>
    public required string Instance { get; init; }

    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>The database whose backups were restored.</summary>
    public required DatabaseKey Source { get; init; }

    /// <summary>What became of it.</summary>
    public DatabaseRestoreStatus Status { get; init; }

    /// <summary>The mark of the plan, if it had one.</summary>
    public string? MarkName { get; init; }

    /// <summary>How many backups were restored.</summary>
    public int BackupsRestored { get; init; }

    /// <summary>
    /// Whether this restore has changed the database: true as soon as a statement has begun on it, also if it failed; false when it stood at the mark
    /// already, or was not reached.
    /// </summary>
    public bool Changed { get; init; }

    /// <summary>The file of the last backup restored (or attempted, if that failed).</summary>
    public string? LastFile { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public BizTalkDRException? Error { get; init; }

    /// <summary>The database, and what became of it.</summary>
    public override string ToString() => $"{Instance}/{Database}: {Status}" + (Error is null ? "" : $": {Error.Message}");
}

/// <summary>The result of a whole restore.</summary>
public sealed record RestoreOutcome
{
    /// <summary>The plan that ran.</summary>
    public required RestorePlan Plan { get; init; }

    /// <summary>One result per database.</summary>
    public IReadOnlyList<DatabaseRestoreResult> Databases { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Whether the operator cancelled it.</summary>
    public bool WasCancelled { get; init; }

    /// <summary>Whether every database ended as planned.</summary>
    public bool Succeeded =>
        Databases.All(database =>
            database.Status == DatabaseRestoreStatus.Recovered
            || (database.Status == DatabaseRestoreStatus.AtMark && !Plan.Databases.Any(planned => planned.Recovers))
        );

    /// <summary>Returns if every database ended as planned.</summary>
    /// <exception cref="DatabaseSetException">One or more did not; the message names each.</exception>
    /// <exception cref="OperationCanceledException">The operator cancelled it.</exception>
    public void ThrowIfFailed() => RestoreErrors.ThrowIfFailed(this);
}
