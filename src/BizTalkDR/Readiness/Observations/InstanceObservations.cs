using BizTalkDR.Agent;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Paths;
using BizTalkDR.Topologies;

namespace BizTalkDR.Readiness.Observations;

/// <summary>What an instance was asked. An instance that does not answer has the same failure in every part.</summary>
internal sealed record InstanceObservations
{
    public required InstanceIdentity Identity { get; init; }

    public required Reading<InstanceSettings> Settings { get; init; }

    public required Reading<IReadOnlyList<ServerService>> Services { get; init; }

    public required Reading<IReadOnlyList<JobDetails>> Jobs { get; init; }

    public required Reading<IReadOnlyList<DatabasePosition>> Databases { get; init; }

    public required Reading<IReadOnlyList<LinkedServer>> LinkedServers { get; init; }

    public required Reading<IReadOnlyList<ServerLogin>> Logins { get; init; }

    public required Reading<InstanceStorage> Storage { get; init; }

    /// <summary>The certificates and keys of master.</summary>
    public Reading<IReadOnlyList<ServerKey>> Keys { get; init; } = Reading<IReadOnlyList<ServerKey>>.Of([]);

    /// <summary>Its databases under transparent data encryption.</summary>
    public Reading<IReadOnlyList<EncryptedDatabase>> Encrypted { get; init; } = Reading<IReadOnlyList<EncryptedDatabase>>.Of([]);

    /// <summary>What it sees at the paths that it was asked for.</summary>
    public IReadOnlyList<StoragePath> Paths { get; init; } = [];

    public string Name => Identity.Instance.Name;

    public InstanceSide Side => Identity.Side;

    /// <summary>Whether it sees a folder; null where it could not be asked or gave no sure answer.</summary>
    public bool? SeesFolder(string path) => Paths.FirstOrDefault(seen => ServerPath.IsSame(seen.Path, path))?.IsFolder;

    /// <summary>The Agent's service, if services could be read.</summary>
    public ServerService? Agent => Services.Or([]).FirstOrDefault(service => service.IsAgent);
}
