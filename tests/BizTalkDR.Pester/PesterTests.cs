namespace BizTalkDR.Pester;

/// <summary>Each Pester test is a test here, so that <c>dotnet test</c> counts them all and names those that fail.</summary>
public sealed class PesterTests
{
    public static IEnumerable<TheoryDataRow<PesterResult>> Results() =>
        PesterRun.Results.Select(result => new TheoryDataRow<PesterResult>(result)
        {
            TestDisplayName = $"{result.File}: {result.Name}",
            Skip = result.IsSkipped ? "Skipped by Pester." : null,
        });

    // Not looked for when tests are listed: only a run of Pester tells them.
    [Theory]
    [MemberData(nameof(Results), DisableDiscoveryEnumeration = true)]
    public void What_Pester_ran_has_passed(PesterResult result) =>
        Assert.True(result.HasPassed, result.Error.Length > 0 ? result.Error : result.Outcome);
}
