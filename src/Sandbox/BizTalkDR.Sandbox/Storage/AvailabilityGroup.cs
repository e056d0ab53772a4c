using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>
/// An availability group: which databases are in it, on which replicas, behind which listener. It is a matter of the catalog and of what is
/// refused; nothing is copied from the primary replica to others.
/// </summary>
public sealed class AvailabilityGroup
{
    private readonly Lock latch = new();
    private readonly Dictionary<string, Guid> databases;

    internal AvailabilityGroup(
        string name,
        string listener,
        int port,
        IReadOnlyList<DatabaseEngine> replicas,
        IEnumerable<string> databases
    )
    {
        (Name, Listener, Port) = (name, listener, port);
        Replicas = [.. replicas.Select((engine, index) => new AvailabilityReplica(engine, index + 1))];
        this.databases = databases.ToDictionary(database => database, _ => Guid.NewGuid(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The DNS name of its listener, by which linked servers find the primary replica.</summary>
    public string Listener { get; }

    /// <summary>The listener's port.</summary>
    public int Port { get; }

    internal Guid Id { get; } = Guid.NewGuid();

    internal Guid ListenerId { get; } = Guid.NewGuid();

    /// <summary>The replicas; the first one is the primary.</summary>
    internal IReadOnlyList<AvailabilityReplica> Replicas { get; }

    internal AvailabilityReplica Primary => Replicas[0];

    /// <summary>The databases that are in it, with their ids in the group.</summary>
    internal IReadOnlyList<(string Name, Guid Id)> Databases
    {
        get
        {
            lock (latch)
                return [.. databases.Select(pair => (pair.Key, pair.Value))];
        }
    }

    /// <summary>The group that a database is in, or null.</summary>
    internal static AvailabilityGroup? Of(Database database) =>
        database.Instance.Host.AvailabilityGroups.FirstOrDefault(group =>
            group.ReplicaOn(database.Instance) is not null && group.IdOf(database.Name) is not null
        );

    /// <summary>Throws when a database is in a group, and may not be treated so: 3752, 3104, 1468.</summary>
    internal static void Refuse(Database database, int error)
    {
        if (Of(database) is not null)
            throw MessageCatalog.Error(error, database.Name);
    }

    internal AvailabilityReplica? ReplicaOn(DatabaseEngine engine) => Replicas.FirstOrDefault(replica => replica.Engine == engine);

    internal Guid? IdOf(string database)
    {
        lock (latch)
            return databases.TryGetValue(database, out var id) ? id : null;
    }

    /// <summary>Takes a database out; false when it was not in the group.</summary>
    internal bool Remove(string database)
    {
        lock (latch)
            return databases.Remove(database);
    }
}

/// <summary>A replica of an availability group.</summary>
internal sealed class AvailabilityReplica(DatabaseEngine engine, int number)
{
    internal DatabaseEngine Engine { get; } = engine;

    internal int Number { get; } = number;

    internal Guid Id { get; } = Guid.NewGuid();

    internal string EndpointUrl => $"TCP://{Engine.ComputerName}:5022";
}
