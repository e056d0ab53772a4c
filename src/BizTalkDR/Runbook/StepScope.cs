using System.Text.Json;
using BizTalkDR.Errors;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Runbook;

/// <summary>What a running step is given: its actions are told to the journal and to whoever watches.</summary>
public sealed class StepScope
{
    private readonly IJournal journal;
    private readonly IRunbookWatcher watcher;

    internal StepScope(int number, IJournal journal, IRunbookWatcher watcher, CancellationToken cancellation)
    {
        (Number, this.journal, this.watcher) = (number, journal, watcher);
        Cancellation = cancellation;
    }

    /// <summary>The step's number.</summary>
    public int Number { get; }

    /// <summary>Called before an action begins; throws where it must not.</summary>
    internal Action<StepAction>? Require { get; init; }

    /// <summary>Asks the step to stop at the next safe point.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The first action that failed; null while none has.</summary>
    internal StepAction? Failing { get; private set; }

    /// <summary>Whether an action has changed anything, or may have, as it failed.</summary>
    internal bool HasChanged { get; private set; }

    /// <summary>Does one action, with an entry before it and one after it, whatever its end. May be called from several threads.</summary>
    public void Do(StepAction action, Action act) =>
        DoIfNeeded(
            action,
            () =>
            {
                act();
                return true;
            }
        );

    /// <summary>The same of an action that may find that it is so already.</summary>
    /// <param name="action">The action.</param>
    /// <param name="act">Does it; returns whether it has changed anything.</param>
    public void DoIfNeeded(StepAction action, Func<bool> act)
    {
        Cancellation.ThrowIfCancellationRequested();
        Started(action);
        bool changed;
        try
        {
            changed = act();
        }
        catch (Exception error)
        {
            TellFailure(action, error);
            throw;
        }
        TellEnd(action, changed);
    }

    /// <summary>Tells that an action began, where its end comes from elsewhere.</summary>
    public void Started(StepAction action)
    {
        Require?.Invoke(action);
        Tell(JournalEntryKind.ActionStarted, action, action.Description);
    }

    /// <summary>Tells that an action ended well.</summary>
    public void Ended(StepAction action) => TellEnd(action, changed: true);

    /// <summary>Tells that an action failed.</summary>
    public void Failed(StepAction action, Exception error)
    {
        Failing ??= action;
        HasChanged |= !action.IsWait;
        Tell(JournalEntryKind.ActionFailed, action, $"{action.Description}: {error.Message}");
    }

    /// <summary>Tells how far an action is, in percent. Progress is not journaled.</summary>
    public void Progress(StepAction action, int percent) => watcher.OnProgress(Number, action, percent);

    // A journal that can't be written must not hide what failed: the step's end, which can't be written either, tells both.
    private void TellFailure(StepAction action, Exception error)
    {
        try
        {
            Failed(action, error);
        }
        catch (JournalException) { }
    }

    private void TellEnd(StepAction action, bool changed)
    {
        HasChanged |= changed && !action.IsWait;
        Tell(JournalEntryKind.ActionEnded, action, action.Description);
    }

    private void Tell(JournalEntryKind kind, StepAction action, string text)
    {
        var entry = new JournalEntry
        {
            TimeUtc = DateTime.UtcNow,
            Kind = kind,
            Step = Number,
            Server = action.Server,
            Database = action.Database,
            Text = Secrets.Scrub(text),
            Destroys = action.IsDestructive,
            Data =
                action.Switches is { } switched && kind != JournalEntryKind.ActionFailed
                    ? JsonSerializer.SerializeToElement(switched)
                    : null,
        };
        journal.Write(entry);
        watcher.OnAction(entry);
    }
}
