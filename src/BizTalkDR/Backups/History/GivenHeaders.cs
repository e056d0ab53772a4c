using System.Globalization;
using BizTalkDR.BackupMedia;
using BizTalkDR.Backups.Headers;
using BizTalkDR.Backups.Media;
using BizTalkDR.Backups.Merging;
using BizTalkDR.Errors;
using BizTalkDR.Instances;

namespace BizTalkDR.Backups.History;

/// <summary>
/// Reads headers that came from elsewhere: RESTORE HEADERONLY itself, JSON of it, SMO's ReadBackupHeader, dbatools' Read-DbaBackupHeader and
/// Get-DbaDbBackupHistory, this module's own Get-BtsBackupFile. The names of properties are the only thing they share.
/// </summary>
internal sealed class GivenHeaders(ServerNames servers, FolderMap map)
{
    private static readonly string[] PathNames =
    [
        "FullName",
        "BackupPath",
        "Path",
        "Paths",
        "PhysicalDeviceName",
        "physical_device_name",
        "FilePath",
    ];

    private readonly List<FamilyBackup> families = [];
    private readonly List<UnreadableFile> unreadable = [];
    private readonly GivenIdentities identities = new();

    /// <summary>What the headers say.</summary>
    /// <exception cref="BackupHistoryException">
    /// A header lacks its database, its kind, its LSNs or the path of its file, holds something that can't be, or contradicts another one.
    /// </exception>
    public SourceHistory Read(IReadOnlyList<IReadOnlyDictionary<string, object?>> headers)
    {
        for (var number = 0; number < headers.Count; number++)
            Read(new GivenRow(headers[number]), number + 1);
        identities.Check();
        var contradictions = new List<BackupContradiction>();
        return new SourceHistory
        {
            Source = HistorySource.Headers,
            Backups = [.. FamilyBackup.Join(families, contradictions)],
            Unreadable = unreadable,
            Contradictions = contradictions,
        };
    }

    private void Read(GivenRow row, int number)
    {
        try
        {
            var paths = Paths(row, number);
            // Get-BtsBackupFile tells of files, too, in which no backup can be read.
            if (row.Name(HeaderFields.DatabaseNames) is null && row.Text("Reason") is { } reason)
            {
                unreadable.AddRange(paths.Select(path => new UnreadableFile(path, reason, row.Flag("IsDamaged"))));
                return;
            }
            var family = Family(row, Backup(row, number, paths));
            identities.Add(number, family.File);
            families.Add(family);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw NotUsable(row, number, "HeaderNotReadable", $"{exception.Message}.");
        }
    }

    private static FamilyBackup Family(GivenRow row, BackupFile file) =>
        new()
        {
            File = file,
            MediaSetId = row.Guid("MediaSetId"),
            FamilyCount = (int)(row.Number("FamilyCount") ?? 1),
            FamilySequenceNumber = (int)(row.Number("FamilySequenceNumber") ?? 1),
        };

    private IReadOnlyList<string> Paths(GivenRow row, int number)
    {
        var paths = row.Texts(PathNames);
        return paths.Count > 0
            ? [.. paths.Select(map.Map)]
            : throw NotUsable(
                row,
                number,
                "HeaderWithoutPath",
                "It has no path of its file. RESTORE HEADERONLY shows none: add a property FullName with it."
            );
    }

    private BackupFile Backup(GivenRow row, int number, IReadOnlyList<string> paths)
    {
        var database =
            row.Name(HeaderFields.DatabaseNames) ?? throw NotUsable(row, number, "HeaderWithoutDatabase", "It has no DatabaseName.");
        var type = Type(row) ?? throw NotUsable(row, number, "HeaderWithoutType", "It has no BackupType.");
        if (row.Number("Position") is < 1 and var position)
            throw NotUsable(row, number, "HeaderPosition", $"Its Position is {position}; the sets of a file are counted from 1.");
        var header = HeaderFields.Read(row, type) with { DatabaseName = database };
        if (!header.IsDamaged && (header.FirstLSN is null || header.LastLSN is null))
            throw NotUsable(row, number, "HeaderWithoutLsn", "It has no FirstLSN or no LastLSN.");
        if (header.FirstLSN > header.LastLSN)
            throw NotUsable(
                row,
                number,
                "HeaderLsnOrder",
                string.Format(
                    CultureInfo.InvariantCulture,
                    "Its FirstLSN {0} lies behind its LastLSN {1}, which no backup's does.",
                    header.FirstLSN,
                    header.LastLSN
                )
            );
        return new BackupFile
        {
            Database = servers.Key(header.ServerName, database),
            ServerName = header.ServerName,
            Type = type,
            Paths = paths,
            Position = header.Position,
            BackupDate = header.BackupStartDate,
            Header = header,
            HeaderSource = HistorySource.Headers,
            MarkName = type == BackupType.Log ? row.Text("MarkName", "mark_name") : null,
            MediaSetId = row.Guid("MediaSetId", "media_uuid"),
            MediaFamilyIds = row.Guid("MediaFamilyId", "media_family_id") is { } family ? [family] : [],
            FileList = FileList(row),
            Defect = header.IsDamaged
                ? $"Its header says that the backup is damaged. {row.Text("Reason")}".TrimEnd()
                : DeviceDefect.Of(row, paths),
        };
    }

    private static IReadOnlyList<DatabaseFileLayout> FileList(GivenRow row) =>
        [
            .. row.Rows("FileList")
                .Select(file =>
                    file is BackupFileEntry entry ? MediaHeaders.Layout(entry)
                    : file is IReadOnlyDictionary<string, object?> properties ? Layout(new GivenRow(properties))
                    : null
                )
                .OfType<DatabaseFileLayout>(),
        ];

    private static DatabaseFileLayout? Layout(GivenRow file) =>
        file.Text("LogicalName") is { } logical && file.Text("PhysicalName") is { } physical
            ? new DatabaseFileLayout
            {
                LogicalName = logical,
                PhysicalName = physical,
                Kind = HeaderRow.Kind(file.Text("Type", "FileType")?.Substring(0, 1).ToUpperInvariant()),
                SizeBytes = file.Bytes("Size") ?? 0,
                FileGuid = file.Guid("UniqueId"),
            }
            : null;

    // HEADERONLY numbers the kinds, msdb has letters, others words.
    private static BackupType? Type(GivenRow row)
    {
        var text = row.Text("BackupType", "BackupTypeDescription", "Type");
        if (text is null)
            return null;
        return text.ToUpperInvariant() switch
        {
            "1" or "D" or "DB" or "DATABASE" or "FULL" => BackupType.Full,
            "2" or "L" or "LG" or "LOG" or "TRANSACTIONLOG" or "TRANSACTION LOG" => BackupType.Log,
            "5" or "I" or "DIFF" or "DIFFERENTIALDATABASE" or "DATABASE DIFFERENTIAL" or "DIFFERENTIAL" => BackupType.Differential,
            _ => BackupType.Other,
        };
    }

    private static BackupHistoryException NotUsable(GivenRow row, int number, string errorId, string what)
    {
        var database = row.Name(HeaderFields.DatabaseNames);
        var called = database is null ? "" : $" (database {database})";
        return new BackupHistoryException(
            errorId,
            string.Format(CultureInfo.InvariantCulture, "Header {0}{1} can't be used. {2}", number, called, what)
        )
        {
            Server = row.Text(HeaderFields.ServerNames),
            Database = database,
            Remedy =
                "Give objects with the properties of RESTORE HEADERONLY (ServerName, DatabaseName, BackupType, Position, FirstLSN, LastLSN ...) and the path of the file as FullName. This one has: "
                + string.Join(", ", row.Names.OrderBy(name => name, StringComparer.OrdinalIgnoreCase))
                + ".",
        };
    }
}
