using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Jobs.Import;

/// <summary>How jobs are carried over.</summary>
public sealed record JobImportOptions
{
    /// <summary>The side that they are carried to.</summary>
    public InstanceSide Side { get; init; } = InstanceSide.Destination;

    /// <summary>Whether a job of this name is meant.</summary>
    public Func<string, bool> IsWanted { get; init; } = _ => true;

    /// <summary>The instance for a source instance: jobs go there, and its name in steps becomes that one's.</summary>
    public IReadOnlyDictionary<string, string> MapInstance { get; init; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The database for a database of the source, in steps and titles.</summary>
    public IReadOnlyDictionary<string, string> MapDatabase { get; init; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The login that owns jobs whose own owner is not there; null to refuse them.</summary>
    public string? Owner { get; init; }

    /// <summary>Whether all jobs are disabled.</summary>
    public bool IsDisabled { get; init; }
}

/// <summary>What an import would do.</summary>
public sealed record JobImportPlan
{
    /// <summary>Each job on each instance.</summary>
    public IReadOnlyList<JobImport> Jobs
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>What could not be made sure, one sentence each.</summary>
    public IReadOnlyList<string> Warnings
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>How many jobs.</summary>
    public override string ToString() => $"{Jobs.Count} jobs";
}
