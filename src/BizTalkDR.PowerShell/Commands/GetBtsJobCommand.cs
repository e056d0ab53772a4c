using System.Management.Automation;
using BizTalkDR.Agent;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Completion;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Lists the SQL Server Agent jobs of a group's backup and log shipping.</summary>
[Cmdlet(VerbsCommon.Get, "BtsJob", DefaultParameterSetName = TopologySet)]
[OutputType(typeof(AgentJob))]
public sealed class GetBtsJobCommand : BtsConnectionCmdlet
{
    /// <summary>Names of jobs; wildcards are understood.</summary>
    [Parameter(Position = 1)]
    [Alias("Job", "JobName")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(JobCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Kinds of jobs; without it all but Other.</summary>
    [Parameter]
    public JobKind[]? Kind { get; set; }

    /// <summary>Instances of the topology to look at; wildcards are understood.</summary>
    [Parameter(ParameterSetName = TopologySet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InstanceCompleter))]
    public string[]? Instance { get; set; }

    // Instances alone name no group.
    private protected override string ManagementDatabaseOfInstances => "";

    private protected override void Process()
    {
        var session = Connect();
        foreach (
            var instance in session.Topology.Source.Concat(session.Topology.Destination).Where(i => NameFilter.Matches(Instance, i.Name))
        )
        {
            try
            {
                var jobs = WaitFor("Reading jobs", instance.Name, stop => session.Engine.ReadJobs(session.Topology, instance.Name, stop));
                WriteAll(jobs.Where(IsWanted));
            }
            catch (BizTalkDRException failure)
            {
                WriteFailure(failure, instance.Name);
            }
        }
    }

    private bool IsWanted(AgentJob job) =>
        NameFilter.Matches(Name, job.Name) && (Kind is { Length: > 0 } kinds ? kinds.Contains(job.Kind) : job.Kind != JobKind.Other);
}
