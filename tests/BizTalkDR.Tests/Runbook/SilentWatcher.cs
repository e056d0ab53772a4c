using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Tests.Runbook;

internal sealed class SilentWatcher : IRunbookWatcher
{
    public void OnStepStarted(int number, string title) { }

    public void OnStepEnded(StepResult result) { }

    public void OnAction(JournalEntry entry) { }

    public void OnProgress(int step, StepAction action, int percent) { }
}
