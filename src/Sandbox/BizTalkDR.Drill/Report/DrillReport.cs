using System.Globalization;
using BizTalkDR.Drill.Story;
using BizTalkDR.Reporting;

namespace BizTalkDR.Drill.Report;

/// <summary>A drill's report: that of its failback, and what only a drill knows.</summary>
internal static class DrillReport
{
    /// <param name="failback">The failback's own report.</param>
    /// <param name="outcome">What the drill came to.</param>
    /// <param name="startedAtUtc">When the drill began, UTC.</param>
    /// <param name="chains">The log chains as the restore saw them.</param>
    internal static RunbookReport Of(
        RunbookReport failback,
        DrillOutcome outcome,
        DateTime startedAtUtc,
        IReadOnlyList<ReportedChain> chains
    ) =>
        failback with
        {
            Title = "Failback drill",
            StartedAtUtc = startedAtUtc,
            Duration = TimeSpan.FromSeconds(outcome.Seconds),
            IsProven = outcome.IsProven,
            Verdict = outcome.IsProven
                ? $"Proven: {outcome.StepsSucceeded} of {outcome.StepsTotal} steps, every database at the same log mark, no message missing and none too many."
                : $"Not proven: {outcome.StepsSucceeded} of {outcome.StepsTotal} steps went well.",
            Failures = outcome.Failures,
            Figures =
            [
                new("Steps", $"{outcome.StepsSucceeded} of {outcome.StepsTotal}", Tone(outcome.StepsSucceeded == outcome.StepsTotal)),
                new("Databases", Number(outcome.Databases.Count)),
                new("Committed before the mark", Number(outcome.CommittedBeforeMark)),
                new("Missing", Number(outcome.Missing), Tone(outcome.Missing == 0)),
                new("Too many", Number(outcome.Extra), Tone(outcome.Extra == 0)),
                new("Lost, committed after the mark", Number(outcome.LostAfterMark)),
            ],
            Facts = [new("Disaster", outcome.Damage ?? "", $"Drawn from seed {Number(outcome.Seed)}, in the sandbox."), .. failback.Facts],
            Parts = ChainChart.Of(chains, outcome.Mark) is { } chart ? [chart] : [],
            Tables = [Databases(outcome), .. failback.Tables],
        };

    private static ReportTable Databases(DrillOutcome outcome) =>
        new(
            "What came back",
            "The last log mark is read from the MarkLog table inside each database.",
            ["Database", "Instance", "State", "Last mark"],
            [
                .. outcome.Databases.Select(database =>
                    (IReadOnlyList<ReportCell>)
                        [
                            new(database.Name),
                            new(database.Instance),
                            new(database.Online ? "online" : "not online", Tone(database.Online)),
                            new(
                                database.LastMark ?? "none",
                                database.LastMark is not null && database.LastMark == outcome.Mark ? ReportTone.Plain : ReportTone.Bad,
                                IsName: true
                            ),
                        ]
                ),
            ]
        );

    private static ReportTone Tone(bool isGood) => isGood ? ReportTone.Good : ReportTone.Bad;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
