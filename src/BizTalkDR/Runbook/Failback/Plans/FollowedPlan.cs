using System.Globalization;

namespace BizTalkDR.Runbook.Failback.Plans;

/// <summary>What a run remembers of the plan that it follows: which it is, and what it lists. A run that is gone on with is held to it as well.</summary>
public sealed record FollowedPlan
{
    /// <summary>The plan's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTime MadeAtUtc { get; init; }

    /// <summary>Who made it.</summary>
    public required string MadeBy { get; init; }

    /// <summary>Who has signed it off.</summary>
    public IReadOnlyList<PlanSignOff> SignOffs { get; init; } = [];

    /// <summary>What was decided.</summary>
    public required PlanChoices Choices { get; init; }

    /// <summary>What the steps may do.</summary>
    public IReadOnlyList<PlannedAct> Acts { get; init; } = [];

    /// <summary>What is to be remembered of a plan.</summary>
    internal static FollowedPlan Of(FailbackPlan plan) =>
        new()
        {
            Id = plan.Id,
            MadeAtUtc = plan.MadeAtUtc,
            MadeBy = plan.MadeBy,
            SignOffs = plan.SignOffs,
            Choices = plan.Choices,
            Acts = plan.Acts,
        };

    /// <summary>Why a step must not do something: the plan does not list it. Null if it does, or if nothing is changed by it.</summary>
    internal string? WhyNot(int step, StepAction action) =>
        action.IsWait || Acts.Any(act => act.Lists(step, action)) ? null : $"{action} is not in plan {Id}.";

    /// <summary>Which plan it is, and who answers for it.</summary>
    public override string ToString() =>
        string.Format(
            CultureInfo.InvariantCulture,
            "{0}, made {1:u} by {2}, {3}",
            Id,
            MadeAtUtc,
            MadeBy,
            SignOffs.Count == 0 ? "signed off by nobody" : $"signed off by {string.Join("; ", SignOffs)}"
        );
}
