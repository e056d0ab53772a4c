using BizTalkDR.PowerShell.Runtime;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Arguments;

/// <summary>What the connection parameters of a cmdlet say, free of PowerShell's types.</summary>
internal sealed record ConnectionSettings
{
    /// <summary>The reference under which -SqlCredential is known to the connector.</summary>
    private const string GivenCredential = "-SqlCredential";

    public Topology? Topology { get; init; }
    public IReadOnlyList<string> SqlInstances { get; init; } = [];
    public InstanceSide Side { get; init; }

    /// <summary>Further instances on the destination side, where both sides are given without a topology.</summary>
    public IReadOnlyList<string> DestinationInstances { get; init; } = [];
    public IReadOnlyList<string> Computers { get; init; } = [];
    public string? MasterSecretServer { get; init; }
    public string ManagementDatabase { get; init; } = "BizTalkMgmtDb";
    public CredentialParts? SqlCredential { get; init; }
    public IReadOnlyDictionary<string, CredentialParts> Credentials { get; init; } = new Dictionary<string, CredentialParts>();
    public ConnectionEncryption? Encrypt { get; init; }
    public bool? TrustServerCertificate { get; init; }

    /// <summary>The topology with what the parameters override.</summary>
    public Topology BuildTopology()
    {
        var topology = Topology ?? OfInstances();
        topology.RequireMasterSecretServer();
        return topology with { Source = [.. topology.Source.Select(Override)], Destination = [.. topology.Destination.Select(Override)] };
    }

    /// <summary>
    /// Where credentials are found: those named in -Credential first, then the environment; -SqlCredential serves the instances that name
    /// none, and the names that nobody knows.
    /// </summary>
    public ICredentialSource BuildCredentials()
    {
        var named = new CredentialTable(Credentials.Select(pair => new KeyValuePair<string, InstanceCredential>(pair.Key, Of(pair.Value))));
        var environment = new EnvironmentCredentialSource();
        return SqlCredential is null
            ? new CredentialChain(named, environment)
            : new CredentialChain(named, environment, new FallbackCredential(Of(SqlCredential)));
    }

    private Topology OfInstances()
    {
        var (source, destination) = Side == InstanceSide.Source ? (SqlInstances, DestinationInstances) : ([], SqlInstances);
        return new Topology
        {
            Source = [.. source.Select(ByAddress)],
            Destination = [.. destination.Select(ByAddress)],
            ManagementDatabase = new ManagementDatabaseReference { Instance = SqlInstances[0], Database = ManagementDatabase },
            Computers = [.. Computers.Select(name => new BizTalkComputer { Name = name })],
            MasterSecretServer = MasterSecretServer,
        };
    }

    private static InstanceReference ByAddress(string name) => new() { Name = name, IsNamedByAddress = true };

    private InstanceReference Override(InstanceReference instance) =>
        instance with
        {
            Encrypt = Encrypt ?? instance.Encrypt,
            TrustServerCertificate = TrustServerCertificate ?? instance.TrustServerCertificate,
            CredentialReference = instance.CredentialReference ?? (SqlCredential is null ? null : GivenCredential),
        };

    private static InstanceCredential Of(CredentialParts parts) => new(parts.UserName, parts.Password);

    private sealed class FallbackCredential(InstanceCredential credential) : ICredentialSource
    {
        public InstanceCredential? Find(string reference) => credential;
    }
}
