using System.Xml.Linq;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Runbook.Outlook;

namespace BizTalkDR.Reporting;

/// <summary>All that the report of a runbook shows; <see cref="HtmlReport"/> makes a page of it.</summary>
public sealed record RunbookReport
{
    /// <summary>The page's heading.</summary>
    public required string Title { get; init; }

    /// <summary>When the run that is reported began, UTC.</summary>
    public required DateTime StartedAtUtc { get; init; }

    /// <summary>How long it took in all.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Whether it came to its end and all is proven.</summary>
    public required bool IsProven { get; init; }

    /// <summary>How it ended, in a sentence.</summary>
    public required string Verdict { get; init; }

    /// <summary>What keeps it from being proven and what to do about it, a sentence each.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>What lay ahead of the run, as told before its first step; null where nothing was.</summary>
    public RunOutlook? Outlook { get; init; }

    /// <summary>Figures for the head of the page.</summary>
    public IReadOnlyList<ReportFigure> Figures { get; init; } = [];

    /// <summary>What the run was about: group, mark, instances.</summary>
    public IReadOnlyList<ReportFact> Facts { get; init; } = [];

    /// <summary>The runs, the oldest first: several where one was cut off and gone on with.</summary>
    public IReadOnlyList<ReportedRun> Runs { get; init; } = [];

    /// <summary>Tables of what else there is to tell.</summary>
    public IReadOnlyList<ReportTable> Tables { get; init; } = [];

    /// <summary>Sections of the caller's own, after the timeline.</summary>
    public IReadOnlyList<ReportPart> Parts { get; init; } = [];

    /// <summary>The name of the page whose steps they are.</summary>
    public string? Page { get; init; }

    /// <summary>The report of a run, from what it left.</summary>
    /// <param name="title">The page's heading.</param>
    /// <param name="journal">The journal's entries, those of earlier runs included.</param>
    /// <param name="startedAtUtc">When the run that is reported began, UTC: what the journal has from before is of earlier runs.</param>
    /// <param name="steps">Numbers and titles of all steps: those that the run did not reach are told as such.</param>
    /// <param name="error">What ended it, or null.</param>
    public static RunbookReport Of(
        string title,
        IEnumerable<JournalEntry> journal,
        DateTime startedAtUtc,
        IEnumerable<(int Number, string Title)> steps,
        Exception? error
    )
    {
        var runs = ReportedRun.From(journal);
        var current = runs.LastOrDefault(run => run.StartedAtUtc >= startedAtUtc);
        var outcome = RunOutcome.Of(current, error);
        return new RunbookReport
        {
            Title = title,
            StartedAtUtc = startedAtUtc,
            Duration = (current?.EndedAtUtc ?? DateTime.UtcNow) - startedAtUtc,
            IsProven = outcome.IsProven,
            Verdict = outcome.Verdict,
            Failures = outcome.Failures,
            Runs = [.. runs.Select(run => run == current ? run.With(steps) : run)],
        };
    }
}

/// <summary>Whether something is as it should be.</summary>
public enum ReportTone
{
    /// <summary>Neither good nor bad.</summary>
    Plain,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Not as it should be.</summary>
    Bad,
}

/// <summary>One figure at the head of a report.</summary>
/// <param name="Label">What it counts.</param>
/// <param name="Value">The value as shown.</param>
/// <param name="Tone">Whether it is as it should be.</param>
public sealed record ReportFigure(string Label, string Value, ReportTone Tone = ReportTone.Plain);

/// <summary>Something the run was about.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">The value.</param>
/// <param name="Note">A sentence about it, or null.</param>
public sealed record ReportFact(string Label, string Value, string? Note = null);

/// <summary>A table of a report.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Note">A sentence under the heading.</param>
/// <param name="Columns">The columns' headings.</param>
/// <param name="Rows">The rows: a cell for each column.</param>
public sealed record ReportTable(string Title, string Note, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<ReportCell>> Rows);

/// <summary>A cell of a report's table.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Tone">Whether that is as it should be.</param>
/// <param name="IsName">The name of a file, a mark and the like: set in type of one width.</param>
public sealed record ReportCell(string Text, ReportTone Tone = ReportTone.Plain, bool IsName = false);

/// <summary>A section that only the caller knows how to make.</summary>
/// <param name="Section">The section element.</param>
/// <param name="Style">The style sheet it needs besides the report's.</param>
public sealed record ReportPart(XElement Section, string Style = "");
