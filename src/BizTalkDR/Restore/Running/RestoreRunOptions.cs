using BizTalkDR.Sql;

namespace BizTalkDR.Restore.Running;

/// <summary>How a plan is run.</summary>
public sealed record RestoreRunOptions
{
    /// <summary>How many databases are restored at once.</summary>
    public int ThrottleLimit { get; init; } = 4;

    /// <summary>Whether sessions in databases that are overwritten are ended; else a database in use fails (message 3101).</summary>
    public bool KillSessions { get; init; }

    /// <summary>How long a restore may be silent before it is given up.</summary>
    internal StatementPatience Patience { get; init; } = StatementPatience.Default;
}
