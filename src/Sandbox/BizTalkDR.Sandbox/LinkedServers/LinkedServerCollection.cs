using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.LinkedServers;

/// <summary>The linked servers of an instance. Server 0 is the instance itself.</summary>
internal sealed class LinkedServerCollection
{
    private readonly Lock latch = new();
    private readonly DatabaseEngine instance;
    private readonly SortedDictionary<int, LinkedServer> servers = [];

    internal LinkedServerCollection(DatabaseEngine instance)
    {
        this.instance = instance;
        servers[0] = new LinkedServer
        {
            Id = 0,
            Name = instance.Name,
            DataSource = instance.Name,
            IsLocal = true,
            IsRemoteLoginEnabled = true,
            IsRpcOutEnabled = true,
            IsDataAccessEnabled = false,
            ModifyDate = instance.StartTime,
        };
    }

    internal IReadOnlyList<LinkedServer> All
    {
        get
        {
            lock (latch)
                return [.. servers.Values];
        }
    }

    internal LinkedServer? Find(string name) => All.FirstOrDefault(server => server.Name.SameAs(name));

    /// <summary>The linked server that a statement names. Throws 7202 when there is none.</summary>
    internal LinkedServer Get(string name) => Find(name) ?? throw MessageCatalog.ErrorWithState(7202, 2, name);

    /// <summary>The instance that a linked server stands for. Throws what a provider reports when nothing answers at its data source.</summary>
    internal DatabaseEngine Resolve(LinkedServer server) =>
        server.IsLocal ? instance : FindDataSource(instance, server.DataSource) ?? throw Unreachable(server);

    /// <summary>
    /// The instance at a data source: a name with or without tcp: before and ,port after it; . and (local) are this computer's default instance.
    /// </summary>
    internal static DatabaseEngine? FindDataSource(DatabaseEngine from, string dataSource)
    {
        var name = dataSource.Trim();
        if (name.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase))
            name = name[4..];
        name = name.Split(',')[0].Trim();
        var parts = name.Split('\\', 2);
        if (parts[0] is "." || parts[0].SameAs("(local)"))
            name = parts.Length == 1 ? from.ComputerName : $@"{from.ComputerName}\{parts[1]}";
        return from.Host.FindEngine(name);
    }

    /// <summary>A login that is dropped takes its mappings with it.</summary>
    internal void Forget(ServerLogin login)
    {
        foreach (var server in All.Where(server => server.Logins.Any(mapping => mapping.LocalPrincipalId == login.Id)))
            Set(server with { Logins = [.. server.Logins.Where(mapping => mapping.LocalPrincipalId != login.Id)] });
    }

    internal int NextId()
    {
        lock (latch)
            return servers.Keys.Max() + 1;
    }

    internal void Set(LinkedServer server)
    {
        lock (latch)
            servers[server.Id] = server;
    }

    internal void Remove(LinkedServer server)
    {
        lock (latch)
            servers.Remove(server.Id);
    }

    private static SqlServerException Unreachable(LinkedServer server) =>
        new(MessageCatalog.Message(7303, server.ProviderInMessages, server.Name), MessageCatalog.Message(53, server.DataSource));
}
