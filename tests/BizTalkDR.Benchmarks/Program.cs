using System.Globalization;
using BizTalkDR.Benchmarks.Failback;
using BizTalkDR.Benchmarks.Harness;
using BizTalkDR.Benchmarks.Headers;
using BizTalkDR.Benchmarks.History;
using BizTalkDR.Benchmarks.Importing;
using BizTalkDR.Benchmarks.Instances;
using BizTalkDR.Benchmarks.Planning;
using BizTalkDR.Benchmarks.Restoring;
using Spectre.Console;

namespace BizTalkDR.Benchmarks;

/// <summary>Runs the benchmarks named, or all. Exit code 1: a limit was missed; 2: there is no such benchmark.</summary>
internal static class Program
{
    private static readonly IBenchmark[] All =
    [
        new PlanningBenchmark(),
        new HeadersBenchmark(),
        new HistoryBenchmark(),
        new ImportBenchmark(),
        new InstancesBenchmark(),
        new ParallelRestoreBenchmark(),
        new FailbackBenchmark(),
    ];

    private static async Task<int> Main(string[] names)
    {
        if (names is [HistoryHost.Argument, var rows, var folder])
        {
            await HistoryHost.RunAsync(int.Parse(rows, CultureInfo.InvariantCulture), folder).ConfigureAwait(false);
            return 0;
        }
        var unknown = names.Where(name => All.All(benchmark => benchmark.Name != name)).ToList();
        if (unknown.Count > 0)
        {
            Console.Error.WriteLine(
                $"There is no benchmark {string.Join(", ", unknown)}. There are: {string.Join(", ", All.Select(benchmark => benchmark.Name))}."
            );
            return 2;
        }
        var figures = new List<Figure>();
        foreach (var benchmark in All.Where(benchmark => names.Length == 0 || names.Contains(benchmark.Name)))
        {
            Console.WriteLine($"{benchmark.Name} ...");
            figures.AddRange(await benchmark.RunAsync(line => Console.WriteLine($"  {line}")).ConfigureAwait(false));
        }
        FigureTable.Write(figures, AnsiConsole.Console);
        return figures.All(figure => figure.IsMet) ? 0 : 1;
    }
}
