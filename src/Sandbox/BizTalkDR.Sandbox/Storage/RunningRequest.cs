namespace BizTalkDR.Sandbox.Storage;

/// <summary>A request under way, seen in sys.dm_exec_requests.</summary>
internal sealed class RunningRequest
{
    internal required string Command { get; set; }

    internal required DateTime StartTime { get; init; }

    internal required string Text { get; init; }

    internal string DatabaseName { get; set; } = "";

    /// <summary>0 to 100, for BACKUP and RESTORE.</summary>
    internal float PercentComplete { get; set; }

    internal string? WaitType { get; set; }

    internal int BlockingSpid { get; set; }
}
