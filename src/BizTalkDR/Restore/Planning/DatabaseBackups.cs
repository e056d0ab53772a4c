using BizTalkDR.Backups;

namespace BizTalkDR.Restore.Planning;

/// <summary>All backups of one database, sorted by kind, those of the job in the order of their sets.</summary>
internal sealed class DatabaseBackups
{
    private Guid? family;
    private bool isFamilyKnown;

    /// <summary>The logs of complete sets.</summary>
    public List<ChainEntry> Logs { get; private set; } = [];

    /// <summary>The full and differential backups of complete sets.</summary>
    public List<ChainEntry> Data { get; private set; } = [];

    /// <summary>Backups that belong to no set of the job.</summary>
    public List<BackupFile> Others { get; private set; } = [];

    /// <summary>A set holds backups of two databases whose names differ in case only: which of them is meant can't be told.</summary>
    public bool IsAmbiguous { get; private set; }

    /// <summary>The names that the database had before.</summary>
    public HashSet<string> FormerNames { get; private set; } = new(StringComparer.OrdinalIgnoreCase);

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
        return new DatabaseBackups
        {
            Logs = [.. Logs.Concat(other.Logs).OrderBy(entry => entry.Set)],
            Data = [.. Data.Concat(other.Data).OrderBy(entry => entry.Set)],
            Others = [.. Others, .. other.Others],
            FormerNames = new HashSet<string>(FormerNames, StringComparer.OrdinalIgnoreCase) { name },
            IsAmbiguous = IsAmbiguous || other.IsAmbiguous,
        };
    }

    private bool IsAfter(DatabaseBackups other)
    {
        var first = Math.Min(First(Logs), First(Data));
        return first < int.MaxValue && first > Math.Max(Last(other.Logs), Last(other.Data));
    }

    private IEnumerable<Guid?> Families() =>
        Data.Concat(Logs)
            .Select(entry => entry.File)
            .Concat(Others)
            .Select(file => file.Header?.FamilyGUID)
            .Where(family => family is not null && family != Guid.Empty);

    private static int First(List<ChainEntry> entries) => entries.Count > 0 ? entries[0].Set : int.MaxValue;

    private static int Last(List<ChainEntry> entries) => entries.Count > 0 ? entries[entries.Count - 1].Set : -1;

    private void Add(List<ChainEntry> entries, ChainEntry entry)
    {
        var last = entries.Count - 1;
        if (last < 0 || entries[last].Set != entry.Set)
        {
            entries.Add(entry);
            return;
        }
        // Several sources tell of one backup, or the job ran on a case-sensitive instance.
        IsAmbiguous |= entries[last].File.Database.Name != entry.File.Database.Name;
        if (Compare(entry.File, entries[last].File) < 0)
            entries[last] = entry;
    }

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
