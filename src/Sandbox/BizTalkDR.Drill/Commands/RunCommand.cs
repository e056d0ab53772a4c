using System.Text.Encodings.Web;
using System.Text.Json;
using BizTalkDR.Drill.Screen;
using BizTalkDR.Drill.Story;
using BizTalkDR.Runbook.Failback.Execution;
using Spectre.Console;
using Spectre.Console.Cli;

namespace BizTalkDR.Drill.Commands;

/// <summary>run: plays the drill's story, shows it, and says how it ended.</summary>
internal sealed class RunCommand : AsyncCommand<RunSettings>
{
    internal const string Description =
        "Rehearses a failback of a BizTalk group on a sandbox: nothing is installed, nothing real is touched. "
        + "This is what happens without a command. Exit code: 0 all is proven, 1 something is not, 2 the command line is wrong.";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public override async Task<int> ExecuteAsync(CommandContext context, RunSettings options, CancellationToken cancellation)
    {
        var screen = ChooseScreen(options);
        var lines = FailbackRunbook.Steps(options.DocumentedOrder).Select(step => new RunbookLine(step.Number, step.Title)).ToList();
        DrillOutcome outcome;
        try
        {
            outcome = await screen
                .ShowAsync(lines, () => Task.Run(() => new DrillStory(options, screen).PlayAsync(cancellation)))
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped before the end: nothing is proven.").ConfigureAwait(false);
            return 1;
        }
        if (options.Json)
            Console.WriteLine(JsonSerializer.Serialize(outcome, Json));
        else
            screen.Conclude(outcome.IsProven, Summary(outcome));
        return outcome.IsProven ? 0 : 1;
    }

    private static IReadOnlyList<string> Summary(DrillOutcome outcome) =>
        [
            $"{outcome.StepsSucceeded} of {outcome.StepsTotal} steps, {outcome.Databases.Count} databases at mark {outcome.Mark ?? "none"}.",
            $"{outcome.CommittedBeforeMark} messages committed before the mark, {outcome.PresentAfter} present in every database, {outcome.Missing} missing, {outcome.Extra} too many.",
            $"{outcome.LostAfterMark} messages committed after the mark are lost: that is what going back to it costs.",
            .. outcome.Failures,
            $"Report: {outcome.Report}",
        ];

    private static IDrillScreen ChooseScreen(RunSettings options)
    {
        if (options.Json)
            return new SilentScreen();
        var isTerminal = !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;
        return isTerminal ? new LiveScreen(AnsiConsole.Console) : new PlainScreen(Console.Out);
    }
}
