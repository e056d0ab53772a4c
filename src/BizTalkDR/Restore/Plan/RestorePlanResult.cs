using BizTalkDR.Errors;
using BizTalkDR.Text;

namespace BizTalkDR.Restore.Plan;

/// <summary>A plan, or the problems that keep one from being made.</summary>
public sealed record RestorePlanResult
{
    /// <summary>The plan; null if there are problems.</summary>
    public RestorePlan? Plan { get; init; }

    /// <summary>The problems; empty if there is a plan. The first missing thing per database.</summary>
    public IReadOnlyList<PlanProblem> Problems
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>
    /// The mark that the problems keep databases from: the wished one, or the newest where none was named and none is possible. Null if the
    /// problems are about no mark.
    /// </summary>
    public string? ImpossibleMark { get; init; }

    /// <summary>The newest usable mark before the wished one that all databases can reach, if the wished one is impossible.</summary>
    public string? NearestMarkBefore { get; init; }

    /// <summary>The oldest usable mark after the wished one that all databases can reach, if the wished one is impossible.</summary>
    public string? NearestMarkAfter { get; init; }

    /// <summary>The plan, or how many problems there are.</summary>
    public override string ToString() => Plan?.ToString() ?? $"No plan: {Problems[0]}";

    /// <summary>The plan.</summary>
    /// <exception cref="RestorePlanException">There is none; the error carries the problems.</exception>
    public RestorePlan Require() => Plan ?? throw RestorePlanException.Of(this);
}

/// <summary>No restore plan could be made.</summary>
public sealed class RestorePlanException : BizTalkDRException
{
    private RestorePlanException(string message, RestorePlanResult result)
        : base("Plan" + result.Problems[0].Kind, ErrorKind.Plan, message) => Result = result;

    /// <summary>The problems and the nearest possible marks.</summary>
    public RestorePlanResult Result { get; }

    internal static RestorePlanException Of(RestorePlanResult result)
    {
        var first = result.Problems[0];
        var what = result.ImpossibleMark is { } mark
            ? $"The databases can't be restored to {mark}:"
            : "The databases can't be restored as wished:";
        var message = what + string.Concat(result.Problems.Select(problem => "\n- " + problem.Message));
        return new RestorePlanException(message, result)
        {
            Server = first.Server,
            Database = first.Database,
            Remedy = string.Join(" ", result.Problems.Select(problem => problem.Remedy).Distinct()),
            DocumentationUri = first.DocumentationUri,
        };
    }
}
