using BizTalkDR.Errors;

namespace BizTalkDR.Runbook.Failback;

/// <summary>A failback refuses to begin: what it found missing, a sentence each. Nothing was changed.</summary>
public sealed class FailbackRefusedException : BizTalkDRException
{
    internal FailbackRefusedException(string errorId, IReadOnlyList<string> problems)
        : base(
            errorId,
            ErrorKind.State,
            "The failback does not begin, nothing was changed:" + string.Concat(problems.Select(problem => "\n- " + problem))
        )
    {
        Problems = problems;
        Remedy = "Mend what is named, then run it again.";
        DocumentationUri = Documentation.RestoringProduction;
    }

    /// <summary>The problems found.</summary>
    public IReadOnlyList<string> Problems { get; }
}
