using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Campaign.Attempts;

/// <summary>Tells where a run is.</summary>
/// <param name="process">The run's process.</param>
/// <param name="onStep">Told the step that is about to be checked.</param>
internal sealed class Follower(Process process, Action<int> onStep) : IRunbookWatcher
{
    /// <summary>The step that began last; 0 before the first.</summary>
    public int Step { get; private set; }

    public void OnStepStarted(int number, string title)
    {
        process.RequireLife();
        Step = number;
        onStep(number);
    }

    public void OnStepEnded(StepResult result) { }

    public void OnAction(JournalEntry entry) { }

    public void OnProgress(int step, StepAction action, int percent) { }
}
