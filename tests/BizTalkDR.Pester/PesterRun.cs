using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace BizTalkDR.Pester;

/// <summary>One run of tests/Pester/Invoke-Tests.ps1 in a PowerShell of its own. Everything shares it, and so the sandboxes it starts.</summary>
internal static class PesterRun
{
    // For what never ends, not for a slow machine.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(3);
    private static readonly string Root = Repository.Root;
    private static readonly string Folder = Path.Combine(Root, "out", "pester");
    private static readonly string Home = Path.Combine(Folder, "home");
    private static readonly string ResultFile = Path.Combine(Folder, "results.json");

    /// <summary>All that PowerShell said, written as it came.</summary>
    private static readonly string OutputFile = Path.Combine(Folder, "output.txt");

    private static readonly Lazy<IReadOnlyList<PesterResult>> Run = new(Start);

    /// <summary>What came of every test. Throws, with all that PowerShell said, when there is no such list or nothing in it.</summary>
    internal static IReadOnlyList<PesterResult> Results => Run.Value;

    private static List<PesterResult> Start()
    {
        // Where it is missing, .NET knows of no such folder, and what belongs there is written into the checkout.
        Directory.CreateDirectory(Home);
        File.Delete(ResultFile);
        var code = Execute();
        var results = File.Exists(ResultFile) ? JsonSerializer.Deserialize<List<PesterResult>>(File.ReadAllText(ResultFile))! : [];
        if (results.Count == 0)
            throw new InvalidOperationException($"No Pester test ran (exit code {code}).\n{File.ReadAllText(OutputFile)}");
        if (code != 0 && results.TrueForAll(result => result.HasPassed || result.IsSkipped))
            results.Add(new PesterResult("Invoke-Tests.ps1", $"exit code {code}", "Failed", File.ReadAllText(OutputFile)));
        return results;
    }

    private static int Execute()
    {
        using var output = TextWriter.Synchronized(new StreamWriter(OutputFile) { AutoFlush = true });
        using var process = new Process { StartInfo = Command() };
        process.OutputDataReceived += (_, line) => output.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => output.WriteLine(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            output.WriteLine($"Ended after {Patience.TotalHours} hours.");
        }
        process.WaitForExit();
        return process.ExitCode;
    }

    private static ProcessStartInfo Command()
    {
        var script = Path.Combine("tests", "Pester", "Invoke-Tests.ps1");
        var command = new ProcessStartInfo("dotnet", ["tool", "run", "pwsh", "--", "-NoProfile", "-File", script])
        {
            WorkingDirectory = Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["-NoBuild", "-Configuration", Metadata("Configuration")])
            command.ArgumentList.Add(argument);
        foreach (var argument in (string[])["-Pester", Metadata("PesterManifest"), "-ResultPath", ResultFile])
            command.ArgumentList.Add(argument);
        foreach (var (name, value) in Surroundings())
            command.Environment[name] = value;
        return command;
    }

    /// <summary>PowerShell writes nothing into the user's folders, asks no server for anything, and writes plain text.</summary>
    private static IEnumerable<(string Name, string Value)> Surroundings()
    {
        yield return ("POWERSHELL_TELEMETRY_OPTOUT", "1");
        yield return ("POWERSHELL_UPDATECHECK", "Off");
        yield return ("PSModuleAnalysisCachePath", Path.Combine(Home, "ModuleAnalysisCache"));
        yield return ("XDG_CACHE_HOME", Home);
        yield return ("XDG_CONFIG_HOME", Home);
        yield return ("XDG_DATA_HOME", Home);
        yield return ("NO_COLOR", "1");
        yield return ("DOTNET_NOLOGO", "1");
    }

    private static string Metadata(string name) =>
        typeof(PesterRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == name).Value!;
}
