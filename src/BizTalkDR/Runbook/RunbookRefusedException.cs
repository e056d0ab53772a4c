using BizTalkDR.Errors;
using BizTalkDR.Text;

namespace BizTalkDR.Runbook;

/// <summary>A runbook refuses to begin: what it found missing, a sentence each. Nothing was changed.</summary>
public sealed class RunbookRefusedException : BizTalkDRException
{
    internal RunbookRefusedException(string errorId, string runbook, IReadOnlyList<string> problems)
        : base(
            errorId,
            ErrorKind.State,
            $"The {runbook} does not begin, nothing was changed:" + string.Concat(problems.Select(problem => "\n- " + problem))
        )
    {
        Problems = Indexed.List(problems);
        Remedy = "Mend what is named, then run it again.";
    }

    /// <summary>The problems found.</summary>
    public IReadOnlyList<string> Problems { get; }
}
