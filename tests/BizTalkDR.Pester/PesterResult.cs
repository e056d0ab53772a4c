namespace BizTalkDR.Pester;

/// <summary>A line of what Invoke-Tests.ps1 found: a Pester test, or a file or block that broke.</summary>
/// <param name="File">The test file's name.</param>
/// <param name="Name">The blocks and the test, joined by dots.</param>
/// <param name="Outcome">Passed, Failed, Skipped or Inconclusive, as Pester says.</param>
/// <param name="Error">Why it failed, with the place; empty otherwise.</param>
public sealed record PesterResult(string File, string Name, string Outcome, string Error)
{
    internal bool HasPassed => Outcome == "Passed";

    internal bool IsSkipped => Outcome == "Skipped";

    /// <inheritdoc/>
    public override string ToString() => Outcome;
}
