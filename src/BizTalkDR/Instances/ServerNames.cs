using BizTalkDR.Topologies;

namespace BizTalkDR.Instances;

/// <summary>Resolves server names in tables and headers to the instances of the topology; a name that nobody knows stays as it is.</summary>
internal sealed class ServerNames(InstanceDirectory directory)
{
    private readonly Dictionary<string, string?> resolved = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The topology name of a server, or the name itself.</summary>
    public string Resolve(string serverName) => Find(serverName) ?? serverName;

    /// <summary>The topology name of a server, or null.</summary>
    public string? Find(string serverName)
    {
        if (!resolved.TryGetValue(serverName, out var instance))
            resolved.Add(serverName, instance = directory.Find(serverName, InstanceSide.Source)?.Instance.Name);
        return instance;
    }

    /// <summary>The database a header speaks of. One that names no server is of the only source instance there is.</summary>
    public DatabaseKey Key(string? serverName, string database)
    {
        if (!string.IsNullOrWhiteSpace(serverName))
            return new DatabaseKey(Resolve(serverName!.Trim()), database);
        var sources = directory.Identities.Where(identity => identity.Side == InstanceSide.Source).ToList();
        return new DatabaseKey(sources.Count == 1 ? sources[0].Instance.Name : "(unknown server)", database);
    }
}
