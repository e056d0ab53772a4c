using System.Management.Automation;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Runtime;
using BizTalkDR.Services;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Lists the BizTalk services of computers.</summary>
[Cmdlet(VerbsCommon.Get, "BtsService", DefaultParameterSetName = TopologySet)]
[OutputType(typeof(BtsService))]
public sealed class GetBtsServiceCommand : BtsServiceCmdlet
{
    /// <summary>Names of services; wildcards are understood.</summary>
    [Parameter(Position = 1)]
    [Alias("ServiceName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    private protected override void Process() =>
        RunInBackground(
            "Reading services",
            Topology?.ToString() ?? string.Join(", ", ComputerName ?? []),
            (pump, _, cancellation) =>
            {
                var services = WithMarks(
                    pump,
                    new ServiceCoordinator(Controller(pump)).GetServices(ReadTopology(), cancellation),
                    cancellation
                );
                pump.Post(() =>
                    WriteMissing(
                        "Service",
                        Name,
                        services.Select(service => service.Name),
                        "Get-BtsService without -Name lists the BizTalk services of the computers."
                    )
                );
                foreach (var service in services.Where(service => NameFilter.Matches(Name, service.Name)))
                    pump.Post(() => Runtime.WriteObject(service));
            }
        );

    // Services are listed though nobody can be asked who has stopped them.
    private IReadOnlyList<BtsService> WithMarks(PipelinePump pump, IReadOnlyList<BtsService> services, CancellationToken cancellation)
    {
        if (TopologyWithInstances() is not { } group || services.All(service => service.State == BtsServiceState.Running))
            return services;
        try
        {
            return Engine().WithMarks(group, services, cancellation);
        }
        catch (BizTalkDRException error)
        {
            pump.Post(() => Runtime.WriteVerbose($"Who has stopped services can't be told: {error.Message}"));
            return services;
        }
    }
}
