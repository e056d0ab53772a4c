using System.Management.Automation;
using BizTalkDR.LogShipping;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Completion;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Tells how far BizTalk log shipping is on every destination instance.</summary>
[Cmdlet(VerbsCommon.Get, "BtsLogShippingStatus", DefaultParameterSetName = TopologySet)]
[OutputType(typeof(LogShippingStatus), typeof(LogShippingDatabase))]
public sealed class GetBtsLogShippingStatusCommand : BtsConnectionCmdlet
{
    /// <summary>Destination instances of the topology; wildcards are understood.</summary>
    [Parameter(ParameterSetName = TopologySet, Position = 1)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InstanceCompleter))]
    public string[]? Instance { get; set; }

    /// <summary>Whether each database is returned instead of each instance.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override InstanceSide SideOfInstances => InstanceSide.Destination;

    private protected override void Process()
    {
        var session = Connect();
        WriteMissing(
            "Instance",
            Instance,
            session.Topology.Destination.Select(instance => instance.Name),
            "Name a destination instance as the topology names it."
        );
        var topology = session.Topology with
        {
            Destination = [.. session.Topology.Destination.Where(instance => NameFilter.Matches(Instance, instance.Name))],
        };
        var isDetailed = Detailed.IsPresent;
        var found = WaitFor("Reading log shipping", $"{topology}", stop => session.Engine.ReadLogShipping(topology, stop));
        foreach (var status in found)
        {
            WriteWarnings(status.Warnings);
            if (!isDetailed)
                Runtime.WriteObject(status);
            else if (status.Failure is { } failure)
                Runtime.WriteWarning(failure);
            else
                WriteAll(status.Databases);
        }
    }
}
