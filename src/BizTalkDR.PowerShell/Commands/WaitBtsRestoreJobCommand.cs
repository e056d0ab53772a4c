using System.Management.Automation;
using BizTalkDR.Agent;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Runtime;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Waits until no restore job runs on the destination (step 2 of a failback).</summary>
[Cmdlet(VerbsLifecycle.Wait, "BtsRestoreJob", DefaultParameterSetName = TopologySet)]
[OutputType(typeof(AgentJob))]
public sealed class WaitBtsRestoreJobCommand : JobInputCmdlet
{
    private readonly List<AgentJob> jobs = [];

    /// <summary>How long to wait at the most, in seconds.</summary>
    [Parameter]
    [Alias("TimeoutSec", "TimeoutSeconds")]
    [Seconds]
    [ValidateRange(0, int.MaxValue)]
    public int Timeout { get; set; } = 1800;

    private protected override JobTarget Target => JobTarget.AnyRestore;

    private protected override IEnumerable<AgentJob> JobsGiven => jobs.Concat(InputObject ?? []);

    private protected override void Process() => jobs.AddRange(FindJobs(Connect()));

    private protected override void End()
    {
        if (jobs.Count == 0)
            return;
        var session = Connect();
        var since = DateTime.UtcNow;
        var ended = session.Engine.WaitUntilIdle(session.Topology, jobs, TimeSpan.FromSeconds(Timeout), Show, Cancellation);
        Runtime.WriteProgress(new CmdletProgress(1, "Waiting for restore jobs", "Done", 100, IsCompleted: true));
        WriteAll(ended);

        void Show(IReadOnlyList<AgentJob> running)
        {
            var percent = Timeout == 0 ? -1 : (int)Math.Min(99, (DateTime.UtcNow - since).TotalSeconds * 100 / Timeout);
            Runtime.WriteProgress(
                new CmdletProgress(
                    1,
                    "Waiting for restore jobs",
                    string.Join(", ", running.Select(job => $"{job.Name} on {job.Instance}")),
                    percent,
                    SecondsRemaining: Math.Max(0, Timeout - (int)(DateTime.UtcNow - since).TotalSeconds)
                )
            );
        }
    }
}
