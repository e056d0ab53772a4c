using BizTalkDR.Sandbox.Agent;

namespace BizTalkDR.Sandbox.Hosting;

public sealed partial class SandboxHost
{
    private static readonly TimeSpan LivePace = TimeSpan.FromMilliseconds(500);
    private readonly CancellationTokenSource ended = new();
    private Task liveScheduler = Task.CompletedTask;

    /// <summary>Whether schedules start jobs as time goes by. Without it they do so only while <see cref="AdvanceAsync"/> drives the clock.</summary>
    public bool IsLive
    {
        get;
        set
        {
            if (value && !field)
                liveScheduler = Task.Run(RunSchedulesAsync);
            field = value;
        }
    }

    /// <summary>The Agents of the instances that have finished starting.</summary>
    private IEnumerable<SqlAgent> Agents => Instances.Select(instance => instance.Agent).Where(agent => agent is not null);

    /// <summary>
    /// Drives the clock forward, from one due time of the instances' schedules to the next, and waits each time until the jobs started then
    /// have ended: hours of backups and log shipping pass in seconds.
    /// </summary>
    /// <param name="span">How far. Jobs that take long may carry the clock further.</param>
    /// <param name="cancellation">Ends the waiting; jobs go on.</param>
    public async Task AdvanceAsync(TimeSpan span, CancellationToken cancellation = default)
    {
        // What passes is real time: local clocks go an hour back at the end of summer time.
        var end = Clock.UtcNow + span;
        while (true)
        {
            foreach (var agent in Agents)
                await agent.QuietAsync(cancellation).ConfigureAwait(false);
            var due = Agents.Select(agent => agent.NextDue()).Min();
            if (due is null || Clock.WhenShown(due.Value) > end)
                break;
            AdvanceTo(Clock.WhenShown(due.Value));
            foreach (var agent in Agents)
                agent.StartDue(Clock.Now);
        }
        AdvanceTo(end);
    }

    private void AdvanceTo(DateTime time)
    {
        var wait = time - Clock.UtcNow;
        if (wait > TimeSpan.Zero)
            Clock.Advance(wait);
    }

    private async Task RunSchedulesAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(LivePace, ended.Token).ConfigureAwait(false);
                if (!IsLive)
                    return;
                foreach (var agent in Agents)
                    agent.StartDue(Clock.Now);
            }
        }
        catch (OperationCanceledException)
        {
            // The sandbox is being disposed of.
        }
    }

    private async ValueTask StopSchedulesAsync()
    {
        await ended.CancelAsync().ConfigureAwait(false);
        await liveScheduler.ConfigureAwait(false);
    }
}
