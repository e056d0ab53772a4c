using BizTalkDR.Group;

namespace BizTalkDR.Backups.Files;

/// <summary>Reads the backups in files and folders without any SQL Server. Stripes of one backup are put together.</summary>
internal sealed class BackupFolder(ServerNames servers, FolderMap map)
{
    private const int AtOnce = 4;
    private static readonly string[] BackupExtensions = [".bak", ".trn", ".dif"];

    private readonly List<BackupFile> backups = [];
    private readonly List<UnreadableFile> unreadable = [];
    private readonly List<BackupContradiction> contradictions = [];

    /// <summary>What the files say.</summary>
    /// <param name="paths">Files and folders, as this computer sees them.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="Errors.BackupHistoryException">A path is neither a file nor a folder.</exception>
    public SourceHistory Read(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var finder = new FileFinder();
        var found = finder.Find(paths).ToList();
        var read = found
            .AsParallel()
            .AsOrdered()
            .WithDegreeOfParallelism(AtOnce)
            .WithCancellation(cancellationToken)
            .Select(file => (File: MediaFile.Read(file.Path), file.IsNamed))
            .ToList();
        foreach (var (file, isNamed) in read.Where(each => each.File.Failure is not null))
            AddUnreadable(file, isNamed);
        foreach (var media in read.Select(each => each.File).Where(file => file.Media is not null).GroupBy(file => file.Media!.MediaSetId))
            AddMedia([.. media]);
        return new SourceHistory
        {
            Source = HistorySource.Files,
            Backups = backups,
            Unreadable = unreadable,
            Searched = [.. paths.Concat(paths.Select(map.Map)).Distinct(StringComparer.OrdinalIgnoreCase)],
            Contradictions = contradictions,
            Warnings = finder.Warnings,
        };
    }

    private void AddUnreadable(MediaFile file, bool isNamed)
    {
        if (isNamed || !file.IsForeign || BackupExtensions.Contains(Path.GetExtension(file.Path), StringComparer.OrdinalIgnoreCase))
            unreadable.Add(new UnreadableFile(map.Map(file.Path), file.Failure!, !file.IsUnsupported));
    }

    // Files of one media set are stripes of the same backups, or copies of each other.
    private void AddMedia(List<MediaFile> files)
    {
        var families = files[0].Media!.FamilyCount;
        if (families == 1)
        {
            files.ForEach(file => AddSets([file], families));
            return;
        }
        // Stripes that lie in one folder belong together before any copy elsewhere does.
        var folders = files.GroupBy(file => Path.GetDirectoryName(file.Path), StringComparer.Ordinal).ToList();
        var whole = folders.Where(folder => Distinct(folder).Count == families).ToList();
        foreach (var folder in whole)
            AddSets(Distinct(folder), families);
        if (whole.Count == 0)
            AddSets(Distinct(files), families);
    }

    private static List<MediaFile> Distinct(IEnumerable<MediaFile> files) =>
        [
            .. files
                .GroupBy(file => file.Media!.FamilySequenceNumber)
                .OrderBy(same => same.Key)
                .Select(same => same.OrderByDescending(file => file.Sets.Count).ThenBy(file => file.Path, StringComparer.Ordinal).First()),
        ];

    private void AddSets(List<MediaFile> stripes, int families)
    {
        var paths = stripes.ConvertAll(stripe => map.Map(stripe.Path));
        for (var position = 1; position <= stripes.Max(stripe => stripe.Sets.Count); position++)
            AddSet(stripes, paths, position, families);
        if (stripes.All(stripe => stripe.Sets.Count == 0))
            unreadable.Add(new UnreadableFile(paths[0], "The file holds no backup set.", IsDefect: true));
    }

    private void AddSet(List<MediaFile> stripes, List<string> paths, int position, int families)
    {
        var sets = stripes.Where(stripe => stripe.Sets.Count >= position).Select(stripe => stripe.Sets[position - 1]).ToList();
        var set = sets.Find(each => each is { DatabaseName: not null, BackupType: not null });
        var damage = sets.Find(each => each.IsDamaged);
        if (set is null)
        {
            unreadable.Add(new UnreadableFile(paths[0], Damage(damage?.DamageReason, position), IsDefect: true));
            return;
        }
        var key = servers.Key(set.ServerName, set.DatabaseName!);
        var missing =
            sets.Count < families ? $"Of the {families} files that the backup is striped over, {sets.Count} are there."
            : sets.Exists(each => each.BackupSetGUID != set.BackupSetGUID) ? "The stripes hold different backups at this position."
            : null;
        if (missing is not null)
            contradictions.Add(MissingStripe(key, paths[0], missing));
        backups.Add(
            new BackupFile
            {
                Database = key,
                ServerName = set.ServerName,
                Type = MediaHeaders.Header(set).BackupType,
                Paths = paths,
                Position = position,
                BackupDate = set.BackupStartDate,
                Header = MediaHeaders.Header(set) with { IsDamaged = damage is not null },
                HeaderSource = HistorySource.Files,
                FileList = MediaHeaders.FileList(set),
                Defect = missing ?? (damage is null ? null : Damage(damage.DamageReason, position)),
            }
        );
    }

    private static string Damage(string? reason, int position) =>
        $"The backup set at position {position} is damaged or not finished. {reason}".TrimEnd();

    private static BackupContradiction MissingStripe(DatabaseKey key, string path, string message) =>
        BackupContradiction.Of(
            BackupContradictionKind.MissingStripe,
            key,
            path,
            $"{path}, a backup of {key}: {message}",
            "Bring back the other files of the media set; without all of them the backup can't be restored."
        );
}
