using BizTalkDR.Databases;
using BizTalkDR.Runbook.Failback.Production;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Record;

/// <summary>What there was before a failback changed anything.</summary>
public sealed record FailbackRecord
{
    /// <summary>The group's databases with their two homes.</summary>
    public required IReadOnlyList<FailbackDatabase> Databases { get; init; }

    /// <summary>What production's copies were like.</summary>
    public required IReadOnlyList<ProductionDatabase> Production { get; init; }

    /// <summary>
    /// The group's backup jobs that were enabled, or had been switched off by an earlier run; all of an instance, when none of it was. Step 1 disables and
    /// step 11 enables these.
    /// </summary>
    public required IReadOnlyList<JobNote> BackupJobs { get; init; }

    /// <summary>
    /// The group's restore jobs that were enabled, or had been switched off by an earlier run; all of an instance, when none of it was. Step 3 disables and
    /// step 12 enables these.
    /// </summary>
    public required IReadOnlyList<JobNote> RestoreJobs { get; init; }

    /// <summary>The services that ran, or that an earlier run had stopped; all that are not disabled, when there was none. Step 9 starts these.</summary>
    public required IReadOnlyList<ServiceNote> Services { get; init; }

    /// <summary>Which databases stood on either side, and what they were like, before anything was changed.</summary>
    public IReadOnlyList<DatabaseCondition> Conditions { get; init; } = [];

    /// <summary>What a database of either side was like; null of one that was not asked about.</summary>
    internal DatabaseCondition? Condition(DatabaseKey key) => Conditions.FirstOrDefault(condition => condition.Key.Equals(key));

    /// <summary>What was recorded of a database of production.</summary>
    internal ProductionDatabase? Find(DatabaseKey key) => Production.FirstOrDefault(production => production.Key.Equals(key));
}
