using System.Management.Automation;
using BizTalkDR.Agent;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Completion;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Base;

/// <summary>The base of the cmdlets that act on one kind of job: those they find, or those piped in.</summary>
public abstract class JobInputCmdlet : BtsConnectionCmdlet
{
    /// <summary>The parameter set in which the jobs are given.</summary>
    private protected const string ObjectSet = "InputObject";

    /// <inheritdoc/>
    [Parameter(ParameterSetName = TopologySet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = ObjectSet)]
    public override TopologyArgument? Topology { get; set; }

    /// <summary>Jobs from Get-BtsJob.</summary>
    [Parameter(ParameterSetName = ObjectSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public AgentJob[]? InputObject { get; set; }

    /// <summary>Names of jobs; wildcards are understood.</summary>
    [Parameter(ParameterSetName = TopologySet, Position = 1)]
    [Parameter(ParameterSetName = InstanceSet)]
    [Alias("Job", "JobName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(JobCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The jobs that this cmdlet is for.</summary>
    private protected abstract JobTarget Target { get; }

    private protected sealed override InstanceSide SideOfInstances => Target.Side;

    // Instances alone name no group.
    private protected sealed override string ManagementDatabaseOfInstances => "";

    /// <summary>The jobs whose instances are to be reached when no topology is given.</summary>
    private protected virtual IEnumerable<AgentJob> JobsGiven => InputObject ?? [];

    private protected sealed override IReadOnlyList<string> InstancesGiven =>
        SqlInstance ?? [.. JobsGiven.Select(job => job.Instance).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The jobs given or found; those that are not meant for this cmdlet are reported.</summary>
    private protected IReadOnlyList<AgentJob> FindJobs(EngineSession session) =>
        InputObject is null ? Search(session) : CheckInput(InputObject);

    private List<AgentJob> CheckInput(AgentJob[] given)
    {
        foreach (var job in given.Where(job => !Target.Includes(job.Kind)))
            WriteFailure(
                new BizTalkDRException(
                    "WrongJobKind",
                    ErrorKind.Configuration,
                    $"'{job.Name}' on {job.Instance} is not a {Target.Noun} (it is {job.Kind})."
                )
                {
                    Server = job.Instance,
                    Remedy = "See Get-BtsJob's Kind.",
                }
            );
        return [.. given.Where(job => Target.Includes(job.Kind))];
    }

    private List<AgentJob> Search(EngineSession session)
    {
        var jobs = new List<AgentJob>();
        var failed = false;
        foreach (var instance in session.Topology.Instances(SideOfInstances))
        {
            try
            {
                var found = WaitFor("Reading jobs", instance.Name, stop => session.Engine.ReadJobs(session.Topology, instance.Name, stop));
                jobs.AddRange(found.Where(job => Target.Includes(job.Kind) && NameFilter.Matches(Name, job.Name)));
            }
            catch (BizTalkDRException failure)
            {
                failed = true;
                WriteFailure(failure, instance.Name);
            }
        }
        if (jobs.Count == 0 && !failed)
            WriteFailure(NothingFound(session.Topology.Instances(SideOfInstances)));
        else if (!failed && NameFilter.Missing(Name, jobs.Select(job => job.Name)) is { Count: > 0 } missing)
        {
            // A set without one of those that are named is not the one asked for.
            foreach (var name in missing)
                WriteFailure(NotFound("Job", name, $"{Target.Place}; Get-BtsJob lists them. None of those named was dealt with."), name);
            return [];
        }
        // Named jobs are meant, whosever they are.
        if (Topology is null && Name is not { Length: > 0 } && AgentJob.OfSeveralGroups(jobs) is { } several)
        {
            WriteFailure(several);
            return [];
        }
        return jobs;
    }

    private BizTalkDRException NothingFound(IReadOnlyList<BizTalkDR.Topologies.InstanceReference> instances) =>
        new(
            "JobNotFound",
            ErrorKind.NotFound,
            $"No {Target.Noun}{(Name is { Length: > 0 } ? $" named {string.Join(", ", Name)}" : "")} was found on {string.Join(", ", instances)}."
        )
        {
            Remedy = $"{Target.Place}, and are known by what their steps call; Get-BtsJob -Kind Other tells of other groups' jobs.",
        };
}
