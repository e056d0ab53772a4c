using System.Text.RegularExpressions;
using BizTalkDR.Errors;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Runbook.Failback.Undoing;

/// <summary>A failback as the marks tell it that it has left on the group's jobs and services: its journal is lost, or can't be trusted.</summary>
/// <param name="Run">Its id.</param>
/// <param name="SinceUtc">Its oldest mark, UTC.</param>
/// <param name="Things">What carries its marks, in words.</param>
internal sealed record MarkedRun(Guid Run, DateTime SinceUtc, IReadOnlyList<string> Things)
{
    private static readonly Regex RunName = new(
        "^failback (?<run>[0-9a-fA-F-]{36})$",
        RegexOptions.CultureInvariant | RegexOptions.Compiled
    );

    /// <summary>The runs that marks name, the oldest first. What a cmdlet has switched off belongs to no run.</summary>
    /// <param name="marks">Each mark: who has left it, when, on what.</param>
    public static IReadOnlyList<MarkedRun> Of(IEnumerable<(string? By, DateTime AtUtc, string Thing)> marks) =>
        [
            .. marks
                .Select(mark => (Run: IdOf(mark.By), mark.AtUtc, mark.Thing))
                .Where(mark => mark.Run is not null)
                .GroupBy(mark => mark.Run!.Value)
                .Select(run => new MarkedRun(run.Key, run.Min(mark => mark.AtUtc), [.. run.Select(mark => mark.Thing)]))
                .OrderBy(run => run.SinceUtc),
        ];

    /// <summary>The run that is meant: the one that was named, or the only one.</summary>
    /// <exception cref="BizTalkDRException"><c>NoMarkedRun</c>, <c>SeveralMarkedRuns</c>.</exception>
    public static MarkedRun Choose(IReadOnlyList<MarkedRun> found, Guid? named)
    {
        if (named is { } run)
            return found.FirstOrDefault(each => each.Run == run)
                ?? throw Refused(
                    "NoMarkedRun",
                    ErrorKind.NotFound,
                    $"No job and no service of the group carries a mark of the failback {run}"
                        + (found.Count == 0 ? "." : $"; marks are of {string.Join(", ", found)}."),
                    "Name a run that Get-BtsJob or Get-BtsService tell (SwitchedOffBy)."
                );
        return found.Count switch
        {
            1 => found[0],
            0 => throw Refused(
                "NoMarkedRun",
                ErrorKind.NotFound,
                "No job and no service of the group carries a mark of a failback: nothing that one has switched off is off, as far as the servers that answer tell.",
                "Get-BtsJob and Get-BtsService tell what is off, and by whom."
            ),
            _ => throw Refused(
                "SeveralMarkedRuns",
                ErrorKind.Conflict,
                $"The group's jobs and services carry marks of {found.Count} failbacks: {string.Join("; ", found)}.",
                "Name one of them with -Run."
            ),
        };
    }

    /// <summary>A journal that stands for the lost one: it knows the run, and nothing that it did.</summary>
    /// <param name="about">What the servers say.</param>
    public MemoryJournal ToJournal(RunIdentity about) =>
        new(null, JournalHeader.Of(FailbackIdentity.Runbook, about) with { Run = Run, TimeUtc = SinceUtc });

    /// <summary>The run, since when, and what carries its marks.</summary>
    public override string ToString() => $"{Run} (since {SinceUtc:u}: {string.Join(", ", Things)})";

    private static Guid? IdOf(string? by) =>
        by is not null && RunName.Match(by) is { Success: true } match && Guid.TryParse(match.Groups["run"].Value, out var run)
            ? run
            : null;

    private static BizTalkDRException Refused(string id, ErrorKind kind, string message, string remedy) =>
        new(id, kind, message + " Nothing was changed.") { Remedy = remedy };
}
