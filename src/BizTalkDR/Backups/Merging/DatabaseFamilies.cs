using BizTalkDR.Topologies;

namespace BizTalkDR.Backups.Merging;

/// <summary>
/// One database may be backed up under several server names: from the replicas of an availability group, through an alias, before and after its server
/// was renamed. It is known by its family and by its log, which goes on from one name to the other. A copy that was recovered elsewhere has the family
/// too, but a log of its own: it is another database, and so is one of another family, whatever its name.
/// </summary>
internal sealed class DatabaseFamilies
{
    private readonly Dictionary<DatabaseKey, DatabaseKey> names = [];

    /// <summary>Whether anything was learned.</summary>
    public bool Any => names.Count > 0;

    /// <summary>The name under which a database goes.</summary>
    public DatabaseKey Resolve(DatabaseKey database) => names.TryGetValue(database, out var name) ? name : database;

    /// <param name="known">The backups.</param>
    /// <param name="isInstance">Whether a server name is that of an instance of the topology; such a name is kept.</param>
    public static DatabaseFamilies Learn(IReadOnlyList<KnownBackup> known, Func<string, bool> isInstance)
    {
        var families = new DatabaseFamilies();
        var alike = known
            .Where(backup => backup.Header.FamilyGUID is { } family && family != Guid.Empty)
            .GroupBy(backup => (backup.Header.FamilyGUID, Name: backup.Database.Name.ToUpperInvariant()));
        foreach (var family in alike)
        {
            var lines = family
                .GroupBy(backup => backup.Database)
                .Select(line => new LogLine(line.Key, [.. line]))
                .OrderBy(line => isInstance(line.Database.Server) ? 0 : 1)
                .ThenByDescending(line => line.Count)
                .ThenBy(line => line.Database)
                .ToList();
            if (lines.Count > 1)
                families.Join(lines, isInstance);
        }
        return families;
    }

    private void Join(List<LogLine> lines, Func<string, bool> isInstance)
    {
        for (var at = 0; at < lines.Count; at++)
        {
            for (var other = lines.Count - 1; other > at; other--)
            {
                // Two instances of the topology are two; an availability group's replicas stand in it under one name.
                if (isInstance(lines[other].Database.Server) || !lines[at].IsOneWith(lines[other]))
                    continue;
                names[lines[other].Database] = lines[at].Database;
                lines[at] = lines[at].With(lines[other]);
                lines.RemoveAt(other);
                other = lines.Count;
            }
        }
    }
}
