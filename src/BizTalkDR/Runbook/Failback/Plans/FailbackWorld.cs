using BizTalkDR.Databases;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Text;

namespace BizTalkDR.Runbook.Failback.Plans;

/// <summary>What a plan builds on, by identity: what it must find again when it runs.</summary>
internal sealed record FailbackWorld
{
    /// <summary>The group and the instances of both sides.</summary>
    public required RunIdentity About { get; init; }

    /// <summary>The instances, as they answered.</summary>
    public IReadOnlyList<PlannedServer> Instances
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The databases of both sides.</summary>
    public IReadOnlyList<DatabaseCondition> Conditions { get; init; } = [];

    /// <summary>The group's jobs on both sides.</summary>
    public IReadOnlyList<PlannedJob> Jobs
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The services of the BizTalk computers.</summary>
    public IReadOnlyList<PlannedService> Services
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The newest backup set that production's backup job has taken; null where production can't be asked.</summary>
    public long? NewestSet { get; init; }

    /// <summary>The mark of that set.</summary>
    public string? NewestMark { get; init; }
}
