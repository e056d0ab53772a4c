using BizTalkDR.Campaign.Worlds;
using BizTalkDR.Errors;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Campaign.Attempts;

/// <summary>One run of the failback through the engine's façade, perhaps killed on the way.</summary>
/// <param name="world">Where.</param>
/// <param name="journalPath">Its journal; one that is there is gone on with.</param>
internal sealed class Attempt(World world, string journalPath)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private readonly Process process = new();
    private readonly CancellationTokenSource stop = new();
    private Fault? planted;
    private Follower follower = null!;

    /// <summary>Where it is killed; null is nowhere.</summary>
    public KillPoint? Kill { get; init; }

    /// <summary>Told each step before it is checked: a hook is planted there.</summary>
    public Action<int>? OnStep { get; init; }

    /// <summary>Whether it is the second group's failback.</summary>
    public bool IsNeighbours { get; init; }

    /// <summary>Only these steps; empty is all.</summary>
    public int[] Only { get; init; } = [];

    /// <summary>Runs it to its end, whatever that is.</summary>
    public async Task<AttemptEnd> RunAsync()
    {
        follower = new Follower(process, BeginStep);
        var running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var isOver = await IsOverAsync(running).ConfigureAwait(false);
        if (!isOver)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            world.Host.CutConnections();
        }
        var end = await running.ConfigureAwait(false);
        await BuryAsync().ConfigureAwait(false);
        return isOver
            ? end
            : end with
            {
                Kind = AttemptEndKind.Broken,
                Text = $"it sent nothing for {Patience.TotalMinutes} minutes; then: {end.Text}",
            };
    }

    // A slow machine is no reason to call a run hung: one that sends nothing any more is.
    private async Task<bool> IsOverAsync(Task running)
    {
        var (seen, since) = (world.Statements, DateTime.UtcNow);
        while (DateTime.UtcNow - since < Patience)
        {
            if (await Task.WhenAny(running, Task.Delay(Pace)).ConfigureAwait(false) == running)
                return true;
            if (world.Statements != seen)
                (seen, since) = (world.Statements, DateTime.UtcNow);
        }
        return false;
    }

    private AttemptEnd Run()
    {
        IJournal? journal = null;
        try
        {
            var isThere = File.Exists(journalPath) && new FileInfo(journalPath).Length > 0;
            journal = JournalFile.Open("Failback", journalPath, isThere, whatIf: false, path => path);
            return Judge(Enumerate(new MortalJournal(journal, process)));
        }
        catch (Exception error) when (process.Death is null)
        {
            return Judge(error);
        }
        catch (Exception)
        {
            return new AttemptEnd(AttemptEndKind.Killed, follower.Step, process.Death!);
        }
        finally
        {
            (journal as IDisposable)?.Dispose();
        }
    }

    private List<StepResult> Enumerate(IJournal journal)
    {
        var results = new List<StepResult>();
        var (topology, services) = IsNeighbours ? world.NeighboursView() : (world.Topology, world.Services);
        var run = world.Engine.Failback(
            topology,
            new FailbackOptions
            {
                EndSessions = true,
                ThrottleLimit = 1,
                PollInterval = TimeSpan.FromMilliseconds(20),
                JobTimeout = TimeSpan.FromMinutes(2),
                ServiceTimeout = world.Shape.ServiceTimeout,
            },
            journal,
            new MortalServices(services, process),
            new RunbookOptions { Only = Only },
            follower,
            (_, _) => true,
            stop.Token
        );
        foreach (var result in run)
        {
            process.RequireLife();
            results.Add(result);
        }
        return results;
    }

    private AttemptEnd Judge(List<StepResult> results)
    {
        if (process.Death is { } death)
            return new AttemptEnd(AttemptEndKind.Killed, follower.Step, death);
        if (results.Count == 0)
            return new AttemptEnd(AttemptEndKind.Broken, 0, "it ended without a result");
        var last = results[^1];
        if (last.IsGood)
            return new AttemptEnd(AttemptEndKind.Ended, last.Number, last.Status.ToString());
        var details = string.Join(" ", last.Details);
        if (last.Error is { } error && IsOfTheProgram(error))
            return new AttemptEnd(AttemptEndKind.Broken, last.Number, $"{error.GetType().Name}: {error.Message}");
        var kind = last.Error is StepBlockedException ? AttemptEndKind.Refused : AttemptEndKind.Failed;
        return new AttemptEnd(kind, last.Number, $"{last.Error?.GetType().Name}: {details}");
    }

    // A connection that is not made is nobody's decision: whoever runs it tries again.
    private AttemptEnd Judge(Exception error) =>
        error is BizTalkDRException known
            ? new AttemptEnd(
                known.Kind == ErrorKind.Connection ? AttemptEndKind.Failed : AttemptEndKind.Refused,
                follower.Step,
                $"{known.ErrorId}: {known.Message} {known.Remedy}"
            )
            : new AttemptEnd(AttemptEndKind.Broken, follower.Step, $"{error.GetType().Name}: {error.Message}");

    /// <summary>Whether an exception tells of a mistake in the program, and not of what happened on a server.</summary>
    private static bool IsOfTheProgram(Exception error) =>
        error
            is NullReferenceException
                or ArgumentException
                or FormatException
                or InvalidCastException
                or KeyNotFoundException
                or IndexOutOfRangeException
                or System.Text.Json.JsonException
        || (error is InvalidOperationException && error.GetType() == typeof(InvalidOperationException));

    private void BeginStep(int step)
    {
        OnStep?.Invoke(step);
        if (Kill is { } kill && planted is null && step >= kill.Step)
            planted = kill.Plant(world, site => Strike(kill, site));
    }

    private void Strike(KillPoint kill, FaultSite site)
    {
        if (kill.SparesProcess)
            return;
        var text = site.Text.ReplaceLineEndings(" ");
        if (
            !process.Die(
                $"{site.Moment} '{text[..Math.Min(text.Length, 100)]}' on {site.Instance}{(site.Subject == "BizTalkDR" ? "" : $" of {site.Subject}")}"
            )
        )
            return;
        // From here on nothing comes from that computer any more.
        world.Host.Faults.Add(Mortuary);
        stop.Cancel();
        world.Host.CutConnections("BizTalkDR");
    }

    private static Fault Mortuary { get; } = new(FaultPoint.Login, Subject: "sa", Times: int.MaxValue);

    /// <summary>Waits until the servers have noticed that the process is gone.</summary>
    private async Task BuryAsync()
    {
        if (planted is not null)
            world.Host.Faults.Remove(planted);
        foreach (var instance in world.Instances)
            await instance.StartAsync().ConfigureAwait(false);
        for (var i = 0; i < 2000 && world.Instances.Any(HasClient); i++)
            await Task.Delay(10).ConfigureAwait(false);
        world.Host.Faults.Remove(Mortuary);
        stop.Dispose();
    }

    // A pool keeps the connections of a run that was not killed.
    private bool HasClient(SqlInstance instance) => process.Death is not null && instance.AllSessions.Any(session => session.IsClient);
}
