using BizTalkDR.Agent;
using BizTalkDR.Group;

namespace BizTalkDR.PowerShell.Connection;

/// <summary>The engine as the cmdlets see it; tests put their own in its place.</summary>
internal interface IEngine
{
    IReadOnlyList<AgentJob> ReadJobs(Topology topology, string instance, CancellationToken cancellationToken);

    /// <summary>Enables or disables the job and returns it as it is then.</summary>
    AgentJob SetEnabled(Topology topology, AgentJob job, bool enable, CancellationToken cancellationToken);

    IReadOnlyList<AgentJob> WaitUntilIdle(
        Topology topology,
        IReadOnlyList<AgentJob> jobs,
        TimeSpan timeout,
        Action<IReadOnlyList<AgentJob>> onWaiting,
        CancellationToken cancellationToken
    );
}
