using BizTalkDR.Topologies;

namespace BizTalkDR.Readiness.Results;

/// <summary>What one readiness check found, for one instance or database.</summary>
public sealed record ReadinessResult
{
    /// <summary>What it is about.</summary>
    public required ReadinessArea Area { get; init; }

    /// <summary>The check's stable name, for example <c>JobEnabled</c>; scripts may test it.</summary>
    public required string Name { get; init; }

    /// <summary>The instance or computer looked at; null for the group as a whole.</summary>
    public string? Server { get; init; }

    /// <summary>The database looked at, if it is about one.</summary>
    public string? Database { get; init; }

    /// <summary>How it came out.</summary>
    public required ReadinessStatus Status { get; init; }

    /// <summary>What was found, in a sentence or two.</summary>
    public required string Detail { get; init; }

    /// <summary>What to do; null when there is nothing to do.</summary>
    public string? Remedy { get; init; }

    /// <summary>The page that documents the rule.</summary>
    public Uri? DocumentationUri { get; init; }

    /// <summary>Who looked into it by hand, when, and what came of it, as the topology says; null if it says nothing of it.</summary>
    public Acknowledgement? Acknowledgement { get; init; }

    /// <summary>Status, check, place and detail.</summary>
    public override string ToString() =>
        $"{Status}: {Name}" + (Server is null ? "" : $" on {Server}") + (Database is null ? "" : $", {Database}") + $": {Detail}";
}
