namespace BizTalkDR.Backups.Merging;

/// <summary>The backups that no row speaks of: those that are named as the job names its files, and those of others.</summary>
internal sealed class LooseBackups
{
    private readonly List<(JobFileName Name, BackupFile File)> ofJob = [];
    private readonly List<BackupFile> others = [];
    private readonly SearchedFolders searched;
    private readonly List<BackupContradiction> contradictions;

    private LooseBackups(SearchedFolders searched, List<BackupContradiction> contradictions)
    {
        this.searched = searched;
        this.contradictions = contradictions;
    }

    /// <summary>The files of the backup job, by what their names say.</summary>
    public IReadOnlyList<(JobFileName Name, BackupFile File)> OfJob => ofJob;

    /// <summary>The backups of others.</summary>
    public IReadOnlyList<BackupFile> Others => others;

    public static LooseBackups Sort(IEnumerable<KnownBackup> backups, SearchedFolders searched, List<BackupContradiction> contradictions)
    {
        var loose = new LooseBackups(searched, contradictions);
        foreach (var backup in backups)
            loose.Add(backup);
        return loose;
    }

    private void Add(KnownBackup backup)
    {
        var file = Choose(backup);
        if (backup.JobName is not { } name)
            others.Add(file);
        else if (backup.Agrees(name))
            ofJob.Add((name, file));
        else
        {
            contradictions.Add(OtherThanItsName(backup, file, name));
            others.Add(file);
        }
    }

    private BackupFile Choose(KnownBackup backup)
    {
        var copy = backup.Found.FirstOrDefault() ?? backup.Copies.FirstOrDefault(each => !searched.Covers(each.Path));
        var file = (copy ?? backup.Copies[0]) with { Database = backup.Database, Type = backup.Type };
        if (copy is null)
        {
            contradictions.Add(RowMatcher.RowWithoutFile(file));
            return file with { Defect = file.Defect ?? "The file is not there." };
        }
        foreach (var bad in backup.Found.Where(each => each is { Defect: not null, Header.IsDamaged: true }))
            contradictions.Add(
                RowMatcher.DamagedFile(
                    bad with
                    {
                        Database = backup.Database,
                    },
                    bad.Defect!,
                    file.Defect is null ? $" The sound copy {file.Path} is used." : ""
                )
            );
        return file;
    }

    private static BackupContradiction OtherThanItsName(KnownBackup backup, BackupFile file, JobFileName name)
    {
        var isOtherType = name.Type != backup.Type;
        return BackupContradiction.Of(
            isOtherType ? BackupContradictionKind.OtherTypeInFile : BackupContradictionKind.OtherDatabaseInFile,
            backup.Database,
            file.Path,
            isOtherType
                ? $"{file.Path} is named as a {name.Type} backup, but holds a {backup.Type} backup of {backup.Database}; it counts for no set of the job."
                : $"{file.Path} is named as a backup of {name.Owner}, but holds one of {backup.Database}; it counts for no set of the job.",
            "Look for the file that should have this name."
        );
    }
}
