using BizTalkDR.BackupMedia.Files;
using BizTalkDR.Backups.Merging;
using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Paths;

namespace BizTalkDR.Backups.Media;

/// <summary>Reads the backups in files and folders without any SQL Server. Stripes of one backup are put together.</summary>
internal sealed class BackupFolder(ServerNames servers, FolderMap map)
{
    private const int AtOnce = 8;
    private static readonly string[] BackupExtensions = [".bak", ".trn", ".dif"];

    private readonly List<FamilyBackup> families = [];
    private readonly List<UnreadableFile> unreadable = [];
    private readonly List<string> warnings = [];

    /// <summary>What the files say.</summary>
    /// <param name="paths">Files and folders, as this computer sees them; folders are searched with all their subfolders.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="BackupHistoryException">A path is neither a file nor a folder.</exception>
    public SourceHistory Read(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var named = new HashSet<string>(paths, StringComparer.Ordinal);
        foreach (var header in BackupFileReader.ReadAll(Find(paths, cancellationToken), AtOnce, cancellationToken))
            Add(header, named.Contains(header.Path));
        var contradictions = new List<BackupContradiction>();
        return new SourceHistory
        {
            Source = HistorySource.Files,
            Backups = [.. FamilyBackup.Join(families, contradictions)],
            Unreadable = unreadable,
            Searched = [.. paths.Concat(paths.Select(map.Map)).Distinct(ServerPath.Comparer)],
            Contradictions = contradictions,
            Warnings = warnings,
        };
    }

    private IEnumerable<FoundFile> Find(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (!BackupFileSearch.Exists(path))
                throw Missing(path);
            foreach (var file in new BackupFileSearch(recurse: true, null, cancellationToken).Find(path))
            {
                if (file.Failure is { } failure)
                    warnings.Add($"{file.Path} can't be searched for backups: {failure.Message}");
                else if (seen.Add(file.Path))
                    yield return file;
            }
        }
    }

    private void Add(BackupFileHeader header, bool isNamed)
    {
        var path = map.Map(header.Path);
        if (header.DatabaseName is not { } database || header.BackupType is not { } type || header.Position is not { } position)
        {
            // A folder may hold other files too; one that was named, or is called like a backup, should be one.
            var isForeign = header.MediaSetId is null && header.IsDamaged;
            if (isNamed || !isForeign || BackupExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
                unreadable.Add(new UnreadableFile(path, header.Reason ?? "Nothing in it can be read.", header.IsDamaged));
            return;
        }
        var read = MediaHeaders.Header(header);
        var file = new BackupFile
        {
            Database = servers.Key(header.ServerName, database),
            ServerName = header.ServerName,
            Type = read.BackupType,
            Paths = [path],
            Position = position,
            BackupDate = header.BackupStartDate,
            Header = read,
            HeaderSource = HistorySource.Files,
            FileList = MediaHeaders.FileList(type, header.FileList),
            Defect = header.IsDamaged
                ? $"The backup set at position {position} is damaged or not finished. {header.Reason}".TrimEnd()
                : null,
        };
        families.Add(
            new FamilyBackup
            {
                File = file,
                MediaSetId = header.MediaSetId,
                FamilyCount = header.FamilyCount ?? 1,
                FamilySequenceNumber = header.FamilySequenceNumber ?? 1,
            }
        );
    }

    private static BackupHistoryException Missing(string path) =>
        new("BackupPathNotFound", $"There is no file or folder {path} to read backups from.")
        {
            Remedy = "Check the path, and that this account on this computer may read it.",
        };
}
