using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Backups;

/// <summary>
/// A log mark by what it is: its name, the set it belongs to, and where it lies in each database's log. The name alone is for people: it follows
/// clocks, which go back, and parameters of the job, which change.
/// </summary>
public sealed record MarkIdentity
{
    /// <summary>The mark's name.</summary>
    public required string Name { get; init; }

    /// <summary>The set whose logs hold it; null if that is not known.</summary>
    public long? SetId { get; init; }

    /// <summary>Where it lies in each database's log, as far as that is known.</summary>
    public IReadOnlyList<MarkInLog> Logs
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>
    /// The marks of the sets that follow, the next one first. A database that has passed the mark has passed the next ones first, so a few are enough.
    /// </summary>
    public IReadOnlyList<string> Later
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>A mark of which the name is known only.</summary>
    public static MarkIdentity Named(string name) => new() { Name = name };

    /// <summary>Where it lies in the log of a database; null if that is not known.</summary>
    /// <param name="source">The database whose backups were restored, under whatever name its server goes.</param>
    public MarkInLog? In(DatabaseKey? source)
    {
        if (source is not { } key)
            return null;
        var named = Logs.Where(log => string.Equals(log.Database.Name, key.Name, StringComparison.OrdinalIgnoreCase)).ToList();
        return named.Count == 1 ? named[0] : named.FirstOrDefault(log => log.Database == key);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>Where a mark lies in the log of one database.</summary>
public sealed record MarkInLog
{
    /// <summary>The database, by topology name of the instance and name.</summary>
    public required DatabaseKey Database { get; init; }

    /// <summary>The LSN of the marked transaction's commit (<c>msdb.dbo.logmarkhistory.lsn</c>); null if nobody tells.</summary>
    public decimal? Lsn { get; init; }

    /// <summary>The first LSN of the log backup that holds it.</summary>
    public decimal? FirstLsn { get; init; }

    /// <summary>The last LSN of the log backup that holds it.</summary>
    public decimal? LastLsn { get; init; }

    /// <summary>The recovery fork that the log backup ends on.</summary>
    public Guid? RecoveryFork { get; init; }

    /// <summary>The identity of the log backup.</summary>
    public Guid? BackupSetGuid { get; init; }

    /// <summary>The database, and the LSN if it is known.</summary>
    public override string ToString() => FormattableString.Invariant($"{Database}{(Lsn is null ? "" : ", LSN ")}{Lsn}");
}
