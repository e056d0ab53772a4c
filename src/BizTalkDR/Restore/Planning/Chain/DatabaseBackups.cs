using BizTalkDR.Backups;

namespace BizTalkDR.Restore.Planning.Chain;

/// <summary>All backups of one database, sorted by kind, those of the job in the order of their sets.</summary>
internal sealed class DatabaseBackups
{
    private Guid? family;
    private bool isFamilyKnown;

    /// <summary>The logs of complete sets.</summary>
    public Chunks<ChainEntry> Logs { get; } = new();

    /// <summary>The full and differential backups of complete sets.</summary>
    public Chunks<ChainEntry> Data { get; } = new();

    /// <summary>Backups that belong to no set of the job.</summary>
    public List<BackupFile> Others { get; } = [];

    /// <summary>A set holds backups of two databases whose names differ in case only: which of them is meant can't be told.</summary>
    public bool IsAmbiguous { get; private set; }

    /// <summary>The names that the database had before.</summary>
    public HashSet<string> FormerNames { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The family of the database, the same in all its copies and under all its names; null if no header was read.</summary>
    public Guid? Family
    {
        get
        {
            if (!isFamilyKnown)
                (family, isFamilyKnown) = (Families().FirstOrDefault(), true);
            return family;
        }
    }

    /// <summary>Whether some of the backups are of this family; null if no header was read. A database that was made anew has another one since.</summary>
    public bool? IsOfFamily(Guid wanted) => Family is null ? null : Family == wanted || Families().Any(each => each == wanted);

    public void Add(BackupType type, ChainEntry entry)
    {
        if (type == BackupType.Log)
            Add(Logs, entry);
        else if (type is BackupType.Full or BackupType.Differential)
            Add(Data, entry);
    }

    /// <summary>
    /// Both as one, if the other is the same database under another name: of the same family, and never in one set with this one.
    /// Null if it is not.
    /// </summary>
    /// <param name="other">The other.</param>
    /// <param name="name">Its name.</param>
    public DatabaseBackups? JoinedWith(DatabaseBackups other, string name)
    {
        if (Family is null || other.Family != Family || !(IsAfter(other) || other.IsAfter(this)))
            return null;
        var joined = new DatabaseBackups { IsAmbiguous = IsAmbiguous || other.IsAmbiguous };
        var (earlier, later) = IsAfter(other) ? (other, this) : (this, other);
        foreach (var entry in earlier.Logs.All().Concat(later.Logs.All()))
            joined.Logs.Add(entry);
        foreach (var entry in earlier.Data.All().Concat(later.Data.All()))
            joined.Data.Add(entry);
        joined.Others.AddRange(Others.Concat(other.Others));
        joined.FormerNames.UnionWith(FormerNames.Append(name));
        return joined;
    }

    private bool IsAfter(DatabaseBackups other)
    {
        var first = Math.Min(First(Logs), First(Data));
        return first < int.MaxValue && first > Math.Max(Last(other.Logs), Last(other.Data));
    }

    private IEnumerable<Guid?> Families() =>
        Data.All()
            .Concat(Logs.All())
            .Select(entry => entry.File)
            .Concat(Others)
            .Select(file => file.Header?.FamilyGUID)
            .Where(family => family is not null && family != Guid.Empty);

    private static int First(Chunks<ChainEntry> entries) => entries.Count > 0 ? entries[0].Set : int.MaxValue;

    private static int Last(Chunks<ChainEntry> entries) => entries.Count > 0 ? entries[entries.Count - 1].Set : -1;

    private void Add(Chunks<ChainEntry> entries, ChainEntry entry)
    {
        var last = entries.Count - 1;
        if (last < 0 || entries[last].Set != entry.Set)
        {
            entries.Add(entry);
            return;
        }
        // Several sources tell of one backup, or the job ran on a case-sensitive instance.
        IsAmbiguous |= entries[last].File.Database.Name != entry.File.Database.Name;
        var other = entry;
        if (Compare(entry.File, entries[last].File) < 0)
            (other, entries[last]) = (entries[last], entry);
        if (IsAnother(entries[last].File, other.File))
            Others.Add(other.File);
    }

    // Listed under two spellings of its server, a database is backed up twice in a set: each backup holds a piece of the log of its own.
    private static bool IsAnother(BackupFile one, BackupFile other) =>
        other is { Unusable: null, Header: { LastLSN: { } last } header }
        && one.Header is { } known
        && (known.FirstLSN, known.LastLSN) != (header.FirstLSN, last);

    private static int Compare(BackupFile left, BackupFile right)
    {
        var byDefect = (left.Unusable is null ? 0 : 1) - (right.Unusable is null ? 0 : 1);
        if (byDefect != 0)
            return byDefect;
        var byHeader = (left.Header is null ? 1 : 0) - (right.Header is null ? 1 : 0);
        if (byHeader != 0)
            return byHeader;
        var byPath = string.CompareOrdinal(left.Path, right.Path);
        return byPath != 0 ? byPath : left.Position - right.Position;
    }
}
