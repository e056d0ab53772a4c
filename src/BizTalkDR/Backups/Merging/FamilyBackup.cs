using BizTalkDR.Paths;

namespace BizTalkDR.Backups.Merging;

/// <summary>One backup set as one file of it tells: all of it, or one stripe of several.</summary>
internal sealed record FamilyBackup
{
    /// <summary>The backup with this file alone in its paths.</summary>
    public required BackupFile File { get; init; }

    /// <summary>The media set that the file belongs to; null if it is not known.</summary>
    public Guid? MediaSetId { get; init; }

    /// <summary>How many files the media set has.</summary>
    public int FamilyCount { get; init; } = 1;

    /// <summary>Which of them this is, from 1.</summary>
    public int FamilySequenceNumber { get; init; } = 1;

    /// <summary>Puts the stripes of each backup together; a backup that lacks one is unusable and named.</summary>
    public static IEnumerable<BackupFile> Join(IEnumerable<FamilyBackup> families, List<BackupContradiction> contradictions)
    {
        var striped = new List<FamilyBackup>();
        foreach (var family in families)
        {
            if (family is { FamilyCount: > 1, MediaSetId: not null, File.Paths.Count: 1 })
                striped.Add(family);
            else
                yield return family.File;
        }
        foreach (var stripes in striped.GroupBy(family => (family.MediaSetId, family.File.Position)))
        {
            foreach (var file in JoinOne([.. stripes], contradictions))
                yield return file;
        }
    }

    // Stripes that lie in one folder belong together before any copy elsewhere does.
    private static IEnumerable<BackupFile> JoinOne(List<FamilyBackup> stripes, List<BackupContradiction> contradictions)
    {
        var whole = stripes
            .GroupBy(stripe => ServerPath.Key(ServerPath.Folder(stripe.File.Path)))
            .Select(Distinct)
            .Where(each => each.Count == each[0].FamilyCount)
            .ToList();
        if (whole.Count == 0)
            whole.Add(Distinct(stripes));
        return whole.Select(each => JoinOne(each)).Select(file => Name(file, contradictions));
    }

    private static List<FamilyBackup> Distinct(IEnumerable<FamilyBackup> stripes) =>
        [
            .. stripes
                .GroupBy(stripe => stripe.FamilySequenceNumber)
                .OrderBy(same => same.Key)
                .Select(same =>
                    same.OrderBy(stripe => stripe.File.Defect is null ? 0 : 1)
                        .ThenBy(stripe => stripe.File.Path, StringComparer.Ordinal)
                        .First()
                ),
        ];

    private static (BackupFile File, bool IsMissing) JoinOne(List<FamilyBackup> stripes)
    {
        var count = stripes[0].FamilyCount;
        var damaged = stripes.Find(stripe => stripe.File.Defect is not null);
        var missing =
            stripes.Count < count ? $"Of the {count} files that the backup is striped over, {stripes.Count} are there."
            : stripes.Exists(stripe => stripe.File.Header!.BackupSetGUID != stripes[0].File.Header!.BackupSetGUID)
                ? "Its stripes hold different backups at this position."
            : null;
        var file = (damaged ?? stripes[0]).File with
        {
            Paths = [.. stripes.Select(stripe => stripe.File.Path)],
            StripeCount = count,
            FileList = stripes.Select(stripe => stripe.File.FileList).FirstOrDefault(files => files.Count > 0) ?? [],
            Defect = missing ?? damaged?.File.Defect,
        };
        return (file, missing is not null);
    }

    private static BackupFile Name((BackupFile File, bool IsMissing) joined, List<BackupContradiction> contradictions)
    {
        var (file, isMissing) = joined;
        if (isMissing)
            contradictions.Add(
                BackupContradiction.Of(
                    BackupContradictionKind.MissingStripe,
                    file.Database,
                    file.Path,
                    $"{file.Path}, a backup of {file.Database}: {file.Defect}",
                    "Bring back the other files of the media set; without all of them the backup can't be restored."
                )
            );
        return file;
    }
}
