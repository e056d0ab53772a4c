using System.Collections;
using System.Management.Automation;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Runtime;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Base;

/// <summary>The base of the cmdlets that log in to SQL Server: which instances, and how.</summary>
public abstract class BtsConnectionCmdlet : BtsCmdlet
{
    /// <summary>The parameter set in which the instances come from a topology.</summary>
    private protected const string TopologySet = "Topology";

    /// <summary>The parameter set in which the instances are named.</summary>
    private protected const string InstanceSet = "SqlInstance";

    /// <summary>A topology, or the path of a topology file.</summary>
    [Parameter(ParameterSetName = TopologySet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public virtual TopologyArgument? Topology { get; set; }

    /// <summary>The instances, as HOST, HOST\INSTANCE or HOST,PORT.</summary>
    [Parameter(ParameterSetName = InstanceSet, Mandatory = true)]
    [Alias("ServerInstance")]
    [ValidateNotNullOrEmpty]
    public string[]? SqlInstance { get; set; }

    /// <summary>The SQL Server login for the instances that name no credential of their own.</summary>
    [Parameter]
    [Credential]
    public PSCredential? SqlCredential { get; set; }

    /// <summary>The credentials that the topology names: a hashtable of name and PSCredential.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? Credential { get; set; }

    /// <summary>How connections are encrypted.</summary>
    [Parameter]
    public ConnectionEncryption? Encrypt { get; set; }

    /// <summary>Whether certificates that can't be verified are accepted.</summary>
    [Parameter]
    public SwitchParameter TrustServerCertificate { get; set; }

    /// <summary>On which side the instances given with -SqlInstance stand.</summary>
    private protected virtual InstanceSide SideOfInstances => InstanceSide.Source;

    /// <summary>The management database of the instances given with -SqlInstance.</summary>
    private protected virtual string ManagementDatabaseOfInstances => "BizTalkMgmtDb";

    /// <summary>The instances given without a topology.</summary>
    private protected virtual IReadOnlyList<string> InstancesGiven => SqlInstance ?? [];

    /// <summary>The topology and an engine for it, from the parameters as they are now.</summary>
    private protected EngineSession Connect()
    {
        var settings = ReadSettings();
        var topology = settings.BuildTopology();
        if (UncheckedCertificates.Warning(topology) is { } warning)
            Runtime.WriteWarning(warning);
        return new EngineSession(topology, Surroundings.CreateEngine(settings.BuildCredentials()));
    }

    /// <summary>What the parameters say.</summary>
    private protected virtual ConnectionSettings ReadSettings() =>
        new()
        {
            Topology = Topology?.Load(Runtime.ResolvePath),
            SqlInstances = InstancesGiven,
            Side = SideOfInstances,
            ManagementDatabase = ManagementDatabaseOfInstances,
            SqlCredential = SqlCredential is null ? null : CredentialParts.Of(SqlCredential),
            Credentials = CredentialTableArgument.Read(Credential),
            Encrypt = Encrypt,
            TrustServerCertificate = Runtime.IsBound(nameof(TrustServerCertificate)) ? TrustServerCertificate.IsPresent : null,
        };
}
