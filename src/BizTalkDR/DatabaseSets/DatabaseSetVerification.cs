using BizTalkDR.Databases;
using BizTalkDR.Text;

namespace BizTalkDR.DatabaseSets;

/// <summary>Whether one database stands at a mark.</summary>
public sealed record DatabaseMarkReport
{
    /// <summary>The instance.</summary>
    public required string Instance { get; init; }

    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>Its state.</summary>
    public DatabaseState State { get; init; }

    /// <summary>
    /// The mark to show: the one it stands at; else, from its MarkLog, the one whose name has the latest time, which proves nothing. Null if the
    /// table can't be read or is empty.
    /// </summary>
    public string? LastMark { get; init; }

    /// <summary>
    /// Whether it stands at the mark expected (or, where none was named, at the one most databases were restored to): restored from a backup that
    /// ends there, recovered there, with the mark and no later one in its data.
    /// </summary>
    public bool IsAtMark { get; init; }

    /// <summary>What is wrong, in a sentence; null if nothing.</summary>
    public string? Difference { get; init; }

    /// <summary>What proves that it stands at the mark, in words; null if it does not.</summary>
    public string? Evidence { get; init; }

    /// <summary>The database, and where it stands.</summary>
    public override string ToString() => $"{Instance}/{Database}: " + (IsAtMark ? $"at {LastMark}" : Difference);
}

/// <summary>Whether all databases of a set stand at the same mark.</summary>
public sealed record DatabaseSetVerification
{
    /// <summary>The mark they were compared with: the one named, else the one most databases were restored to; null if none was restored to one.</summary>
    public string? Mark { get; init; }

    /// <summary>One report per database.</summary>
    public IReadOnlyList<DatabaseMarkReport> Databases
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>Whether every database is ONLINE and stands at <see cref="Mark"/>.</summary>
    public bool IsConsistent => Mark is not null && Databases.Count > 0 && Databases.All(database => database.IsAtMark);

    /// <summary>What differs, one sentence per database.</summary>
    public IReadOnlyList<string> Differences =>
        Indexed.List([.. Databases.Where(database => !database.IsAtMark).Select(database => database.Difference!)]);

    /// <summary>Whether they stand at one mark, and at which.</summary>
    public override string ToString() =>
        IsConsistent
            ? $"{Databases.Count} databases at {Mark}"
            : $"{Differences.Count} of {Databases.Count} databases are not at {Mark ?? "one mark"}";
}
