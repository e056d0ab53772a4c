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

    /// <summary>What the headers say.</summary>
    /// <exception cref="BackupHistoryException">A header lacks its database, its kind, its LSNs or the path of its file.</exception>
    public SourceHistory Read(IReadOnlyList<IReadOnlyDictionary<string, object?>> headers)
    {
        for (var number = 0; number < headers.Count; number++)
            Read(new GivenRow(headers[number]), number + 1);
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
            if (row.Text(HeaderFields.DatabaseNames) is null && row.Text("Reason") is { } reason)
                unreadable.AddRange(paths.Select(path => new UnreadableFile(path, reason, row.Flag("IsDamaged"))));
            else
                families.Add(Family(row, Backup(row, number, paths)));
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
            row.Text(HeaderFields.DatabaseNames) ?? throw NotUsable(row, number, "HeaderWithoutDatabase", "It has no DatabaseName.");
        var type = Type(row) ?? throw NotUsable(row, number, "HeaderWithoutType", "It has no BackupType.");
        var header = HeaderFields.Read(row, type);
        if (!header.IsDamaged && (header.FirstLSN is null || header.LastLSN is null))
            throw NotUsable(row, number, "HeaderWithoutLsn", "It has no FirstLSN or no LastLSN.");
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
            FileList = type == BackupType.Full ? FileList(row) : [],
            Defect = header.IsDamaged ? $"Its header says that the backup is damaged. {row.Text("Reason")}".TrimEnd() : null,
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
            "1" or "D" or "DATABASE" or "FULL" => BackupType.Full,
            "2" or "L" or "LOG" or "TRANSACTION LOG" => BackupType.Log,
            "5" or "I" or "DIFFERENTIALDATABASE" or "DATABASE DIFFERENTIAL" or "DIFFERENTIAL" => BackupType.Differential,
            _ => BackupType.Other,
        };
    }

    private static BackupHistoryException NotUsable(GivenRow row, int number, string errorId, string what)
    {
        var database = row.Text(HeaderFields.DatabaseNames);
        var called = database is null ? "" : $" (database {database})";
        return new BackupHistoryException(
            errorId,
            string.Format(CultureInfo.InvariantCulture, "Header {0}{1} can't be used. {2}", number, called, what)
        )
        {
            Server = row.Text("ServerName", "server_name", "SqlInstance"),
            Database = database,
            Remedy =
                "Give objects with the properties of RESTORE HEADERONLY (ServerName, DatabaseName, BackupType, Position, FirstLSN, LastLSN ...) and the path of the file as FullName. This one has: "
                + string.Join(", ", row.Names.OrderBy(name => name, StringComparer.OrdinalIgnoreCase))
                + ".",
        };
    }
}
