using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Arguments;

/// <summary>What -Topology takes: a topology, or the path of a topology file. PowerShell makes it of either.</summary>
public sealed class TopologyArgument
{
    private readonly Topology? topology;

    /// <summary>Takes a topology as it is.</summary>
    public TopologyArgument(Topology topology) => this.topology = topology ?? throw new ArgumentNullException(nameof(topology));

    /// <summary>Takes the path of a topology file.</summary>
    public TopologyArgument(string path) => Path = path;

    /// <summary>Takes a topology file.</summary>
    public TopologyArgument(FileInfo file)
        : this((file ?? throw new ArgumentNullException(nameof(file))).FullName) { }

    /// <summary>The path, or null if a topology was given.</summary>
    public string? Path { get; }

    /// <summary>The topology, read from its file if need be.</summary>
    /// <param name="resolvePath">Makes a path of the session one of the file system.</param>
    /// <exception cref="Errors.TopologyException">The file can't be read or is wrong.</exception>
    public Topology Load(Func<string, string> resolvePath)
    {
        if (resolvePath is null)
            throw new ArgumentNullException(nameof(resolvePath));
        return topology ?? TopologyFile.Load(resolvePath(Path!));
    }

    /// <inheritdoc/>
    public override string ToString() => Path ?? topology?.Name ?? "topology";
}
