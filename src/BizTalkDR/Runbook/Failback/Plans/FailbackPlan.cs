using System.Globalization;
using System.Text.Json.Serialization;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Text;

namespace BizTalkDR.Runbook.Failback.Plans;

/// <summary>
/// A failback as it would be carried out: what it is about, what it costs, and each act in order. It is reviewed, signed off, and run later: exactly
/// that, or nothing. What it says of itself is flat, so that ConvertTo-Json shows all of it as it is.
/// </summary>
public sealed record FailbackPlan
{
    /// <summary>Which plan it is: its own, also when it is signed off. A plan runs once.</summary>
    public required Guid Id { get; init; }

    /// <summary>The group's name: what is typed where its production is to be given up.</summary>
    public required string Group { get; init; }

    /// <summary>The family of the group's management database: what tells one group from another. Null where no server told.</summary>
    public Guid? GroupFamily { get; init; }

    /// <summary>Production's instances, and the state of its databases, in words.</summary>
    public required string Production { get; init; }

    /// <summary>Whether a database of production is open for use.</summary>
    public bool IsProductionLiving { get; init; }

    /// <summary>The disaster recovery instances, and the state of the copies, in words.</summary>
    public required string Recovery { get; init; }

    /// <summary>The log mark that all databases are brought to; null where step 4 is not in it.</summary>
    public string? Mark { get; init; }

    /// <summary>How long ago the mark was set when the plan was made, in seconds; null where its name does not tell.</summary>
    public long? MarkAgeSeconds { get; init; }

    /// <summary>Why this mark, in a sentence.</summary>
    public string? MarkRule { get; init; }

    /// <summary>What is lost, in words.</summary>
    public required string Lost { get; init; }

    /// <summary>What is lost at least, in seconds, when the plan was made; null where that is not known: never zero.</summary>
    public long? LostSeconds { get; init; }

    /// <summary>Production's databases that are dropped, or overwritten where they stand.</summary>
    public IReadOnlyList<string> GivenUp
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>From where there is no way back but forward; null where the plan does not get there.</summary>
    public string? PointOfNoReturn { get; init; }

    /// <summary>How to back out before that.</summary>
    public string? WayBack { get; init; }

    /// <summary>How long it will take, in words.</summary>
    public required string Duration { get; init; }

    /// <summary>The same in seconds; null where nothing tells.</summary>
    public long? DurationSeconds { get; init; }

    /// <summary>Jobs and services that are off meanwhile, each with where and until which step.</summary>
    public IReadOnlyList<string> Off
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The steps in the order they are carried out.</summary>
    public IReadOnlyList<PlannedStep> Steps
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>What the steps do, in order. A run does nothing else.</summary>
    public IReadOnlyList<PlannedAct> Acts
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The databases, and what they hold beyond the mark.</summary>
    public IReadOnlyList<PlannedDatabase> Databases
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The group's jobs as they were.</summary>
    public IReadOnlyList<PlannedJob> Jobs => World.Jobs;

    /// <summary>BizTalk's services as they were.</summary>
    public IReadOnlyList<PlannedService> Services => World.Services;

    /// <summary>The instances of both sides, as they answered.</summary>
    public IReadOnlyList<PlannedServer> Instances => World.Instances;

    /// <summary>What whoever made it has decided.</summary>
    public required PlanChoices Choices { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTime MadeAtUtc { get; init; }

    /// <summary>Who made it.</summary>
    public required string MadeBy { get; init; }

    /// <summary>On which computer.</summary>
    public required string MadeOn { get; init; }

    /// <summary>With which version of BizTalkDR.</summary>
    public required string ModuleVersion { get; init; }

    /// <summary>Who has signed it off. A plan that nobody has signed off is shown (-WhatIf) and not run.</summary>
    public IReadOnlyList<PlanSignOff> SignOffs
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>Whether somebody has signed it off.</summary>
    public bool IsSignedOff => SignOffs.Count > 0;

    /// <summary>What the servers were like: what must still hold when it runs.</summary>
    [JsonInclude]
    internal FailbackWorld World { get; init; } = new() { About = new RunIdentity() };

    /// <summary>What step 4 restores; null where the copies stand at the mark already, or the step is not in it.</summary>
    [JsonInclude]
    internal RestorePlan? Restore { get; init; }

    /// <summary>The plan with somebody's sign-off.</summary>
    /// <param name="by">Who signs it off, as people know them.</param>
    /// <param name="comment">What they say to it; null if nothing.</param>
    public FailbackPlan SignedOff(string by, string? comment = null)
    {
        if (string.IsNullOrWhiteSpace(by))
            throw new ArgumentException("Nobody is named.", nameof(by));
        return this with { SignOffs = [.. SignOffs, PlanSignOff.Now(by.Trim(), comment)] };
    }

    /// <summary>The plan as indented, sealed JSON: what Export-BtsFailbackPlan writes.</summary>
    public string ToJson() => FailbackPlanFile.ToJson(this);

    /// <summary>Which group, which mark, when it was made, and who has signed it off.</summary>
    public override string ToString() =>
        string.Format(
            CultureInfo.InvariantCulture,
            "Failback of {0} to {1}, planned {2:u} by {3}, {4}",
            Group,
            Mark is null ? "no mark" : $"mark {Mark}",
            MadeAtUtc,
            MadeBy,
            IsSignedOff ? $"signed off by {string.Join(", ", SignOffs.Select(each => each.By))}" : "not signed off"
        );
}
