namespace BizTalkDR.Runbook;

/// <summary>What a step is called: all that a question, a report or a page needs of it.</summary>
public abstract record RunbookStep
{
    private protected RunbookStep() { }

    /// <summary>The number in the runbook's page.</summary>
    public required int Number { get; init; }

    /// <summary>The title, in the words of the page.</summary>
    public required string Title { get; init; }

    /// <summary>What it checks, does and proves, in a sentence or two: the question before it says so, and the page of the runbook.</summary>
    public required string Explanation { get; init; }
}

/// <summary>One step as data: what it checks first, what it does, what proves it. The runner, -WhatIf and the journal all read this.</summary>
/// <typeparam name="TContext">What the steps of one runbook share.</typeparam>
public sealed record RunbookStep<TContext> : RunbookStep
{
    /// <summary>What it would do, in order; called before the steps ahead of it have run as well (-WhatIf).</summary>
    public required Func<TContext, IReadOnlyList<StepAction>> Plan { get; init; }

    /// <summary>Whether it is ready, done already, or blocked. Changes nothing, neither on a server nor in the journal.</summary>
    public required Func<TContext, StepCheck> Check { get; init; }

    /// <summary>Does it; throws when it fails.</summary>
    public required Action<TContext, StepScope> Run { get; init; }

    /// <summary>Reads back that it is done. Changes nothing.</summary>
    public required Func<TContext, StepProof> Prove { get; init; }
}
