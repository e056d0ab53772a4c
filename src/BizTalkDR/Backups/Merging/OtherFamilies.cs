namespace BizTalkDR.Backups.Merging;

/// <summary>
/// A name may have been given to another database since: dropped and made anew, or restored from elsewhere. Recovery forks keep their backups apart;
/// where no header tells forks, the family does. The newest backup's is the database of today, and backups of another are not used for it.
/// </summary>
internal static class OtherFamilies
{
    /// <summary>The backups, with a defect where they are of a former database of the name.</summary>
    public static void Mark(IEnumerable<KnownBackup> known)
    {
        foreach (var same in known.GroupBy(backup => backup.Database))
        {
            var told = same.Where(backup => Family(backup) is not null).ToList();
            if (told.Exists(backup => backup.Header.RecoveryForkID is not null) || told.Select(Family).Distinct().Count() < 2)
                continue;
            var newest = told.OrderByDescending(backup => backup.Header.BackupStartDate)
                .ThenByDescending(backup => backup.Header.LastLSN)
                .First();
            foreach (var other in told.Where(backup => Family(backup) != Family(newest)))
                other.Spoil(
                    $"It is of another database that was called {same.Key.Name} (FamilyGUID {Family(other)}, not {Family(newest)})."
                );
        }
    }

    private static Guid? Family(KnownBackup backup) => backup.Header.FamilyGUID is { } family && family != Guid.Empty ? family : null;
}
