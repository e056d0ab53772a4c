using BizTalkDR.Runbook.Journal;
using BizTalkDR.Runbook.Outlook;

namespace BizTalkDR.Runbook;

/// <summary>A runbook as data: what it is called, its steps, and what must be known and must hold before the first of them.</summary>
/// <typeparam name="TContext">What its steps share.</typeparam>
public sealed record RunbookDefinition<TContext>
{
    /// <summary>Its id in journals, error ids and names of files: <c>Failback</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is called in a sentence: failback.</summary>
    public required string Title { get; init; }

    /// <summary>The steps in the order they are carried out.</summary>
    public required IReadOnlyList<RunbookStep<TContext>> Steps { get; init; }

    /// <summary>The page that it carries out.</summary>
    public Uri? DocumentationUri { get; init; }

    /// <summary>What keeps everything else from being asked, a sentence each: instances that do not answer, missing rights.</summary>
    public Func<TContext, IReadOnlyList<string>> CheckAccess { get; init; } = _ => [];

    /// <summary>What the run is about, by what the servers say of themselves; a journal that is about something else is refused.</summary>
    public Func<TContext, RunIdentity> Identify { get; init; } = _ => new RunIdentity();

    /// <summary>Finds out what there was before anything was changed: from the servers, or from the journal of the run that is gone on with.</summary>
    public Action<TContext, RunbookOptions> Recall { get; init; } = (_, _) => { };

    /// <summary>What does not hold that must before the first step, a sentence each; found by reading only.</summary>
    public Func<TContext, RunbookOptions, IReadOnlyList<string>> Check { get; init; } = (_, _) => [];

    /// <summary>
    /// Why a step of that number must not do something, in a sentence: the run follows a plan that does not list it. Null where it may.
    /// </summary>
    public Func<TContext, int, StepAction, string?> Forbid { get; init; } = (_, _, _) => null;

    /// <summary>What lies ahead, told before the first step; null where there is nothing to tell. Found by reading only.</summary>
    public Func<TContext, RunOutlook?> Foresee { get; init; } = _ => null;

    /// <summary>Has what was read read anew: an answer has taken its time.</summary>
    public Action<TContext> Forget { get; init; } = _ => { };

    /// <summary>Records what was found out, when the first step is about to begin. Not called in a run that only shows.</summary>
    public Action<TContext> Record { get; init; } = _ => { };

    /// <summary>The refusal to begin, with all reasons at once.</summary>
    /// <param name="problems">The reasons, a sentence each.</param>
    public RunbookRefusedException Refusal(IReadOnlyList<string> problems) =>
        new(Id + "Refused", Title, problems) { DocumentationUri = DocumentationUri };
}
