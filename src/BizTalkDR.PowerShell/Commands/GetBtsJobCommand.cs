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
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(JobCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Kinds of jobs; without it all but Other.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public JobKind[]? Kind { get; set; }

    /// <summary>Instances of the topology to look at; wildcards are understood.</summary>
    [Parameter(ParameterSetName = TopologySet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InstanceCompleter))]
    public string[]? Instance { get; set; }

    // Instances alone name no group.
    private protected override string ManagementDatabaseOfInstances => "";

    private protected override void Process()
    {
        var session = Connect();
        List<InstanceReference> instances = [.. session.Topology.Source, .. session.Topology.Destination];
        WriteMissing("Instance", Instance, instances.Select(instance => instance.Name), "Name an instance as the topology names it.");
        var names = new List<string>();
        var failed = false;
        foreach (var instance in instances.Where(instance => NameFilter.Matches(Instance, instance.Name)))
        {
            try
            {
                var jobs = WaitFor("Reading jobs", instance.Name, stop => session.Engine.ReadJobs(session.Topology, instance.Name, stop));
                names.AddRange(jobs.Select(job => job.Name));
                WriteAll(jobs.Where(IsWanted));
            }
            catch (BizTalkDRException failure)
            {
                failed = true;
                WriteFailure(failure, instance.Name);
            }
        }
        // Where an instance did not tell its jobs, nobody knows what is missing.
        if (!failed)
            WriteMissing("Job", Name, names, "Get-BtsJob without -Name lists the group's jobs, -Kind Other the others.");
    }

    private bool IsWanted(AgentJob job) =>
        NameFilter.Matches(Name, job.Name) && (Kind is { Length: > 0 } kinds ? kinds.Contains(job.Kind) : job.Kind != JobKind.Other);
}
