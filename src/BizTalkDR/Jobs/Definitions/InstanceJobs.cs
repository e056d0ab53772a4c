using BizTalkDR.Agent;
using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Jobs.Definitions;

/// <summary>The jobs of one instance, with what they are doing, and what jobs can be given there.</summary>
internal sealed record InstanceJobs
{
    public required InstanceReference Instance { get; init; }

    public IReadOnlyList<(JobDefinition Definition, AgentJob Now)> Jobs { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Operators { get; init; } = [];

    public IReadOnlyList<string> Proxies { get; init; } = [];

    public IReadOnlyList<string> Logins { get; init; } = [];

    public IReadOnlyList<string> OpenDatabases { get; init; } = [];

    public IReadOnlyList<string> ClosedDatabases { get; init; } = [];

    public JobDefinition? ByName(string name) => Jobs.Select(job => job.Definition).FirstOrDefault(job => job.Name.SameAs(name));
}
