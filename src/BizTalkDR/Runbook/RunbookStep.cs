namespace BizTalkDR.Runbook;

/// <summary>
/// One step as data: what it checks first, what it does, what proves it. The runner, -WhatIf, the journal, the report and the help all
/// read this.
/// </summary>
/// <typeparam name="TContext">What the steps of one runbook share.</typeparam>
public sealed record RunbookStep<TContext>
{
    /// <summary>The number in Microsoft's page.</summary>
    public required int Number { get; init; }

    /// <summary>The title, in the words of Microsoft's page.</summary>
    public required string Title { get; init; }

    /// <summary>What it checks, does and proves, in a sentence or two for the help and the report.</summary>
    public required string Explanation { get; init; }

    /// <summary>Whether it destroys something that only a restore brings back.</summary>
    public bool IsDestructive { get; init; }

    /// <summary>What it would do, in order; called before the steps ahead of it have run as well (-WhatIf).</summary>
    public required Func<TContext, IReadOnlyList<StepAction>> Plan { get; init; }

    /// <summary>Whether it is ready, done already, or blocked. Changes nothing.</summary>
    public required Func<TContext, StepCheck> Check { get; init; }

    /// <summary>Does it; throws when it fails.</summary>
    public required Action<TContext, StepScope> Run { get; init; }

    /// <summary>Reads back that it is done. Changes nothing.</summary>
    public required Func<TContext, StepProof> Prove { get; init; }
}
