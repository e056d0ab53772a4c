using BizTalkDR.Paths;

namespace BizTalkDR.Backups.Merging;

/// <summary>
/// msdb keeps the rows of backups whose file was written anew since (WITH INIT or FORMAT under the same name): of those that were at one place of one
/// file only the newest is there. Where the file itself was read, it tells.
/// </summary>
internal static class Overwritten
{
    /// <summary>The backups, with a defect where a later one stands in their place.</summary>
    public static List<KnownBackup> Mark(List<KnownBackup> known)
    {
        var places = new Dictionary<(string, int), List<KnownBackup>>();
        foreach (var backup in known)
        {
            foreach (var place in backup.Copies.SelectMany(Places).Distinct())
            {
                if (!places.TryGetValue(place, out var there))
                    places.Add(place, there = []);
                there.Add(backup);
            }
        }
        foreach (var place in places.Where(each => each.Value.Count > 1 && !each.Value.Exists(backup => backup.Found.Any())))
        {
            if (Newest(place.Value) is { } last)
                place.Value.FindAll(backup => backup != last).ForEach(backup => backup.Replace(place.Key, last.Header));
        }
        return known;
    }

    /// <summary>Where a copy lies: each of its files, and the position. A drive is its server's own.</summary>
    public static IEnumerable<(string, int)> Places(BackupFile copy) =>
        copy.Paths.Select(path => (Owner(copy, path) + ServerPath.Key(path), copy.Position));

    private static string Owner(BackupFile copy, string path) =>
        ServerPath.IsShare(path) || ServerPath.IsUrl(path)
            ? ""
            : (copy.Header?.ServerName ?? copy.ServerName ?? copy.Database.Server).ToUpperInvariant() + "|";

    // Without times nobody can tell.
    private static KnownBackup? Newest(List<KnownBackup> there) =>
        there.TrueForAll(backup => backup.Header.BackupStartDate is not null)
            ? there.OrderByDescending(backup => backup.Header.BackupStartDate).ThenByDescending(backup => backup.Header.LastLSN).First()
            : null;
}
