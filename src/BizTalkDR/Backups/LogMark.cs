using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Backups;

/// <summary>Which rule recommended a mark.</summary>
public enum LogMarkRule
{
    /// <summary>The second to last complete mark, as the log shipping page says.</summary>
    SecondToLast,

    /// <summary>The last complete mark: the second to last can no longer be reached by rolling forward, or there is no other.</summary>
    Last,

    /// <summary>The newest mark that every database can still reach; the last two can't be reached.</summary>
    NewestReachable,

    /// <summary>The operator named it.</summary>
    Named,
}

/// <summary>A log mark and what can be done with it.</summary>
public sealed record LogMark
{
    /// <summary>The mark's name.</summary>
    public required string Name { get; init; }

    /// <summary>The time in its name; null if the name follows another pattern.</summary>
    public DateTime? Time { get; init; }

    /// <summary>
    /// Whether that time is the server's local time or UTC (the backup job's UseLocalTime); Unspecified where no header of the set was read.
    /// On a server whose local time is UTC it is Local.
    /// </summary>
    public DateTimeKind TimeKind { get; init; }

    /// <summary>The log set that holds it.</summary>
    public long SetId { get; init; }

    /// <summary>Whether that set is complete.</summary>
    public bool IsComplete { get; init; }

    /// <summary>The databases whose logs hold it.</summary>
    public IReadOnlyList<DatabaseKey> Databases
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>Whether every database of the set can be restored to it.</summary>
    public bool IsUsable { get; init; }

    /// <summary>Whether every database can reach it by rolling forward from where it stands, without starting over from a full backup.</summary>
    public bool IsReachableByRollingForward { get; init; }

    /// <summary>Why it is not usable, one sentence per reason.</summary>
    public IReadOnlyList<string> Reasons
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>Whether it is the recommended one.</summary>
    public bool IsRecommended { get; init; }

    /// <summary>The rule that recommended it.</summary>
    public LogMarkRule? Rule { get; init; }

    /// <summary>The rule in a sentence, with its source.</summary>
    public string? RuleText { get; init; }

    /// <summary>The page that documents the rule.</summary>
    public Uri? RuleUri { get; init; }

    /// <summary>The mark by what it is; null except in a plan.</summary>
    public MarkIdentity? Identity { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
