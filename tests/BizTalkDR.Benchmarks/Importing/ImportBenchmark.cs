using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using BizTalkDR.Benchmarks.Harness;
using static System.FormattableString;

namespace BizTalkDR.Benchmarks.Importing;

/// <summary>Import-Module of the built module against an empty binary module with manifest, script and format file; each in a PowerShell of its own.</summary>
internal sealed class ImportBenchmark : IBenchmark
{
    private const double MostTimesAsLong = 1.5;
    private static readonly string Root = typeof(ImportBenchmark)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == "RepositoryRoot")
        .Value!;

    public string Name => "import";

    public async Task<IReadOnlyList<Figure>> RunAsync(Action<string> say)
    {
        var folder = Directory.CreateTempSubdirectory("biztalkdr-bare-");
        try
        {
            await PowerShellAsync("Bare.ps1", folder.FullName).ConfigureAwait(false);
            var rounds = await Rounds
                .MeasureAsync(
                    warmUps: 2,
                    count: 11,
                    () => ImportAsync(Path.Combine(Root, "out", "module", "BizTalkDR", "BizTalkDR.psd1")),
                    () => ImportAsync(Path.Combine(folder.FullName, "Bare.psd1"))
                )
                .ConfigureAwait(false);
            say(Invariant($"{rounds.Count} rounds, ratios {rounds.Range.Least:0.00} to {rounds.Range.Most:0.00}"));
            return
            [
                new Figure(
                    Name,
                    "Import-Module BizTalkDR / an empty binary module",
                    rounds.Ratio,
                    LimitKind.AtMost,
                    MostTimesAsLong,
                    Invariant(
                        $"{rounds.Measured.TotalMilliseconds:0} ms / {rounds.Yardstick.TotalMilliseconds:0} ms; processor time {rounds.ProcessorRatio:0.00}"
                    )
                ),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Effort> ImportAsync(string manifest)
    {
        var told = (await PowerShellAsync("Measure.ps1", manifest).ConfigureAwait(false)).Trim().Split(' ');
        return new Effort(Ticks(told[0]), Ticks(told[1]));
    }

    private static TimeSpan Ticks(string text) => TimeSpan.FromTicks(long.Parse(text, CultureInfo.InvariantCulture));

    private static async Task<string> PowerShellAsync(string script, string argument)
    {
        var path = Path.Combine(Root, "tests", "BizTalkDR.Benchmarks", "Importing", script);
        var start = new ProcessStartInfo("dotnet", ["tool", "run", "pwsh", "--", "-NoProfile", "-File", path, argument])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{script} ended with exit code {process.ExitCode}: {output}");
    }
}
