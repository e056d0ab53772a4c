using BizTalkDR.Errors;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Text;

namespace BizTalkDR.Restore.Saved;

/// <summary>A plan that was read is none that brings all databases to its mark, so nothing of it is run.</summary>
public sealed class RestorePlanUnsoundException : BizTalkDRException
{
    private RestorePlanUnsoundException(string message, IReadOnlyList<string> problems)
        : base("PlanUnsound", ErrorKind.Plan, message) => Problems = Indexed.List(problems);

    /// <summary>What is wrong with it, one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; }

    internal static void ThrowIfAny(RestorePlan plan, IReadOnlyList<string> problems)
    {
        if (problems.Count == 0)
            return;
        throw new RestorePlanUnsoundException(
            $"The plan is not run, and nothing was touched: it would not bring all databases to {plan.Mark?.Name ?? "one mark"}:"
                + string.Concat(problems.Select(problem => "\n- " + problem)),
            problems
        )
        {
            Server = plan.Databases[0].Target.Instance,
            Remedy = "A plan can't be edited: make it again (New-BtsRestorePlan), and look at who changed this one.",
        };
    }
}
