using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Drill.Screen;

/// <summary>Shows nothing: --json has standard output for itself.</summary>
internal sealed class SilentScreen : IDrillScreen
{
    public Task<T> ShowAsync<T>(IReadOnlyList<RunbookLine> steps, Func<Task<T>> drill) => drill();

    public void BeginScene(string title) { }

    public void EndScene(string outcome) { }

    public void Conclude(bool isProven, IReadOnlyList<string> lines) { }

    public void OnStepStarted(int number, string title) { }

    public void OnStepEnded(StepResult result) { }

    public void OnAction(JournalEntry entry) { }

    public void OnProgress(int step, StepAction action, int percent) { }
}
