using System.Text;
using BizTalkDR.Group;
using BizTalkDR.Text;

namespace BizTalkDR.Runbook.Journal;

/// <summary>What a run is about, by what it is and not by what it is called. Names are for people.</summary>
public sealed record RunIdentity
{
    /// <summary>The name that the topology gives the group, for people.</summary>
    public string? Topology { get; init; }

    /// <summary>The group; null where the runbook is not about one, or no server could tell.</summary>
    public GroupIdentity? Group { get; init; }

    /// <summary>The production instances.</summary>
    public RunSide Source { get; init; } = RunSide.Of([]);

    /// <summary>The disaster recovery instances.</summary>
    public RunSide Destination { get; init; } = RunSide.Of([]);
}

/// <summary>One side of a topology.</summary>
/// <param name="Instances">Its instances, in order of their names.</param>
/// <param name="Fingerprint">SHA-256 over the names and what the instances say of themselves.</param>
public sealed record RunSide(IReadOnlyList<RunInstance> Instances, string Fingerprint)
{
    /// <summary>The side of these instances.</summary>
    public static RunSide Of(IEnumerable<RunInstance> instances)
    {
        List<RunInstance> ordered = [.. instances.OrderBy(instance => instance.Name, StringComparer.OrdinalIgnoreCase)];
        var text = string.Concat(ordered.Select(instance => $"{Folded(instance.Name)}\n{Folded(instance.Server ?? "")}\n\n"));
        return new RunSide(ordered, Sha256.Hex(Encoding.UTF8.GetBytes(text)));
    }

    private static string Folded(string name) => name.Trim().ToUpperInvariant();

    /// <summary>The instances, each with what it says of itself.</summary>
    public override string ToString() => Instances.Count == 0 ? "no instance" : string.Join(", ", Instances);
}

/// <summary>One instance of a side.</summary>
/// <param name="Name">Its name in the topology: what the journal's lines call it.</param>
/// <param name="Server">SERVERPROPERTY('ServerName'); null where it did not answer.</param>
public sealed record RunInstance(string Name, string? Server)
{
    /// <inheritdoc/>
    public override string ToString() =>
        Server is null || string.Equals(Server, Name, StringComparison.OrdinalIgnoreCase) ? Name : $"{Name} ({Server})";
}
