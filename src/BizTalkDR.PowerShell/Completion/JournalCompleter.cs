using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using BizTalkDR.Runbook;

namespace BizTalkDR.PowerShell.Completion;

/// <summary>Offers the journals in the current folder whose runs can be gone on with, the newest first. Where there is none, PowerShell offers files.</summary>
public sealed class JournalCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    ) =>
        Find(wordToComplete ?? "")
            .Select(run => new CompletionResult(
                ServerCompleter.Quote($"./{run.Name}"),
                run.Name,
                CompletionResultType.ParameterValue,
                run.Tip
            ));

    private static List<(string Name, string Tip)> Find(string word)
    {
        try
        {
            var typed = word.Trim('\'', '"');
            typed =
                typed.StartsWith("./", StringComparison.Ordinal) || typed.StartsWith(".\\", StringComparison.Ordinal)
                    ? typed.Substring(2)
                    : typed;
            return
            [
                .. RunFinder
                    .Find(ServerCompleter.Resolve("."), recurse: false, _ => { })
                    .Where(run => run.CanResume)
                    .Select(run => (Path.GetFileName(run.JournalPath), Tip(run)))
                    .Where(run => run.Item1.StartsWith(typed, StringComparison.OrdinalIgnoreCase)),
            ];
        }
        catch (Exception)
        {
            return [];
        }
    }

    private static string Tip(RunSummary run) =>
        $"{run.Runbook} of {run.Group}, begun {run.StartedAtUtc?.ToLocalTime():g} by {run.User}: {run.State}"
        + (run.NextStep is { } next ? $", next step {next}" : "");
}
