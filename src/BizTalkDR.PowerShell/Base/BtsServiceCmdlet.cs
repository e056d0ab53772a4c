using System.Collections;
using System.Management.Automation;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Runtime;
using BizTalkDR.Services;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Base;

/// <summary>The base of the cmdlets for services: on which computers, and how they are reached.</summary>
public abstract class BtsServiceCmdlet : BtsCmdlet
{
    /// <summary>The parameter set in which the computers come from a topology.</summary>
    private protected const string TopologySet = "Topology";

    /// <summary>The parameter set in which the computers are named.</summary>
    private protected const string ComputerSet = "ComputerName";

    /// <summary>A topology, or the path of a topology file.</summary>
    [Parameter(ParameterSetName = TopologySet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public TopologyArgument? Topology { get; set; }

    /// <summary>The computers that run BizTalk Server.</summary>
    [Parameter(ParameterSetName = ComputerSet, Mandatory = true)]
    [Alias("Computer", "CN")]
    [ValidateNotNullOrEmpty]
    public string[]? ComputerName { get; set; }

    /// <summary>The computer that holds the master secret.</summary>
    [Parameter(ParameterSetName = ComputerSet)]
    [ValidateNotNullOrEmpty]
    public string? MasterSecretServer { get; set; }

    /// <summary>
    /// The credentials that the topology names, with which its instances are asked: who has stopped a service, and whether a run is going on. A hashtable
    /// of name and PSCredential.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? Credential { get; set; }

    /// <summary>Controls the services instead of WMI: called with Get, Start or Stop, a computer and a service.</summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? ServiceScript { get; set; }

    /// <summary>The topology given, or one of the computers given.</summary>
    private protected Topology ReadTopology() =>
        Topology?.Load(Runtime.ResolvePath)
        ?? BizTalkDR.Topologies.Topology.WithoutInstances with
        {
            Computers = [.. (ComputerName ?? []).Select(name => new BizTalkComputer { Name = name })],
            MasterSecretServer = MasterSecretServer,
        };

    /// <summary>The topology, if it names the group's instances: only then can they be asked, and keep marks.</summary>
    private protected Topology? TopologyWithInstances() =>
        Topology?.Load(Runtime.ResolvePath) is { HasInstances: true } topology ? topology : null;

    /// <summary>An engine that gives up soon where an instance does not answer: services can be switched all the same.</summary>
    private protected IDisasterRecovery Engine() =>
        Surroundings.CreateQuickEngine(
            new ConnectionSettings { Credentials = CredentialTableArgument.Read(Credential) }.BuildCredentials()
        );

    /// <summary>What reaches the services; the script block runs on the pipeline's thread.</summary>
    private protected IServiceController Controller(PipelinePump pump) =>
        ServiceScript is null ? Surroundings.CreateServices() : ScriptBlockServices.Create(ServiceScript, Runtime, pump);
}
