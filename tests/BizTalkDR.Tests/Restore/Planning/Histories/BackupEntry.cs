using System.Globalization;
using BizTalkDR.BackupMedia.Files;
using BizTalkDR.Sql;
using MediaType = BizTalkDR.BackupMedia.BackupType;

namespace BizTalkDR.Tests.Restore.Planning.Histories;

/// <summary>A backup set that lies on the share, whatever any history says of it.</summary>
internal sealed record BackupEntry(
    IReadOnlyList<string> Paths,
    int Position,
    MediaType Type,
    string Database,
    DateTime Start,
    decimal LastLsn
)
{
    private string Source =>
        $"FROM {string.Join(", ", Paths.Select(path => $"DISK = {SqlIdentifier.Literal(path)}"))} WITH FILE = {Position.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>All sets in a folder, in the order in which they were taken; the members of a striped set are one.</summary>
    public static List<BackupEntry> ReadAll(string folder, string share) =>
        [
            .. BackupFileReader
                .ReadAll(new BackupFileSearch(recurse: false).Find(folder), 2)
                .Where(header => header is { BackupType: not null, DatabaseName: not null })
                .GroupBy(header => (header.MediaSetId, header.Position, header.BackupSetGUID))
                .Select(set => Of([.. set.OrderBy(member => member.FamilySequenceNumber)], share))
                .OrderBy(entry => entry.Start)
                .ThenBy(entry => entry.LastLsn),
        ];

    /// <summary>The statement that restores it and leaves the database RESTORING.</summary>
    public string Restore(string? stopAtMark = null) =>
        Type == MediaType.Log
            ? $"RESTORE LOG {SqlIdentifier.Quote(Database)} {Source}, NORECOVERY"
                + (stopAtMark is null ? "" : $", STOPATMARK = {SqlIdentifier.Literal(stopAtMark)}")
            : $"RESTORE DATABASE {SqlIdentifier.Quote(Database)} {Source}, NORECOVERY" + (Type == MediaType.Database ? ", REPLACE" : "");

    private static BackupEntry Of(List<BackupFileHeader> members, string share) =>
        new(
            [.. members.Select(member => $@"{share}\{Path.GetFileName(member.Path)}")],
            members[0].Position!.Value,
            members[0].BackupType!.Value,
            members[0].DatabaseName!,
            members[0].BackupStartDate ?? default,
            members[0].LastLSN ?? 0
        );
}
