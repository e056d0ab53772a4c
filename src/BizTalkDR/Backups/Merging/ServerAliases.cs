namespace BizTalkDR.Backups.Merging;

/// <summary>
/// Learns under which other names the tables know an instance: a row and a backup of the same file, database and kind are of one server, so
/// a name that the topology does not know gets its meaning from the one that it does. This resolves aliases while production is down.
/// </summary>
internal sealed class ServerAliases
{
    private readonly Dictionary<string, HashSet<string>> meanings = new(StringComparer.OrdinalIgnoreCase);

    public static ServerAliases Learn(IEnumerable<BackupFile> rows, ILookup<string, KnownBackup> byName, Func<string, bool> isInstance)
    {
        var aliases = new ServerAliases();
        foreach (var row in rows)
        {
            var rowIsKnown = isInstance(row.Database.Server);
            foreach (var backup in byName[row.FileName].Where(each => IsSameButServer(each, row)))
            {
                if (rowIsKnown == isInstance(backup.Database.Server))
                    continue;
                if (rowIsKnown)
                    aliases.Add(backup.Database.Server, row.Database.Server);
                else
                    aliases.Add(row.Database.Server, backup.Database.Server);
            }
        }
        return aliases;
    }

    /// <summary>The instance that a name means; the name itself if that is not known beyond doubt.</summary>
    public string Resolve(string server) => meanings.TryGetValue(server, out var found) && found.Count == 1 ? found.First() : server;

    /// <summary>Whether anything was learned.</summary>
    public bool Any => meanings.Count > 0;

    private void Add(string alias, string instance)
    {
        if (!meanings.TryGetValue(alias, out var found))
            meanings.Add(alias, found = new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        found.Add(instance);
    }

    private static bool IsSameButServer(KnownBackup backup, BackupFile row) =>
        backup.Type == row.Type && string.Equals(backup.Database.Name, row.Database.Name, StringComparison.OrdinalIgnoreCase);
}
