using System.Text.Json.Serialization;

namespace BizTalkDR.Runbook.Outlook;

/// <summary>
/// What lies ahead of a run, told before its first step and alike everywhere: with -WhatIf, in the question, in the journal and in the report.
/// </summary>
public sealed record RunOutlook
{
    /// <summary>The name of the fact in the journal.</summary>
    public const string Fact = "Outlook";

    /// <summary>What the runbook is called in a sentence: failback.</summary>
    public required string Title { get; init; }

    /// <summary>The group's name: what is typed where its production is to be given up.</summary>
    public required string Group { get; init; }

    /// <summary>The group by what it is: its management database and that one's family; null where no server tells.</summary>
    public string? Identity { get; init; }

    /// <summary>The plan that the run follows, and who has signed it off; null where it follows none.</summary>
    public string? Plan { get; init; }

    /// <summary>Production's instances, and the state of its databases.</summary>
    public required OutlookSide Production { get; init; }

    /// <summary>The disaster recovery instances, and the state of the copies.</summary>
    public required OutlookSide Recovery { get; init; }

    /// <summary>The mark that all databases are brought to; null where the run chooses none.</summary>
    public OutlookMark? Mark { get; init; }

    /// <summary>What production has taken in after the mark, and loses.</summary>
    public required OutlookLoss Loss { get; init; }

    /// <summary>The databases.</summary>
    public IReadOnlyList<OutlookDatabase> Databases { get; init; } = [];

    /// <summary>How long it will take, as far as earlier backups tell.</summary>
    public required OutlookDuration Duration { get; init; }

    /// <summary>How much the run writes, and whether there is room; null where it writes nothing.</summary>
    public string? Room { get; init; }

    /// <summary>Jobs and services that are off meanwhile, each with where and until which step.</summary>
    public IReadOnlyList<string> Off { get; init; } = [];

    /// <summary>Production's databases that are dropped, or overwritten where they stand.</summary>
    public IReadOnlyList<string> Given { get; init; } = [];

    /// <summary>From where there is no way back but forward; null where the run does not get there.</summary>
    public string? PointOfNoReturn { get; init; }

    /// <summary>How to back out before that.</summary>
    public string? WayBack { get; init; }

    /// <summary>
    /// Whether a production that is open for use is stopped or dropped: then whoever begins the run types the group's name first.
    /// </summary>
    public bool NeedsName { get; init; }

    /// <summary>What is lost, in words.</summary>
    [JsonIgnore]
    public string Lost => OutlookText.Loss(Loss);

    /// <summary>The outlook in lines: what each is about, and what it says.</summary>
    [JsonIgnore]
    public IReadOnlyList<OutlookLine> Lines => OutlookText.Lines(this);

    /// <summary>The outlook as text, 79 characters wide.</summary>
    public override string ToString() => OutlookText.Of(this);
}

/// <summary>One side of the topology.</summary>
/// <param name="Instances">Its instances.</param>
/// <param name="State">The state of its databases, in words.</param>
/// <param name="IsLiving">Whether one of its databases is open for use.</param>
public sealed record OutlookSide(string Instances, string State, bool IsLiving);

/// <summary>The mark.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Age">How long ago it was set, by a server's clock; null where its name does not tell.</param>
/// <param name="Rule">Why this one; null where nothing is known.</param>
public sealed record OutlookMark(string Name, TimeSpan? Age, string? Rule);

/// <summary>What is lost.</summary>
/// <param name="AtLeast">The time from the mark to the last thing known; null where that is not known: never zero.</param>
/// <param name="Until">What that last thing is, or why it is not known; a sentence.</param>
public sealed record OutlookLoss(TimeSpan? AtLeast, string Until);

/// <summary>A database and what it holds beyond the mark, where it can be read.</summary>
public sealed record OutlookDatabase
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Production's instance.</summary>
    public required string Source { get; init; }

    /// <summary>The instance of the copy.</summary>
    public required string Destination { get; init; }

    /// <summary>Production's state, in words.</summary>
    public required string State { get; init; }

    /// <summary>The copy's state, in words.</summary>
    public required string CopyState { get; init; }

    /// <summary>How large production's files are, in bytes; null where there are none.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>How many later marks it holds (dbo.MarkLog); null where that is not known.</summary>
    public int? MarksBeyond { get; init; }

    /// <summary>The newest of them.</summary>
    public string? NewestMark { get; init; }

    /// <summary>The rows of its key tables (sys.partitions).</summary>
    public IReadOnlyList<OutlookTable> Tables { get; init; } = [];

    /// <summary>Why nothing, or not all, is known of what it holds; null where all is.</summary>
    public string? Unknown { get; init; }
}

/// <summary>The rows of a table.</summary>
/// <param name="Name">The table, or what is counted together.</param>
/// <param name="Rows">How many rows production has.</param>
/// <param name="RowsOfCopy">How many the copy has; null where it can't be read, as while it is RESTORING.</param>
public sealed record OutlookTable(string Name, long Rows, long? RowsOfCopy);

/// <summary>How long a run will take.</summary>
/// <param name="Total">The time, without waiting for jobs, services and answers; null where nothing tells.</param>
/// <param name="Basis">From what it is concluded, in a sentence.</param>
public sealed record OutlookDuration(TimeSpan? Total, string Basis);

/// <summary>A line of an outlook.</summary>
/// <param name="Label">What it is about.</param>
/// <param name="Text">What it says.</param>
/// <param name="IsAlarm">Whether it is said loudly.</param>
public sealed record OutlookLine(string Label, string Text, bool IsAlarm = false);
