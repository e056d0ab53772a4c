using BizTalkDR.Errors;
using BizTalkDR.Text;

namespace BizTalkDR.Runbook;

/// <summary>A step of a runbook refused or did not prove itself.</summary>
public abstract class StepException : BizTalkDRException
{
    private protected StepException(string errorId, int step, string title, string what, IReadOnlyList<string> reasons)
        : base(errorId, ErrorKind.State, $"Step {step} ({title}) {what}: {string.Join(" ", reasons)}") =>
        (Step, Reasons) = (step, Indexed.List(reasons));

    /// <summary>The step's number.</summary>
    public int Step { get; }

    /// <summary>The reasons, one each.</summary>
    public IReadOnlyList<string> Reasons { get; }
}

/// <summary>A step's preconditions do not hold; nothing was changed by it.</summary>
public sealed class StepBlockedException : StepException
{
    internal StepBlockedException(int step, string title, IReadOnlyList<string> reasons)
        : base("StepBlocked", step, title, "refuses to begin", reasons) =>
        Remedy = "Mend what the reasons name, then run again: steps that are done are recognized and left alone.";
}

/// <summary>A step would do what the plan that the run follows does not list; that was not done.</summary>
public sealed class StepNotPlannedException : StepException
{
    internal StepNotPlannedException(int step, string title, IReadOnlyList<string> reasons)
        : base("StepNotPlanned", step, title, "would do what its plan does not list", reasons) =>
        Remedy =
            "Find out why: something is there that was not when the plan was made. Put it back and go on with the run; or give the run up (Undo-BtsRun) while "
            + "that is possible, and make a new plan.";
}

/// <summary>A step did its work, but reading it back does not show it.</summary>
public sealed class StepNotProvenException : StepException
{
    internal StepNotProvenException(int step, string title, IReadOnlyList<string> reasons)
        : base("StepNotProven", step, title, "was carried out but is not proven", reasons) =>
        Remedy = "Look at what the reasons name before going on; the journal tells what was done.";
}
