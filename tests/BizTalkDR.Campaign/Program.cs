using System.Globalization;

namespace BizTalkDR.Campaign;

/// <summary>The long form of the campaign. Exit code 1: a run ended wrong; 2: the command line is not understood.</summary>
internal static class Program
{
    private const string Usage = """
        Breaks failbacks at random and holds what comes of it against what was there.

          --seed <n>      the first run's seed; each run's seed is one more (default 1)
          --runs <n>      how many runs (default 4 for each kind)
          --at-once <n>   how many at once (default: half of the processors, 1 at least)
          --minutes <n>   no run begins after so many minutes (default 28)
          --only <text>   only kinds in whose name this stands
          --verbose       what happened in every run, not only in those that ended wrong

        One run once more: --seed <its seed> --runs 1
        """;

    private static async Task<int> Main(string[] arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--verbose")
                values["--verbose"] = "";
            else if (arguments[i] is "--seed" or "--runs" or "--at-once" or "--minutes" or "--only" && i + 1 < arguments.Length)
                values[arguments[i]] = arguments[++i];
            else
            {
                Console.Error.WriteLine(Usage);
                return 2;
            }
        }
        int Number(string name, int otherwise) =>
            values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

        var began = DateTime.UtcNow;
        var results = await FailbackCampaign
            .RunAsync(
                Number("--seed", 1),
                Number("--runs", 4 * FailbackCampaign.Kinds.Count),
                Number("--at-once", Math.Max(1, Environment.ProcessorCount / 2)),
                values.GetValueOrDefault("--only", ""),
                began.AddMinutes(Number("--minutes", 28)),
                result => Tell(result, values.ContainsKey("--verbose"))
            )
            .ConfigureAwait(false);
        Console.WriteLine();
        foreach (var line in CampaignTable.Lines(results))
            Console.WriteLine(line);
        Console.WriteLine();
        Console.WriteLine($"{results.Count} runs in {(DateTime.UtcNow - began).TotalMinutes:0.0} minutes.");
        return results.Any(result => result.Verdict == Verdict.Wrong) ? 1 : 0;
    }

    private static void Tell(RunResult result, bool isVerbose)
    {
        Console.WriteLine($"{result.Seed} {result.Verdict}: {result.Kind}");
        if (isVerbose || result.Verdict == Verdict.Wrong)
            Console.WriteLine($"    {result.Story}");
        foreach (var wrong in result.Wrong)
            Console.WriteLine($"    WRONG {wrong}");
    }
}
