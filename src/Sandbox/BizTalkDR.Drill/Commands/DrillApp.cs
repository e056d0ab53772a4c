using System.Net.Sockets;
using Spectre.Console;
using Spectre.Console.Cli;

namespace BizTalkDR.Drill.Commands;

/// <summary>The command line: run, which is what happens without a command, and serve.</summary>
internal static class DrillApp
{
    private const string Run = "run";
    private const string Serve = "serve";
    private const int WrongCommandLine = 2;
    private static readonly string[] OptionsWithValue = ["--seed", "--report", "--port-base", "--biztalk-schema"];

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
        if (OptionWithoutValue(arguments) is { } option)
            return Task.FromResult(Refuse($"{option} needs a value.", error));
        var app = new CommandApp<RunCommand>();
        app.Configure(config => Configure(config, output, error, interceptor));
        return app.RunAsync(arguments, cancellation);
    }

    // Spectre.Console.Cli would take its own name of the default command for the value, and write the report to a file of that name.
    private static string? OptionWithoutValue(string[] arguments) =>
        arguments
            .Where(
                (argument, at) => OptionsWithValue.Contains(argument) && (at + 1 == arguments.Length || arguments[at + 1].StartsWith('-'))
            )
            .FirstOrDefault();

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
        if (failure is CommandAppException)
            return Refuse(failure.Message, error);
        if (failure is SocketException)
        {
            error.WriteLine($"{failure.Message} Give another --port-base, or leave it out: free ports are taken then.");
            return 1;
        }
        error.WriteException(failure);
        return 1;
    }

    private static int Refuse(string message, IAnsiConsole error)
    {
        error.WriteLine(message);
        error.WriteLine("Run it with --help to see what it takes.");
        return WrongCommandLine;
    }
}
