using System.Globalization;
using System.Net;
using System.Net.Sockets;
using BizTalkDR.Drill.Commands;
using Spectre.Console;
using Spectre.Console.Cli;

namespace BizTalkDR.Drill.Tests.Commands;

public sealed class DrillAppTests
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private readonly Settings settings = new();

    [Fact]
    public async Task Without_options_it_drills_with_seed_1()
    {
        var run = await AskedAsync<RunSettings>();
        Assert.Equal((1, false, false, "out/drill/report.html"), (run.Seed, run.Json, run.DocumentedOrder, run.Report));
    }

    [Theory]
    [InlineData]
    [InlineData("run")]
    public async Task Options_are_read_with_their_values_with_or_without_the_command(params string[] command)
    {
        var run = await AskedAsync<RunSettings>([.. command, "--json", "--seed", "7", "--documented-order", "--report", "x.html"]);
        Assert.Equal((7, true, true, "x.html"), (run.Seed, run.Json, run.DocumentedOrder, run.Report));
    }

    [Fact]
    public async Task Serve_takes_its_first_port_and_free_ones_without_it()
    {
        Assert.Equal(15000, (await AskedAsync<ServeSettings>("serve", "--port-base", "15000")).PortBase);
        Assert.Equal(0, (await AskedAsync<ServeSettings>("serve")).PortBase);
    }

    [Fact]
    public async Task The_users_own_scripts_are_taken_by_every_command()
    {
        var folder = Directory.CreateTempSubdirectory("schema");
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "Backup_Setup_All_Procs.sql"),
                "",
                TestContext.Current.CancellationToken
            );
            Assert.Equal(folder.FullName, (await AskedAsync<ServeSettings>("serve", "--biztalk-schema", folder.FullName)).BizTalkSchema);
            Assert.Equal(folder.FullName, (await AskedAsync<RunSettings>("--biztalk-schema", folder.FullName)).BizTalkSchema);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        Assert.Null((await AskedAsync<RunSettings>()).BizTalkSchema);
    }

    [Theory]
    [InlineData("--biztalk-schema needs a value.", "--biztalk-schema")]
    [InlineData("There is no folder '/no/such/folder'", "serve", "--biztalk-schema", "/no/such/folder")]
    [InlineData("'sead'", "--sead", "1")]
    [InlineData("--seed needs a value.", "--seed")]
    [InlineData("--report needs a value.", "--report", "--json")]
    [InlineData("--report needs a value.", "run", "--report")]
    [InlineData("--port-base needs a value.", "serve", "--port-base")]
    [InlineData("--seed takes a whole number from 0 to 2147483647.", "--seed=-1")]
    [InlineData("'many'", "--seed", "many")]
    [InlineData("--port-base takes a whole number from 1024 to 65000.", "serve", "--port-base", "80")]
    [InlineData("'json'", "serve", "--json")]
    [InlineData("'serve'", "--json", "serve")]
    [InlineData("'drill'", "drill")]
    public async Task A_mistake_is_named_and_nothing_is_run(string named, params string[] arguments)
    {
        Assert.Equal(2, await RunAsync(arguments));
        Assert.Null(settings.Asked);
        Assert.Contains(named, error.ToString(), StringComparison.Ordinal);
        Assert.Contains("--help", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    [Fact]
    public async Task A_port_that_is_another_programs_is_named_with_what_to_do()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var exit = await DrillApp.RunAsync(
            ["serve", "--port-base", port],
            Screen(output, 120),
            Screen(error, 120),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(1, exit);
        Assert.Contains($"127.0.0.1:{port}", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Give another --port-base", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80, "serve --port-base", "--help")]
    [InlineData(120, "serve --port-base", "--help")]
    [InlineData(80, "run --json", "run", "--help")]
    [InlineData(120, "serve --port-base", "serve", "--help")]
    public async Task Help_fits_the_screen_and_has_examples(int width, string example, params string[] arguments)
    {
        Assert.Equal(0, await RunAsync(arguments, width));
        var help = output.ToString();
        Assert.Contains("--seed <N>", help, StringComparison.Ordinal);
        Assert.Contains(example, help, StringComparison.Ordinal);
        Assert.All(help.Split('\n'), line => Assert.True(line.TrimEnd().Length <= width, line));
        Assert.Empty(error.ToString());
    }

    private async Task<T> AskedAsync<T>(params string[] arguments)
    {
        await RunAsync(arguments);
        return Assert.IsType<T>(settings.Asked);
    }

    private Task<int> RunAsync(string[] arguments, int width = 80) =>
        DrillApp.RunAsync(arguments, Screen(output, width), Screen(error, width), TestContext.Current.CancellationToken, settings);

    private static IAnsiConsole Screen(TextWriter writer, int width)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Out = new AnsiConsoleOutput(writer),
            }
        );
        console.Profile.Width = width;
        return console;
    }

    /// <summary>Notes what a command would be run with, and keeps it from running.</summary>
    private sealed class Settings : ICommandInterceptor
    {
        public CommandSettings? Asked { get; private set; }

        public void Intercept(CommandContext context, CommandSettings settings)
        {
            Asked = settings;
            throw new NotSupportedException();
        }
    }
}
