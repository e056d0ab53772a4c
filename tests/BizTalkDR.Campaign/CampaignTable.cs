using System.Globalization;

namespace BizTalkDR.Campaign;

/// <summary>What was broken and what came of it, by kind, as the README shows it.</summary>
internal static class CampaignTable
{
    public static IEnumerable<string> Lines(IReadOnlyList<RunResult> results)
    {
        yield return "| What was broken | Runs | Ended OK | Refused | Wrong |";
        yield return "| --- | ---: | ---: | ---: | ---: |";
        foreach (var kind in FailbackCampaign.Kinds)
            if (results.Where(result => result.Kind == kind.Name).ToList() is { Count: > 0 } runs)
                yield return Line(kind.Name, runs);
        yield return Line("**all**", results);
    }

    private static string Line(string name, IReadOnlyCollection<RunResult> runs) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {runs.Count} | {Count(runs, Verdict.EndedOk)} | {Count(runs, Verdict.Refused)} | {Count(runs, Verdict.Wrong)} |"
        );

    private static int Count(IEnumerable<RunResult> runs, Verdict verdict) => runs.Count(run => run.Verdict == verdict);
}
