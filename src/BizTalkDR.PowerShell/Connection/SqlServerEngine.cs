using BizTalkDR.Agent;
using BizTalkDR.Group;
using BizTalkDR.Sql;

namespace BizTalkDR.PowerShell.Connection;

/// <summary>The engine over SQL Server.</summary>
/// <param name="connector">Logs in to the instances.</param>
internal sealed class SqlServerEngine(IInstanceConnector connector) : IEngine
{
    public static IEngine Create(ICredentialSource credentials) => new SqlServerEngine(new InstanceConnector(credentials));

    /// <summary>For completion: gives up soon when an instance does not answer.</summary>
    public static IEngine CreateQuick(ICredentialSource credentials) =>
        new SqlServerEngine(new InstanceConnector(credentials, TimeSpan.FromSeconds(2)));

    public IReadOnlyList<AgentJob> ReadJobs(Topology topology, string instance, CancellationToken cancellationToken) =>
        new AgentJobReader(connector).Read(topology.Instance(instance), cancellationToken);

    public AgentJob SetEnabled(Topology topology, AgentJob job, bool enable, CancellationToken cancellationToken)
    {
        var control = new AgentJobControl(connector, topology);
        control.SetEnabled(job, enable, cancellationToken);
        return control.Refresh(job, cancellationToken);
    }

    public IReadOnlyList<AgentJob> WaitUntilIdle(
        Topology topology,
        IReadOnlyList<AgentJob> jobs,
        TimeSpan timeout,
        Action<IReadOnlyList<AgentJob>> onWaiting,
        CancellationToken cancellationToken
    ) => new AgentJobControl(connector, topology).WaitUntilIdle(jobs, timeout, onWaiting, cancellationToken);
}
