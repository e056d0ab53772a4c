using BizTalkDR.Text;

namespace BizTalkDR.Runbook.Failback.Plans;

/// <summary>A step of a plan.</summary>
public sealed record PlannedStep
{
    /// <summary>Its number in Microsoft's page.</summary>
    public required int Number { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>Whether it is carried out; false where the plan leaves it out.</summary>
    public bool IsIncluded { get; init; }

    /// <summary>How many acts it has.</summary>
    public int Acts { get; init; }

    /// <summary>How many of them destroy something.</summary>
    public int Destroys { get; init; }

    /// <summary>Why nothing is left to do; null where something is.</summary>
    public string? Note { get; init; }

    /// <summary>Number and title.</summary>
    public override string ToString() => $"Step {Number}, {Title}";
}

/// <summary>One thing that a step does.</summary>
public sealed record PlannedAct
{
    /// <summary>The step's number.</summary>
    public required int Step { get; init; }

    /// <summary>What kind of thing: a name of <see cref="StepAct"/>.</summary>
    public required string Act { get; init; }

    /// <summary>The SQL Server instance or the computer.</summary>
    public required string Instance { get; init; }

    /// <summary>The database; null where it is not about one.</summary>
    public string? Database { get; init; }

    /// <summary>What is done, in the infinitive.</summary>
    public required string Description { get; init; }

    /// <summary>
    /// What tells it from others of its kind at the same place: a job's id, a service's name, the file that is restored. Null where nothing does, or where
    /// it is not known beforehand: which file step 7 writes.
    /// </summary>
    public string? Subject { get; init; }

    /// <summary>Whether something is lost by it that only a restore brings back.</summary>
    public bool IsDestructive { get; init; }

    /// <summary>Whether a database of production goes by it.</summary>
    public bool GivesUpProduction { get; init; }

    /// <summary>An act of a step.</summary>
    internal static PlannedAct Of(int step, StepAction action) =>
        new()
        {
            Step = step,
            Act = action.Act.ToString(),
            Instance = action.Server,
            Database = action.Database,
            Description = action.Description,
            Subject = action.Subject,
            IsDestructive = action.IsDestructive,
            GivesUpProduction = action.GivesUpProduction,
        };

    /// <summary>
    /// Whether this is the act that a step is about to do. Where the kind does not tell, the words do. Production is opened by whichever step comes first
    /// to it.
    /// </summary>
    internal bool Lists(int step, StepAction action) =>
        (Step == step || (action.Act == StepAct.Open && step > Step))
        && Act == action.Act.ToString()
        && Instance.SameAs(action.Server)
        && (Database ?? "").SameAs(action.Database ?? "")
        && (Subject is null || Subject.SameAs(action.Subject))
        && (IsDestructive || !action.IsDestructive)
        && (action.Act != StepAct.Other || Description == action.Description);

    /// <summary>Where and what.</summary>
    public override string ToString() => $"{(Database is null ? Instance : $"[{Database}] on {Instance}")}: {Description}";
}
