using System.Globalization;
using BizTalkDR.Agent;

namespace BizTalkDR.Readiness.Steps;

/// <summary>A call that a step of the backup job makes.</summary>
/// <param name="Step">The step.</param>
/// <param name="Call">The call.</param>
internal sealed record StepCall(JobStep Step, ProcedureCall Call)
{
    /// <summary>The argument of that name or position.</summary>
    public ProcedureArgument? Argument(string name, int position) => Call.Argument(name, position);

    /// <summary>The argument as a whole number.</summary>
    public int? Number(string name, int position) =>
        int.TryParse(Argument(name, position)?.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
