using BizTalkDR.Restore.Plan;
using FsCheck;
using FsCheck.Fluent;

namespace BizTalkDR.Tests.Restore.Planning.Histories;

/// <summary>What can happen to a small BizTalk group.</summary>
internal enum StepKind
{
    /// <summary>A transaction over some databases.</summary>
    Work,

    /// <summary>A transaction that stays open.</summary>
    BeginWork,

    /// <summary>The end of one that stayed open.</summary>
    EndWork,

    /// <summary>The backup job: a full set when one is due, then mark and log set.</summary>
    Job,

    /// <summary>The backup job with a full set.</summary>
    FullJob,

    /// <summary>The backup job, with a fault in the backup of one database: a partial set.</summary>
    FailingJob,

    /// <summary>A log backup by another tool.</summary>
    OutsideLog,

    /// <summary>A copy-only log backup.</summary>
    CopyOnlyLog,

    /// <summary>A full backup by another tool.</summary>
    OutsideFull,

    /// <summary>A copy-only full backup.</summary>
    CopyOnlyFull,

    /// <summary>A differential backup.</summary>
    Differential,

    /// <summary>Another recovery model.</summary>
    RecoveryModel,

    /// <summary>The last database joins the group; until then the backup job does not know it.</summary>
    Join,

    /// <summary>A minimally logged operation under the bulk-logged recovery model.</summary>
    BulkWork,

    /// <summary>One database of production is restored to an earlier mark.</summary>
    ForkOne,

    /// <summary>All databases of production are restored to an earlier mark.</summary>
    ForkAll,

    /// <summary>A backup file is deleted.</summary>
    DeleteFile,

    /// <summary>A backup file is cut off.</summary>
    TruncateFile,

    /// <summary>Two backup files change their names.</summary>
    SwapFiles,
}

/// <summary>One thing that happens.</summary>
internal readonly record struct Step(StepKind Kind, int Database, int Choice)
{
    public override string ToString() => $"{Kind}({Database},{Choice})";
}

/// <summary>What the destination has of a database.</summary>
internal enum StandKind
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>RESTORING.</summary>
    Restoring,

    /// <summary>STANDBY.</summary>
    Standby,

    /// <summary>RESTORING, stopped at a mark.</summary>
    AtMark,

    /// <summary>Recovered.</summary>
    Online,

    /// <summary>Another database of that name.</summary>
    Other,
}

/// <summary>Where a database stands: which full backup was restored, and how many logs on it.</summary>
internal readonly record struct Stand(StandKind Kind, int Full, int Logs)
{
    public override string ToString() => $"{Kind}({Full},{Logs})";
}

/// <summary>A history, where the destination stands, and what is asked for.</summary>
/// <param name="Databases">How many databases the group has.</param>
/// <param name="Instances">Over how many instances it is spread.</param>
/// <param name="Steps">What happens.</param>
/// <param name="Stands">One for each database.</param>
/// <param name="Mark">Which mark is planned first.</param>
/// <param name="Start">Where restores may begin.</param>
/// <param name="Replace">Whether databases may be overwritten.</param>
internal sealed record HistoryCase(
    int Databases,
    int Instances,
    IReadOnlyList<Step> Steps,
    IReadOnlyList<Stand> Stands,
    int Mark,
    RestoreStart Start,
    bool Replace
)
{
    private const int MostDatabases = 3;

    public static Arbitrary<HistoryCase> Arbitrary => Arb.From(Cases, Shrink);

    public override string ToString() =>
        $"{Databases} databases on {Instances} instances, start {Start}, replace {Replace}, mark {Mark}\n"
        + $"  steps: {string.Join(" ", Steps)}\n  stands: {string.Join(" ", Stands)}";

    private static Gen<StepKind> Kinds =>
        Gen.Frequency(
            (5, Gen.Constant(StepKind.Work)),
            (1, Gen.Elements(StepKind.BeginWork, StepKind.EndWork)),
            (7, Gen.Constant(StepKind.Job)),
            (2, Gen.Constant(StepKind.FullJob)),
            (1, Gen.Constant(StepKind.FailingJob)),
            (2, Gen.Elements(StepKind.OutsideLog, StepKind.CopyOnlyLog)),
            (2, Gen.Elements(StepKind.OutsideFull, StepKind.CopyOnlyFull, StepKind.Differential)),
            (1, Gen.Elements(StepKind.RecoveryModel, StepKind.BulkWork, StepKind.Join)),
            (1, Gen.Elements(StepKind.ForkOne, StepKind.ForkAll)),
            (2, Gen.Elements(StepKind.DeleteFile, StepKind.TruncateFile, StepKind.SwapFiles))
        );

    private static Gen<Step> OneStep =>
        from kind in Kinds
        from database in Gen.Choose(0, MostDatabases - 1)
        from choice in Gen.Choose(0, 99)
        select new Step(kind, database, choice);

    private static Gen<Stand> OneStand =>
        from kind in Gen.Frequency(
            (3, Gen.Constant(StandKind.Missing)),
            (4, Gen.Constant(StandKind.Restoring)),
            (1, Gen.Constant(StandKind.Standby)),
            (1, Gen.Constant(StandKind.AtMark)),
            (1, Gen.Elements(StandKind.Online, StandKind.Other))
        )
        from full in Gen.Choose(0, 5)
        from logs in Gen.Choose(0, 6)
        select new Stand(kind, full, logs);

    private static Gen<HistoryCase> Cases =>
        from databases in Gen.Choose(2, MostDatabases)
        from instances in Gen.Choose(1, 2)
        from length in Gen.Choose(3, 14)
        from steps in OneStep.ListOf(length)
        from stands in OneStand.ListOf(MostDatabases)
        from alike in Gen.Choose(0, 2)
        from mark in Gen.Choose(0, 9)
        from start in Gen.Frequency((6, Gen.Constant(RestoreStart.Auto)), (1, Gen.Elements(RestoreStart.Continue, RestoreStart.StartOver)))
        from replace in Gen.Elements(true, true, false)
        select new HistoryCase(
            databases,
            instances,
            [.. steps],
            // Log shipping leaves the databases at about the same place; every third destination is a mess.
            alike == 0
                ? [.. stands]
                : [.. stands.Select(_ => stands[0])],
            mark,
            start,
            replace
        );

    private static IEnumerable<HistoryCase> Shrink(HistoryCase larger)
    {
        for (var i = 0; i < larger.Steps.Count; i++)
            yield return larger with
            {
                Steps = [.. larger.Steps.Where((_, at) => at != i)],
            };
        if (larger.Databases > 2)
            yield return larger with
            {
                Databases = 2,
            };
        if (larger.Instances > 1)
            yield return larger with
            {
                Instances = 1,
            };
        for (var i = 0; i < larger.Stands.Count; i++)
            if (larger.Stands[i].Kind != StandKind.Missing)
                yield return larger with
                {
                    Stands = [.. larger.Stands.Select((stand, at) => at == i ? default : stand)],
                };
    }
}
