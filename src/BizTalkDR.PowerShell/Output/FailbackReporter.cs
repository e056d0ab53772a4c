using System.Diagnostics;
using BizTalkDR.PowerShell.Runtime;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Execution;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.PowerShell.Output;

/// <summary>Brings what a failback tells, from its threads, to the pipeline: progress and verbose lines.</summary>
internal sealed class FailbackReporter : IRunbookWatcher
{
    private const string Activity = "Failback";
    private const int OverallId = 1;
    private readonly ICmdletRuntime runtime;
    private readonly PipelinePump pump;
    private readonly int[] order;
    private readonly Dictionary<string, int> lines = [];
    private readonly Dictionary<string, Stopwatch> begun = [];

    public FailbackReporter(ICmdletRuntime runtime, PipelinePump pump, bool documentedOrder)
    {
        (this.runtime, this.pump) = (runtime, pump);
        order = [.. FailbackRunbook.Steps(documentedOrder).Select(step => step.Number)];
    }

    public void OnStepStarted(int number, string title) =>
        pump.Post(() =>
        {
            runtime.WriteVerbose($"Step {number}: {title}");
            runtime.WriteProgress(new CmdletProgress(OverallId, Activity, $"Step {number}: {title}", Percent(number)));
        });

    public void OnStepEnded(StepResult result) =>
        pump.Post(() =>
        {
            runtime.WriteVerbose($"Step {result.Number}: {result.Status}");
            foreach (var proof in result.Details)
                runtime.WriteVerbose($"Step {result.Number}: {proof}");
        });

    public void OnAction(JournalEntry entry) =>
        pump.Post(() =>
            runtime.WriteVerbose(
                $"Step {entry.Step}: {(entry.Database is null ? "" : $"[{entry.Database}] on ")}{entry.Server}: {entry.Kind}: {entry.Text}"
            )
        );

    public void OnProgress(int step, StepAction action, int percent) =>
        pump.Post(() =>
            runtime.WriteProgress(
                new CmdletProgress(
                    Line(action.Target),
                    action.Target,
                    action.Description,
                    percent,
                    OverallId,
                    percent >= 100,
                    WaitingProgress.SecondsRemaining(Since(action), percent)
                )
            )
        );

    public void Complete() =>
        pump.Post(() => runtime.WriteProgress(new CmdletProgress(OverallId, Activity, "Done", 100, IsCompleted: true)));

    private int Percent(int number) => Math.Max(0, Array.IndexOf(order, number)) * 100 / order.Length;

    /// <summary>How long an action has been going on. Called on the pipeline's thread only.</summary>
    private TimeSpan Since(StepAction action)
    {
        if (!begun.TryGetValue(action.ToString(), out var clock))
            begun.Add(action.ToString(), clock = Stopwatch.StartNew());
        return clock.Elapsed;
    }

    /// <summary>Called on the pipeline's thread only.</summary>
    private int Line(string target)
    {
        if (!lines.TryGetValue(target, out var line))
            lines.Add(target, line = OverallId + 1 + lines.Count);
        return line;
    }
}
