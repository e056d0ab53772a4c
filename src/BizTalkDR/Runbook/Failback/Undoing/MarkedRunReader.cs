using BizTalkDR.Agent;
using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Sql;
using BizTalkDR.SwitchMarks;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Undoing;

/// <summary>Finds the runs whose marks are on the group's jobs and services; another group's on the same instances are not looked at.</summary>
/// <param name="connector">Opens connections.</param>
/// <param name="topology">The two sides.</param>
/// <param name="directory">What the instances say of themselves.</param>
internal sealed class MarkedRunReader(IInstanceConnector connector, Topology topology, InstanceDirectory directory)
{
    /// <summary>The runs, of the instances that answer.</summary>
    public IReadOnlyList<MarkedRun> Read(CancellationToken cancellationToken) =>
        MarkedRun.Of([.. Jobs(cancellationToken), .. Services(cancellationToken)]);

    private IEnumerable<(string? By, DateTime AtUtc, string Thing)> Jobs(CancellationToken cancellationToken)
    {
        var reader = new AgentJobReader(connector);
        return directory
            .Identities.Where(identity => identity.IsReachable)
            .SelectMany(identity => reader.ReadWithSteps(topology, directory, identity.Instance, cancellationToken))
            .Select(each => each.Job)
            .Where(job => job.Kind == JobKind.Backup || JobKinds.IsLogShipping(job.Kind))
            .Select(job => (job.SwitchedOffBy, job.SwitchedOffAt ?? default, $"job '{job.Name}' on {job.Instance}"));
    }

    private IEnumerable<(string? By, DateTime AtUtc, string Thing)> Services(CancellationToken cancellationToken) =>
        directory.Get(topology.ManagementDatabase.Instance).IsReachable
            ? new ServiceMarks(connector, topology)
                .Read(cancellationToken)
                .Select(mark => ((string?)mark.By, mark.AtUtc, $"service '{mark.Service}' on {mark.Computer}"))
            : [];
}
