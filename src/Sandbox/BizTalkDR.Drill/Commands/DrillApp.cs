using Spectre.Console;
using Spectre.Console.Cli;

namespace BizTalkDR.Drill.Commands;

/// <summary>The command line: run, which is what happens without a command, and serve.</summary>
internal static class DrillApp
{
    private const string Run = "run";
    private const string Serve = "serve";
    private const int WrongCommandLine = 2;

    /// <summary>Carries a command line out and returns the exit code.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="output">Takes the help.</param>
    /// <param name="error">Takes what is wrong with the command line.</param>
    /// <param name="cancellation">Ends the command at the next safe point.</param>
    /// <param name="interceptor">Told the settings before the command; null for none.</param>
    public static Task<int> RunAsync(
        string[] arguments,
        IAnsiConsole output,
        IAnsiConsole error,
        CancellationToken cancellation,
        ICommandInterceptor? interceptor = null
    )
    {
        // Once it has a default command, Spectre.Console.Cli gives that command's internal name to an option whose value is missing: only the help
        // is asked of an app that has one.
        var isHelp = arguments is ["-h" or "--help"];
        ICommandApp app = isHelp ? new CommandApp<RunCommand>() : new CommandApp();
        app.Configure(config => Configure(config, output, error, interceptor));
        return app.RunAsync(isHelp || arguments is [Run or Serve, ..] ? arguments : [Run, .. arguments], cancellation);
    }

    private static void Configure(IConfigurator config, IAnsiConsole output, IAnsiConsole error, ICommandInterceptor? interceptor)
    {
        config.SetApplicationName("dotnet run --project src/Sandbox/BizTalkDR.Drill --");
        config.ConfigureConsole(output);
        config.UseStrictParsing();
        config.TrimTrailingPeriods(false);
        config.SetExceptionHandler((failure, _) => Tell(failure, error));
        if (interceptor is not null)
            config.SetInterceptor(interceptor);
        config.AddExample("--seed", "7");
        config.AddExample("--json");
        config.AddExample(Serve, "--port-base", "15000");
        config
            .AddCommand<RunCommand>(Run)
            .WithDescription(RunCommand.Description)
            .WithExample(Run, "--seed", "7")
            .WithExample(Run, "--documented-order", "--report", "page.html")
            .WithExample(Run, "--json");
        config
            .AddCommand<ServeCommand>(Serve)
            .WithDescription(ServeCommand.Description)
            .WithExample(Serve)
            .WithExample(Serve, "--port-base", "15000");
    }

    private static int Tell(Exception failure, IAnsiConsole error)
    {
        if (failure is not CommandAppException and not FormatException)
        {
            error.WriteException(failure);
            return 1;
        }
        error.WriteLine(failure.Message);
        error.WriteLine("Run it with --help to see what it takes.");
        return WrongCommandLine;
    }
}
