using BizTalkDR.BackupMedia.Mtf;
using static BizTalkDR.BackupMedia.Configuration.ConfigurationFields;

namespace BizTalkDR.BackupMedia.Configuration;

/// <summary>The SFGI records (filegroups) and SFIN records (files).</summary>
internal static class FileRecords
{
    private const int FilegroupFixedLength = 0xE0;
    private const int FilegroupMark = 16;

    public static (int Id, string? Name) ReadFilegroup(ReadOnlySpan<byte> record) =>
        (
            RecordField.Int32(record, FilegroupField.Id),
            TextAddress.Read(RecordField.At(record, FilegroupField.Name, TextAddress.Size)).TextIn(record)
        );

    public static byte[] WriteFilegroup(int id, string? name)
    {
        var texts = new TextArea(FilegroupFixedLength);
        var address = texts.Add(name);
        var record = new byte[texts.End];
        RecordField.WriteHeader(record, ConfigurationFields.FilegroupRecord);
        texts.CopyTo(record);
        RecordField.Write(record, FilegroupField.IdInHeader, FilegroupMark);
        RecordField.Write(record, FilegroupField.Id, id);
        address.Write(record.AsSpan(FilegroupField.Name));
        return record;
    }

    public static BackupFileEntry ReadFile(ReadOnlySpan<byte> record)
    {
        var baseLsn = RecordField.LsnOrNull(record, FileField.DifferentialBaseLsn);
        return new BackupFileEntry
        {
            LogicalName = TextAddress.Read(RecordField.At(record, FileField.LogicalName, TextAddress.Size)).TextIn(record) ?? "",
            PhysicalName = TextAddress.Read(RecordField.At(record, FileField.PhysicalName, TextAddress.Size)).TextIn(record) ?? "",
            Type = RecordField.Int32(record, FileField.Kind) switch
            {
                FileField.KindData => "D",
                FileField.KindLog => "L",
                _ => null,
            },
            Size = RecordField.Int64(record, FileField.Size),
            MaxSize = RecordField.Int64(record, FileField.MaxSize),
            FileId = RecordField.Int32(record, FileField.FileId),
            FileGroupId = RecordField.Int32(record, FileField.FileGroupId),
            SourceBlockSize = RecordField.Int32(record, FileField.SourceBlockSize),
            CreateLSN = RecordField.Lsn(record, FileField.CreateLsn),
            DropLSN = RecordField.LsnOrNull(record, FileField.DropLsn),
            DifferentialBaseLSN = baseLsn,
            DifferentialBaseGUID = baseLsn is null ? null : RecordField.GuidOrNull(record, FileField.DifferentialBaseGuid),
            UniqueId = RecordField.Guid(record, FileField.UniqueId),
            BackupSizeInBytes = RecordField.Int64(record, FileField.BackupSize),
        };
    }

    public static byte[] WriteFile(BackupFileEntry file)
    {
        var texts = new TextArea(FileField.FixedLength);
        var logicalName = texts.Add(file.LogicalName);
        var physicalName = texts.Add(file.PhysicalName);
        var record = new byte[texts.End];
        RecordField.WriteHeader(record, ConfigurationFields.FileRecord);
        texts.CopyTo(record);
        logicalName.Write(record.AsSpan(FileField.LogicalName));
        physicalName.Write(record.AsSpan(FileField.PhysicalName));
        RecordField.Write(record, FileField.PageSize, 8192);
        RecordField.Write(record, FileField.FileId, (int)file.FileId);
        RecordField.Write(
            record,
            FileField.Kind,
            file.Type switch
            {
                "D" => FileField.KindData,
                "L" => FileField.KindLog,
                _ => 0,
            }
        );
        RecordField.Write(record, FileField.SourceBlockSize, file.SourceBlockSize);
        RecordField.Write(record, FileField.FileGroupId, file.FileGroupId);
        RecordField.Write(record, FileField.Size, file.Size);
        RecordField.Write(record, FileField.MaxSize, file.MaxSize);
        RecordField.Write(record, FileField.CreateLsn, file.CreateLSN);
        RecordField.Write(record, FileField.DropLsn, file.DropLSN);
        RecordField.Write(record, FileField.DifferentialBaseLsn, file.DifferentialBaseLSN);
        RecordField.Write(record, FileField.DifferentialBaseGuid, file.DifferentialBaseGUID);
        RecordField.Write(record, FileField.UniqueId, file.UniqueId);
        RecordField.Write(record, FileField.BackupSize, file.BackupSizeInBytes);
        return record;
    }
}
