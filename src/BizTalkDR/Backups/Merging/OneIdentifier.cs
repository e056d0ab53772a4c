using BizTalkDR.Paths;
using BizTalkDR.Text;

namespace BizTalkDR.Backups.Merging;

/// <summary>
/// What is told of one BackupSetGUID must be one backup: its copies and stripes have its kind, its database and its range of the log. Where sources
/// tell otherwise, the identifier proves nothing: each is a backup of its own, the contradiction is named, and a file whose own header differs from
/// what others tell of the same path is not used.
/// </summary>
internal static class OneIdentifier
{
    /// <summary>The backups behind one identifier: one, unless the sources contradict each other.</summary>
    public static IEnumerable<List<BackupFile>> Split(Guid guid, List<BackupFile> same, List<BackupContradiction> contradictions)
    {
        // A damaged header may say anything.
        var sound = same.FindAll(file => file.Defect is null);
        if (sound.TrueForAll(file => IsSame(file, sound[0])))
            return [same];
        var groups = new List<List<BackupFile>>();
        // In an order of their own, so that the result does not depend on that of the sources.
        var ordered = same.OrderBy(file => file.HeaderSource)
            .ThenBy(file => file.Path, StringComparer.Ordinal)
            .ThenBy(file => file.Position)
            .ThenBy(file => file.Header!.FirstLSN)
            .ThenBy(file => file.Header!.LastLSN)
            .ToList();
        foreach (var file in ordered)
        {
            if (groups.Find(group => IsSame(group[0], file)) is { } group)
                group.Add(file);
            else
                groups.Add([file]);
        }
        contradictions.Add(Contradiction(guid, groups));
        return groups.Select(group => group.ConvertAll(file => Doubted(file, ordered)));
    }

    private static bool IsSame(BackupFile left, BackupFile right) =>
        left.Type == right.Type
        && left.Header!.DatabaseName.SameAs(right.Header!.DatabaseName)
        && left.Header.FirstLSN == right.Header.FirstLSN
        && left.Header.LastLSN == right.Header.LastLSN;

    private static BackupFile Doubted(BackupFile file, List<BackupFile> same)
    {
        if (file is not { HeaderSource: HistorySource.Files, Defect: null })
            return file;
        var other = same.Find(each =>
            each.HeaderSource != HistorySource.Files
            && each.Position == file.Position
            && ServerPath.IsSame(each.Path, file.Path)
            && !IsSame(each, file)
        );
        return other is null
            ? file
            : file with
            {
                Defect =
                    $"Its header tells of a {file.Header}, but {other.HeaderSource} of a {other.Header} under the same BackupSetGUID: one of them is damaged.",
            };
    }

    private static BackupContradiction Contradiction(Guid guid, List<List<BackupFile>> groups) =>
        BackupContradiction.Of(
            BackupContradictionKind.OneIdentifierTwice,
            groups[0][0].Database,
            groups[0][0].Path,
            $"BackupSetGUID {guid} is told of {groups.Count} different backups: "
                + string.Join("; ", groups.Select(group => $"{group[0].Path} ({group[0].Header})"))
                + ".",
            "Let an instance read the files (RESTORE HEADERONLY), and look which source is wrong; until then none of them is proven."
        );
}
