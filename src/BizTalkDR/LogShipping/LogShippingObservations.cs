using BizTalkDR.Agent;
using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.LogShipping.Sources;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.LogShipping;

/// <summary>What a destination instance's own tables and msdb say of log shipping.</summary>
internal sealed record LogShippingObservations
{
    public required string Instance { get; init; }

    /// <summary>Why the instance could not be asked.</summary>
    public string? Failure { get; init; }

    public bool IsConfigured { get; init; }

    public IReadOnlyList<LogShippingSource> Sources { get; init; } = [];

    public long? RecordedSet { get; init; }

    /// <summary>The instance's copy of the history; null if it has none.</summary>
    public BackupHistory? Known { get; init; }

    public IReadOnlyList<DatabasePosition> Positions { get; init; } = [];

    public IReadOnlyList<JobDetails> Jobs { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];
}
