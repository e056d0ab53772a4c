using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Backups.Merging;

/// <summary>
/// Finds databases that a set lists twice, under two spellings of one server: admv_BackupDatabases compares texts, so the job marks such a database
/// twice and backs it up twice, into one file. Each position holds a piece of the log of its own.
/// </summary>
internal static class TwoSpellings
{
    /// <summary>One contradiction for each database.</summary>
    public static IEnumerable<BackupContradiction> Find(IEnumerable<BackupSet> sets)
    {
        var found = new Dictionary<DatabaseKey, BackupContradiction>();
        foreach (var set in sets)
        {
            foreach (var same in set.Files.GroupBy(file => file.Database).Where(same => same.Count() > 1 && !found.ContainsKey(same.Key)))
            {
                var spellings = same.Select(file => file.ServerName).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
                if (spellings.Count > 1 && same.All(file => file.FileName.SameAs(same.First().FileName)))
                    found.Add(same.Key, Contradiction(set, same.Key, same.First().Path, spellings));
            }
        }
        return found.Values;
    }

    private static BackupContradiction Contradiction(BackupSet set, DatabaseKey database, string path, List<string> spellings) =>
        BackupContradiction.Of(
            BackupContradictionKind.TwoSpellings,
            database,
            path,
            $"Set {set.SetId} lists {database} under {string.Join(" and ", spellings)}: the job backs it up twice into {path}, and its log goes on from one position to the next.",
            "Spell the server alike in adm_Group, adm_MessageBox and adm_OtherBackupDatabases; until then both positions of each file are needed."
        );
}
