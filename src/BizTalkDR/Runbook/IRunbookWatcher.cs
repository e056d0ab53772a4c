using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Runbook;

/// <summary>Follows a run while it goes on. Calls may come from several threads at once.</summary>
public interface IRunbookWatcher
{
    /// <summary>A step is about to be checked.</summary>
    void OnStepStarted(int number, string title);

    /// <summary>A step has ended.</summary>
    void OnStepEnded(StepResult result);

    /// <summary>An action began, ended or failed.</summary>
    void OnAction(JournalEntry entry);

    /// <summary>An action is so far, in percent.</summary>
    void OnProgress(int step, StepAction action, int percent);
}
