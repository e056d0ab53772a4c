using BizTalkDR.BackupMedia;
using BizTalkDR.BackupMedia.Files;
using BizTalkDR.Backups.Headers;
using MediaType = BizTalkDR.BackupMedia.BackupType;

namespace BizTalkDR.Backups.Media;

/// <summary>Headers as the library for backup files reads them, in the words of the engine.</summary>
internal static class MediaHeaders
{
    /// <summary>The header of a set whose database and kind are known.</summary>
    public static BackupHeader Header(BackupFileHeader set) => HeaderFields.Read(new MediaValues(set), Type(set.BackupType));

    /// <summary>The files of the database, but those that were dropped: a log backup names the ones that were added since the full backup, too.</summary>
    public static IReadOnlyList<DatabaseFileLayout> FileList(MediaType? type, IEnumerable<BackupFileEntry>? files) =>
        type is MediaType.Database or MediaType.Log or MediaType.DifferentialDatabase
            ? [.. (files ?? []).Where(file => file.DropLSN is null or 0).Select(Layout)]
            : [];

    /// <summary>One file of a database.</summary>
    public static DatabaseFileLayout Layout(BackupFileEntry file) =>
        new()
        {
            LogicalName = file.LogicalName,
            PhysicalName = file.PhysicalName,
            Kind = HeaderRow.Kind(file.Type),
            SizeBytes = file.Size,
            FileGuid = file.UniqueId == Guid.Empty ? null : file.UniqueId,
        };

    private static BackupType Type(MediaType? type) =>
        type switch
        {
            MediaType.Database => BackupType.Full,
            MediaType.Log => BackupType.Log,
            MediaType.DifferentialDatabase => BackupType.Differential,
            _ => BackupType.Other,
        };
}
