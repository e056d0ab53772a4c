using BizTalkDR.Jobs.Definitions;
using BizTalkDR.Text;

namespace BizTalkDR.Jobs.Import;

/// <summary>How a job stands on a destination instance, or what has become of it there. The names are stable.</summary>
public enum JobImportState
{
    /// <summary>The same job is there, enabled or disabled as it should be.</summary>
    Present,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>The same job is there, and has to be enabled or disabled.</summary>
    Outdated,

    /// <summary>It was made.</summary>
    Created,

    /// <summary>It was enabled or disabled.</summary>
    Updated,

    /// <summary>Another job has its name, or its owner or proxy is missing.</summary>
    Refused,
}

/// <summary>One job of the source on one destination instance: how it stands, what is to be done, and whether that was done.</summary>
public sealed record JobImport
{
    /// <summary>The destination instance.</summary>
    public required string Instance { get; init; }

    /// <summary>The job's title there.</summary>
    public required string Name { get; init; }

    /// <summary>The source instance.</summary>
    public required string Source { get; init; }

    /// <summary>What it is to the group.</summary>
    public BizTalkJob Job { get; init; }

    /// <summary>How it stands, or what has become of it.</summary>
    public JobImportState State { get; init; }

    /// <summary>Whether something was changed.</summary>
    public bool Changed { get; init; }

    /// <summary>Whether it is enabled there, or would be.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>Names of the source's servers and databases that stand in its steps and were not mapped.</summary>
    public IReadOnlyList<string> SourceNames
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>What to know of it: what was left out, and why it is disabled.</summary>
    public IReadOnlyList<string> Notes
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>Why it is refused.</summary>
    public string? Detail { get; init; }

    /// <summary>What to do about that.</summary>
    public string? Remedy { get; init; }

    /// <summary>The id of the error, where it is refused: OtherJob, OwnerMissing, ProxyMissing.</summary>
    public string? ErrorId { get; init; }

    /// <summary>What is sent.</summary>
    internal IReadOnlyList<JobCall> Calls { get; init; } = [];

    /// <summary>Job, instance and state.</summary>
    public override string ToString() => $"{Name} on {Instance}: {State}";
}
