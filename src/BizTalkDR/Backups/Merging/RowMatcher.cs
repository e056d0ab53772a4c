using BizTalkDR.Paths;
using BizTalkDR.Topologies;

namespace BizTalkDR.Backups.Merging;

/// <summary>Finds the backup that a row of the tables speaks of: by the file's name, and verified by its header.</summary>
internal sealed class RowMatcher(ILookup<string, KnownBackup> byName, SearchedFolders searched, List<BackupContradiction> contradictions)
{
    private readonly HashSet<KnownBackup> matched = [];
    private readonly HashSet<UnreadableFile> unreadable = [];

    /// <summary>Whether a row speaks of this backup, or of the file that holds it.</summary>
    public bool IsMatched(KnownBackup backup) => matched.Contains(backup);

    /// <summary>Whether a row speaks of this file.</summary>
    public bool IsMatched(UnreadableFile file) => unreadable.Contains(file);

    /// <summary>The rows of a set with what is known of their backups.</summary>
    public IReadOnlyList<BackupFile> Match(IReadOnlyList<BackupFile> rows)
    {
        var seen = new HashSet<(DatabaseKey, string)>();
        return [.. rows.Select(row => Match(row, isSecond: !seen.Add((row.Database, row.FileName.ToUpperInvariant()))))];
    }

    private BackupFile Match(BackupFile row, bool isSecond)
    {
        var sameName = byName[row.FileName].ToList();
        var candidates = sameName.FindAll(each => IsOf(each, row));
        var backup =
            candidates.Count < 2
                ? candidates.FirstOrDefault()
                : candidates
                    .OrderBy(each => each.Copies.Any(copy => IsAt(copy, row)) ? 0 : 1)
                    // A database that is listed under two spellings of its server has two rows for one file, and a position for each.
                    .ThenBy(each => isSecond && matched.Contains(each) ? 1 : 0)
                    .ThenBy(each => each.Header.Position)
                    // The job's names are its own: what lies in its file by now came later.
                    .ThenBy(each => each.Header.BackupStartDate)
                    .First();
        if (backup is null)
            return WithoutBackup(row, sameName);
        matched.Add(backup);
        return backup.Found.Any() ? Found(row, backup) : Told(row, backup);
    }

    private static bool IsOf(KnownBackup backup, BackupFile row) => backup.Type == row.Type && backup.Database == row.Database;

    private static bool IsAt(BackupFile copy, BackupFile row) => copy.Paths.Any(path => ServerPath.IsSame(path, row.Path));

    private BackupFile Found(BackupFile row, KnownBackup backup)
    {
        var here = backup.Found.FirstOrDefault(copy => IsAt(copy, row));
        var copy = here is { Defect: null } ? here : backup.Found.First();
        if (here is { Defect: { } damage })
            contradictions.Add(DamagedFile(row, damage, copy.Defect is null ? $" The sound copy {copy.Path} is used." : ""));
        else if (here is null && copy.Defect is { } bad)
            contradictions.Add(DamagedFile(row with { Paths = copy.Paths }, bad, ""));
        else if (here is null)
            contradictions.Add(
                BackupContradiction.Of(
                    BackupContradictionKind.MovedFile,
                    row.Database,
                    copy.Path,
                    $"{row.FileName} is not in {ServerPath.Folder(row.Path)}, where the history has it, but was found as {copy.Path} and is read from there.",
                    "Check that the restoring instance can read it there; -BackupPath takes a table of old and new folders."
                )
            );
        return With(row, copy, copy.Paths);
    }

    private static BackupFile With(BackupFile row, BackupFile copy, IReadOnlyList<string> paths) =>
        row with
        {
            Paths = paths,
            StripeCount = copy.StripeCount,
            Position = copy.Position,
            Header = copy.Header,
            HeaderSource = copy.HeaderSource,
            FileList = copy.FileList,
            Defect = copy.Defect,
        };

    // Nobody has seen the file itself: msdb or a given header tells what should be in it.
    private BackupFile Told(BackupFile row, KnownBackup backup)
    {
        var copy = backup.Copies.FirstOrDefault(each => IsAt(each, row)) ?? backup.Copies[0];
        var told = With(row, copy, copy.Paths.Count > 1 && IsAt(copy, row) ? copy.Paths : row.Paths);
        return Missing(told) ?? told;
    }

    private BackupFile WithoutBackup(BackupFile row, List<KnownBackup> sameName)
    {
        var inItsPlace = sameName
            .Where(each => each.Found.Any(copy => IsAt(copy, row)))
            .OrderBy(each => each.Header.Position)
            .FirstOrDefault();
        if (inItsPlace is null)
            return Missing(row) ?? row;
        matched.Add(inItsPlace);
        var isOther = inItsPlace.Database != row.Database;
        var defect = isOther
            ? $"It holds a backup of {inItsPlace.Database}, not of {row.Database}."
            : $"It holds a {inItsPlace.Type} backup, not a {row.Type} backup.";
        contradictions.Add(
            BackupContradiction.Of(
                isOther ? BackupContradictionKind.OtherDatabaseInFile : BackupContradictionKind.OtherTypeInFile,
                row.Database,
                row.Path,
                $"{row.Path} is not what the history says. {defect}",
                "Look for the right file, or restore to a mark that does not need it."
            )
        );
        return row with { Header = inItsPlace.Copies[0].Header, HeaderSource = HistorySource.Files, Defect = defect };
    }

    private BackupFile? Missing(BackupFile row)
    {
        if (searched.Find(row.Path, row.FileName) is { } bad)
        {
            unreadable.Add(bad);
            if (!bad.IsDefect)
                return row with { Obstacle = bad.Reason };
            contradictions.Add(DamagedFile(row, bad.Reason, ""));
            return row with { Defect = bad.Reason };
        }
        if (row.Defect is not null || !searched.Covers(row.Path))
            return null;
        contradictions.Add(RowWithoutFile(row));
        return row with { Defect = "The file is not there." };
    }

    /// <summary>A file that should be there.</summary>
    public static BackupContradiction RowWithoutFile(BackupFile row) =>
        BackupContradiction.Of(
            BackupContradictionKind.RowWithoutFile,
            row.Database,
            row.Path,
            $"{row.Path} ({row.Type} backup of {row.Database}) is not there, and no file of its name that holds it was found.",
            "Bring the file back, or give the folder it was moved to with -BackupPath."
        );

    /// <summary>A file that can't be used.</summary>
    public static BackupContradiction DamagedFile(BackupFile row, string reason, string instead) =>
        BackupContradiction.Of(
            BackupContradictionKind.DamagedFile,
            row.Database,
            row.Path,
            $"{row.Path} ({row.Type} backup of {row.Database}) can't be used: {reason}{instead}",
            instead.Length > 0 ? null : "Look for another copy of the file, or restore to a mark that does not need it."
        );
}
