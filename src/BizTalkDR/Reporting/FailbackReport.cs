using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Reporting;

/// <summary>All that a failback's report shows; <see cref="HtmlReport"/> makes a page of it.</summary>
public sealed record FailbackReport
{
    /// <summary>The page's heading.</summary>
    public required string Title { get; init; }

    /// <summary>The group's name.</summary>
    public required string Group { get; init; }

    /// <summary>When the run began, UTC.</summary>
    public required DateTime StartedAtUtc { get; init; }

    /// <summary>How long it took in all.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The mark all databases were brought to, or null when none was chosen.</summary>
    public string? Mark { get; init; }

    /// <summary>Why that mark, in a sentence.</summary>
    public string? MarkRule { get; init; }

    /// <summary>Whether every step and every database is proven.</summary>
    public required bool IsProven { get; init; }

    /// <summary>What keeps it from being proven, a sentence each.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>The steps in the order they ran.</summary>
    public IReadOnlyList<StepResult> Steps { get; init; } = [];

    /// <summary>The journal, from which the timeline is drawn.</summary>
    public IReadOnlyList<JournalEntry> Journal { get; init; } = [];

    /// <summary>The log chain of each database.</summary>
    public IReadOnlyList<DatabaseChain> Chains { get; init; } = [];

    /// <summary>Where each database stands at the end.</summary>
    public IReadOnlyList<DatabaseOutcome> Databases { get; init; } = [];

    /// <summary>Further figures for the head of the page: a label and a value each.</summary>
    public IReadOnlyList<ReportFigure> Figures { get; init; } = [];
}

/// <summary>One figure at the head of a report.</summary>
/// <param name="Label">What it counts.</param>
/// <param name="Value">The value as shown.</param>
/// <param name="IsGood">Whether it is as it should be; null when it is neither good nor bad.</param>
public sealed record ReportFigure(string Label, string Value, bool? IsGood = null);

/// <summary>Where one database stands at the end.</summary>
/// <param name="Database">Its name.</param>
/// <param name="Server">The instance it is on.</param>
/// <param name="LastMark">The last mark in its MarkLog, or null.</param>
/// <param name="IsOnline">Whether it is ONLINE.</param>
public sealed record DatabaseOutcome(string Database, string Server, string? LastMark, bool IsOnline);

/// <summary>The backups of one database as the restore saw them.</summary>
/// <param name="Database">Its name.</param>
/// <param name="Server">The source instance.</param>
/// <param name="Links">Its backups, oldest first.</param>
public sealed record DatabaseChain(string Database, string Server, IReadOnlyList<ChainLink> Links);

/// <summary>One backup in a database's chain.</summary>
/// <param name="SetId">The backup set's id in adm_BackupHistory.</param>
/// <param name="IsFull">A full backup, else a log backup.</param>
/// <param name="Mark">The log mark it holds, or null.</param>
/// <param name="TimeUtc">When it was taken.</param>
/// <param name="Use">What became of it.</param>
public sealed record ChainLink(long SetId, bool IsFull, string? Mark, DateTime TimeUtc, ChainUse Use);

/// <summary>What became of a backup.</summary>
public enum ChainUse
{
    /// <summary>Restored whole.</summary>
    Restored,

    /// <summary>Restored up to the chosen mark, which it holds.</summary>
    StoppedAtMark,

    /// <summary>Not needed: before the full backup the restore began with.</summary>
    Superseded,

    /// <summary>After the chosen mark: what it holds is lost.</summary>
    AfterMark,

    /// <summary>Of a partial set, or of a set after one: not usable.</summary>
    Unusable,
}
