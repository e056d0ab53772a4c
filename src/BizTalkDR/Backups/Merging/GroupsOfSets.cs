namespace BizTalkDR.Backups.Merging;

/// <summary>
/// Tells the backup job's files of one group from those of others that lie in the same folders or are in the same msdb. The job takes all databases of its
/// group in one set and names the files of a set alike: what is joined by sets, over whichever database, is one group; what shares no database with the
/// group's own sets is of another.
/// </summary>
internal static class GroupsOfSets
{
    /// <summary>The files of the group.</summary>
    /// <param name="tables">The sets that the group's own tables tell.</param>
    /// <param name="files">The job's files that no row speaks of.</param>
    /// <param name="management">The group's management database.</param>
    /// <param name="warnings">Takes what is left out, and that nothing tells the groups apart.</param>
    public static IReadOnlyList<(JobFileName Name, BackupFile File)> OfGroup(
        IReadOnlyList<BackupSet> tables,
        IReadOnlyList<(JobFileName Name, BackupFile File)> files,
        string management,
        List<string> warnings
    )
    {
        var names = files.ToLookup(each => each.Name.Stamp, each => each.File.Database.Name, StringComparer.Ordinal);
        if (names.Count == 0)
            return files;
        var ours = Joined(tables.SelectMany(set => set.Databases).Select(database => database.Name).Append(management), names);
        if (!files.Any(each => ours.Contains(each.File.Database.Name)))
        {
            var groups = Groups(names);
            if (groups.Count > 1)
                warnings.Add(
                    $"The backups found are of {groups.Count} groups, as they share no backup set: {string.Join("; ", groups)}. None of them holds {management}: name the "
                        + "group's management database in the topology."
                );
            return files;
        }
        var others = files.Where(each => !ours.Contains(each.File.Database.Name)).ToList();
        if (others.Count == 0)
            return files;
        warnings.Add(
            $"{others.Count} backups of {string.Join(", ", others.Select(each => each.File.Database.Name).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(name => name, StringComparer.OrdinalIgnoreCase))} "
                + $"share no backup set with the databases of the group of {management}: they are another group's, and left out."
        );
        return [.. files.Where(each => ours.Contains(each.File.Database.Name))];
    }

    private static HashSet<string> Joined(IEnumerable<string> first, ILookup<string, string> sets)
    {
        var joined = new HashSet<string>(first, StringComparer.OrdinalIgnoreCase);
        var left = sets.ToList();
        for (var before = -1; before != left.Count; )
        {
            before = left.Count;
            foreach (var set in left.Where(set => set.Any(joined.Contains)))
                joined.UnionWith(set);
            left.RemoveAll(set => set.All(joined.Contains));
        }
        return joined;
    }

    private static List<string> Groups(ILookup<string, string> sets)
    {
        var groups = new List<string>();
        var told = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var set in sets.Where(set => !set.Any(told.Contains)))
        {
            var group = Joined(set, sets);
            told.UnionWith(group);
            groups.Add(string.Join(", ", group.OrderBy(name => name, StringComparer.OrdinalIgnoreCase)));
        }
        return groups;
    }
}
