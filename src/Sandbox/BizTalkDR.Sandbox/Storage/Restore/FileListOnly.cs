using BizTalkDR.BackupMedia;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Storage.Restore;

/// <summary>RESTORE FILELISTONLY: the files of the database in a backup set, columns as SQL Server 2019 documents them.</summary>
internal static class FileListOnly
{
    private static readonly ResultTable<BackupFileEntry> Table = new()
    {
        { "LogicalName", SqlType.NVarChar(128), file => file.LogicalName },
        { "PhysicalName", SqlType.NVarChar(260), file => file.PhysicalName },
        { "Type", SqlType.Char(1), file => file.Type },
        { "FileGroupName", SqlType.NVarChar(128), file => file.FileGroupName },
        { "Size", SqlType.Decimal(20, 0), file => file.Size },
        { "MaxSize", SqlType.Decimal(20, 0), file => file.MaxSize },
        { "FileId", SqlType.BigInt, file => file.FileId },
        { "CreateLSN", SqlType.Lsn, file => file.CreateLSN },
        { "DropLSN", SqlType.Lsn, file => file.DropLSN ?? 0 },
        { "UniqueId", SqlType.UniqueIdentifier, file => file.UniqueId },
        { "ReadOnlyLSN", SqlType.Lsn, file => file.ReadOnlyLSN ?? 0 },
        { "ReadWriteLSN", SqlType.Lsn, file => file.ReadWriteLSN ?? 0 },
        { "BackupSizeInBytes", SqlType.BigInt, file => file.BackupSizeInBytes },
        { "SourceBlockSize", SqlType.Int, file => file.SourceBlockSize },
        { "FileGroupId", SqlType.Int, file => file.FileGroupId },
        { "LogGroupGUID", SqlType.UniqueIdentifier, file => file.LogGroupGUID },
        { "DifferentialBaseLSN", SqlType.Lsn, file => file.DifferentialBaseLSN ?? 0 },
        { "DifferentialBaseGUID", SqlType.UniqueIdentifier, file => file.DifferentialBaseGUID ?? Guid.Empty },
        { "IsReadOnly", SqlType.Bit, file => file.IsReadOnly ?? false },
        { "IsPresent", SqlType.Bit, file => file.IsPresent ?? true },
        { "TDEThumbprint", SqlType.VarBinary(32), file => file.TDEThumbprint?.ToArray() },
        { "SnapshotUrl", SqlType.NVarChar(360), file => file.SnapshotUrl },
    };

    internal static void Send(BackupSetHeader header, IResultSink sink) => Table.Send(sink, header.Files);
}
