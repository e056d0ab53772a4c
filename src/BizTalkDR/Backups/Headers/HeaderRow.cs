using BizTalkDR.Sql;

namespace BizTalkDR.Backups.Headers;

/// <summary>Rows of RESTORE HEADERONLY and FILELISTONLY, and of msdb.dbo.backupset, which has the same columns by other names.</summary>
internal static class HeaderRow
{
    public static BackupHeader Read(SqlRow row) => HeaderFields.Read(new RowValues(row), Type(row.Int("BackupType")));

    public static BackupHeader ReadMsdb(SqlRow row) => HeaderFields.Read(new RowValues(row), Type(row.Text("type")));

    public static DatabaseFileLayout ReadFile(SqlRow row) =>
        new()
        {
            LogicalName = row.RequiredText("LogicalName"),
            PhysicalName = row.RequiredText("PhysicalName"),
            Kind = Kind(row.Text("Type")),
            SizeBytes = row.Long("Size") ?? 0,
            FileGuid = row.Guid("UniqueId"),
        };

    /// <summary>The kind of a file by FILELISTONLY's letter.</summary>
    public static DatabaseFileKind Kind(string? letter) =>
        letter switch
        {
            "L" => DatabaseFileKind.Log,
            "S" => DatabaseFileKind.FileStream,
            "F" => DatabaseFileKind.FullText,
            _ => DatabaseFileKind.Rows,
        };

    // 1 database, 2 log, 5 differential database; 4 file, 6 differential file, 7 partial, 8 differential partial.
    private static BackupType Type(int? code) =>
        code switch
        {
            1 => BackupType.Full,
            2 => BackupType.Log,
            5 => BackupType.Differential,
            _ => BackupType.Other,
        };

    private static BackupType Type(string? letter) =>
        letter?.Trim() switch
        {
            "D" => BackupType.Full,
            "L" => BackupType.Log,
            "I" => BackupType.Differential,
            _ => BackupType.Other,
        };
}
