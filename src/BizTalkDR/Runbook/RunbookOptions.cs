using BizTalkDR.Runbook.Outlook;

namespace BizTalkDR.Runbook;

/// <summary>Which steps are run, and how.</summary>
public sealed record RunbookOptions
{
    /// <summary>Only these steps; empty runs all.</summary>
    public IReadOnlyCollection<int> Only { get; init; } = [];

    /// <summary>Not these steps.</summary>
    public IReadOnlyCollection<int> Skip { get; init; } = [];

    /// <summary>Show what would be done and change nothing.</summary>
    public bool WhatIf { get; init; }

    /// <summary>
    /// Told what lies ahead before the first step, in a run that only shows too; false ends the run before its first step. Null begins without asking.
    /// </summary>
    public Func<RunOutlook, bool>? Begin { get; init; }

    /// <summary>After an answer that took longer than this, what was found before the question is looked at again.</summary>
    public TimeSpan CheckAgainAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the step of that number is run.</summary>
    public bool Includes(int step) => (Only.Count == 0 || Only.Contains(step)) && !Skip.Contains(step);
}
