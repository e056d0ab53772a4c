using System.Globalization;
using BizTalkDR.Agent.Calls;
using BizTalkDR.Text;

namespace BizTalkDR.Agent;

/// <summary>A call that a step of a job makes.</summary>
/// <param name="Step">The step.</param>
/// <param name="Call">The call.</param>
internal sealed record StepCall(JobStep Step, ProcedureCall Call)
{
    /// <summary>The database it is made in: the one named with it, else the step's own; null when neither is known.</summary>
    public string? Database => Call.Database ?? (Step.Subsystem.SameAs("TSQL") ? Step.Database : null);

    /// <summary>The argument of that name or position.</summary>
    public ProcedureArgument? Argument(string name, int position) => Call.Argument(name, position);

    /// <summary>The argument as a whole number.</summary>
    public int? Number(string name, int position) =>
        int.TryParse(Argument(name, position)?.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The calls that steps make, each in the order of the steps: of T-SQL steps, and of programs that are told what to send.</summary>
    public static IReadOnlyList<StepCall> Of(IEnumerable<JobStep> steps) =>
        [
            .. steps.SelectMany(step =>
                (step.Subsystem.SameAs("TSQL") ? ProcedureCallParser.Parse(step.Command) : CommandLineCalls.Parse(step.Command)).Select(
                    call => new StepCall(step, call)
                )
            ),
        ];
}
