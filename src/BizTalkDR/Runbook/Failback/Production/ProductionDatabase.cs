using System.Text.Json.Serialization;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Production;

/// <summary>
/// What production's copy of a database was like before it was dropped, and what a restore does not bring back: files' places, owner, options.
/// A restore on another instance turns TRUSTWORTHY, cross-database ownership chaining and Service Broker off, and the restoring login becomes the
/// owner (Microsoft's page on RESTORE).
/// </summary>
public sealed record ProductionDatabase
{
    /// <summary>The database.</summary>
    public required string Name { get; init; }

    /// <summary>The topology name of the source instance.</summary>
    public required string Instance { get; init; }

    /// <summary>Instance and name.</summary>
    [JsonIgnore]
    public DatabaseKey Key => new(Instance, Name);

    /// <summary>Whether production had the database when it was recorded. When not, the options below are SQL Server's defaults.</summary>
    public bool WasThere { get; init; } = true;

    /// <summary>Its state (sys.databases.state_desc). Dropping a database that is not ONLINE leaves its files behind.</summary>
    public string State { get; init; } = "ONLINE";

    /// <summary>Whether step 6 leaves its files where they are, for step 8 to write over.</summary>
    public bool LeavesFiles => WasThere && !string.Equals(State, "ONLINE", StringComparison.OrdinalIgnoreCase);

    /// <summary>The login that owned it, or null when its SID has none.</summary>
    public string? Owner { get; init; }

    /// <summary>SET READ_ONLY.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>MULTI_USER, RESTRICTED_USER or SINGLE_USER.</summary>
    public string UserAccess { get; init; } = "MULTI_USER";

    /// <summary>FULL, BULK_LOGGED or SIMPLE.</summary>
    public string RecoveryModel { get; init; } = "FULL";

    /// <summary>SET TRUSTWORTHY.</summary>
    public bool IsTrustworthy { get; init; }

    /// <summary>SET DB_CHAINING.</summary>
    public bool IsDbChaining { get; init; }

    /// <summary>SET ENABLE_BROKER.</summary>
    public bool IsBrokerEnabled { get; init; }

    /// <summary>SET READ_COMMITTED_SNAPSHOT.</summary>
    public bool IsReadCommittedSnapshot { get; init; }

    /// <summary>SET ALLOW_SNAPSHOT_ISOLATION.</summary>
    public bool IsSnapshotIsolationAllowed { get; init; }

    /// <summary>SET COMPATIBILITY_LEVEL.</summary>
    public int CompatibilityLevel { get; init; }

    /// <summary>Its files.</summary>
    public IReadOnlyList<ProductionFile> Files { get; init; } = [];
}
