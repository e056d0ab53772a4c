using BizTalkDR.Reporting;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Runbook.Failback.Execution;

/// <summary>How long BizTalk stood still: from the first service that step 5 stopped to the last that step 9 started.</summary>
internal static class Downtime
{
    /// <summary>It as a fact of the report; nothing before a service was stopped.</summary>
    public static IReadOnlyList<ReportFact> Of(IEnumerable<JournalEntry> entries)
    {
        var acts = entries.Where(entry => entry.Kind is JournalEntryKind.ActionStarted or JournalEntryKind.ActionEnded).ToList();
        if (acts.Find(entry => entry is { Step: 5, Kind: JournalEntryKind.ActionStarted }) is not { } stopped)
            return [];
        var computers = acts.Where(entry => entry.Step == 5).Select(entry => entry.Server).ToList();
        var started = acts.FindLast(entry => entry is { Step: 9, Kind: JournalEntryKind.ActionEnded, Database: null });
        return
        [
            started is null
                ? new(
                    "Downtime",
                    $"since {ReportText.Time(stopped.TimeUtc)}",
                    $"BizTalk's services on {string.Join(", ", computers.Distinct())} are stopped."
                )
                {
                    IsKey = true,
                }
                : new(
                    "Downtime",
                    ReportText.Span(started.TimeUtc - stopped.TimeUtc),
                    "From the first service stopped to the last one started."
                )
                {
                    IsKey = true,
                },
        ];
    }
}
