using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Restore.Planning;
using BizTalkDR.Text;

namespace BizTalkDR.Restore.Plan;

/// <summary>How a database of a plan begins.</summary>
public enum DatabaseStart
{
    /// <summary>From a full backup.</summary>
    StartsOver,

    /// <summary>From where it is RESTORING.</summary>
    Continues,

    /// <summary>It stands at the mark already and is only recovered.</summary>
    AtMark,

    /// <summary>It was recovered at the mark already; nothing is done.</summary>
    Recovered,
}

/// <summary>The actions for one database, in order.</summary>
public sealed record DatabasePlan
{
    /// <summary>What is restored, and where.</summary>
    public required RestoreTarget Target { get; init; }

    /// <summary>How it begins.</summary>
    public DatabaseStart Start { get; init; }

    /// <summary>Why it begins so, in a sentence.</summary>
    public string StartReason { get; init; } = "";

    /// <summary>Where it stood when the plan was made.</summary>
    public required DatabasePosition Position { get; init; }

    /// <summary>The actions, in order; the recovery, if any, is the last.</summary>
    public IReadOnlyList<RestoreAction> Actions
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The actions but the recovery: what can run without waiting for the other databases.</summary>
    public IReadOnlyList<RestoreAction> RollForward =>
        Indexed.List([.. Actions.Where(action => action.Kind != RestoreActionKind.Recovery)]);

    /// <summary>Whether it is recovered at the end.</summary>
    public bool Recovers => Actions.Any(action => action.Kind == RestoreActionKind.Recovery);

    /// <summary>Bytes to read, as far as known.</summary>
    public long EstimatedBytes => Actions.Sum(action => action.SizeBytes ?? 0);

    /// <summary>The database, and how it begins.</summary>
    public override string ToString() => $"{Target} ({Start})";
}

/// <summary>A way to bring every database to the same mark. Made by <see cref="RestorePlanner"/>, run by <c>RestoreRunner</c>.</summary>
public sealed record RestorePlan
{
    /// <summary>The mark; null where the plan restores full backups only.</summary>
    public LogMark? Mark { get; init; }

    /// <summary>One plan per database.</summary>
    public IReadOnlyList<DatabasePlan> Databases
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>What the operator should know before it runs, one sentence each.</summary>
    public IReadOnlyList<string> Notes
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>
    /// What is lost at least: the time from the mark to the last thing known of production, which is now where one of its databases is open, else the
    /// last backup. Null if that is unknown, which it is too where nothing is known to follow the mark: it is never zero.
    /// </summary>
    public TimeSpan? ExpectedDataLoss { get; init; }

    /// <summary>When, by what and for which instances it was made; null for a plan that runs where it was made.</summary>
    public RestorePlanOrigin? Origin { get; init; }

    /// <summary>Bytes to read, as far as known.</summary>
    public long EstimatedBytes => Databases.Sum(database => database.EstimatedBytes);

    /// <summary>The mark and the databases.</summary>
    public override string ToString() =>
        (Mark is null ? "Full backups" : $"To mark {Mark}") + ": " + string.Join(", ", Databases.Select(database => database.Target));

    /// <summary>Readable T-SQL for one instance: the roll-forward of its databases first, then the recoveries.</summary>
    /// <param name="instance">The topology name.</param>
    public string ToScript(string instance) => RestoreScript.For(this, instance);

    /// <summary>The scripts of all instances by topology name.</summary>
    public IReadOnlyDictionary<string, string> ToScripts() =>
        Databases
            .Select(database => database.Target.Instance)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToDictionary(instance => instance, ToScript, StringComparer.OrdinalIgnoreCase);
}
