using BizTalkDR.BackupMedia.Mtf;
using static BizTalkDR.BackupMedia.Configuration.ConfigurationFields;

namespace BizTalkDR.BackupMedia.Configuration;

/// <summary>The SCIN record: the backup set and its database.</summary>
internal static class SetRecord
{
    public static BackupSetHeader Read(ReadOnlySpan<byte> whole, BackupSetHeader header)
    {
        // The texts begin where the fixed part ends; older versions have a shorter one.
        var fixedLength = TextAddress.Read(RecordField.At(whole, SetField.DatabaseName, TextAddress.Size)).Offset;
        var record = fixedLength > SetField.DatabaseName && fixedLength < whole.Length ? whole.Slice(0, fixedLength) : whole;
        var type = TypeOf(RecordField.At(record, SetField.Type, 1)[0]);
        var flags = RecordField.Int32(record, SetField.Flags);
        var status = RecordField.Int32(record, SetField.DatabaseStatus);
        var differential = type is BackupType.DifferentialDatabase or BackupType.DifferentialFile or BackupType.DifferentialPartial;
        var firstLsn = RecordField.Lsn(record, SetField.FirstLsn);
        var lastLsn = RecordField.Lsn(record, SetField.LastLsn);
        var fork = RecordField.Guid(record, SetField.RecoveryForkId);
        var forkPoint = RecordField.Lsn(record, SetField.ForkPointLsn);
        // A fork that lies before the set is history of the database, not of the set; the first log after a recovery may begin right at it.
        var forksInside = forkPoint >= firstLsn && forkPoint <= lastLsn;
        return header with
        {
            BackupType = type,
            DatabaseName = TextAddress.Read(RecordField.At(record, SetField.DatabaseName, TextAddress.Size)).TextIn(whole),
            ServerName = TextAddress.Read(RecordField.At(record, SetField.ServerName, TextAddress.Size)).TextIn(whole),
            DatabaseVersion = RecordField.UInt16(record, SetField.DatabaseVersion),
            DatabaseCreationDate = MtfDate.Read(RecordField.At(record, SetField.DatabaseCreationDate, MtfDate.Length)),
            BackupStartDate = MtfDate.Read(RecordField.At(record, SetField.StartDate, MtfDate.Length)),
            BackupFinishDate = MtfDate.Read(RecordField.At(record, SetField.FinishDate, MtfDate.Length)),
            BackupSize = RecordField.Int64(record, SetField.BackupSize),
            CompressedBackupSize =
                record.Length < SetField.FixedLength2008 ? null : RecordField.Int64(record, SetField.CompressedBackupSize),
            FirstLSN = firstLsn,
            LastLSN = lastLsn,
            CheckpointLSN = RecordField.Lsn(record, SetField.CheckpointLsn),
            DatabaseBackupLSN = RecordField.Lsn(record, SetField.DatabaseBackupLsn),
            SortOrder = RecordField.At(record, SetField.SortOrder, 1)[0],
            UnicodeLocaleId = RecordField.Int32(record, SetField.UnicodeLocaleId),
            UnicodeComparisonStyle = RecordField.Int32(record, SetField.UnicodeComparisonStyle),
            CompatibilityLevel = RecordField.At(record, SetField.CompatibilityLevel, 1)[0],
            SoftwareVersionMajor = RecordField.At(record, SetField.MajorVersion, 1)[0],
            SoftwareVersionMinor = RecordField.At(record, SetField.MinorVersion, 1)[0],
            SoftwareVersionBuild = RecordField.UInt16(record, SetField.Build),
            Flags = flags,
            BindingID = RecordField.GuidOrNull(record, SetField.BindingId),
            RecoveryForkID = fork == Guid.Empty ? null : fork,
            FirstRecoveryForkID =
                fork == Guid.Empty ? null
                : forksInside ? RecordField.Guid(record, SetField.PreviousForkId)
                : fork,
            ForkPointLSN = forksInside ? forkPoint : null,
            FamilyGUID = RecordField.GuidOrNull(record, SetField.FamilyGuid),
            Collation = CollationCode.NameOf(
                (uint)RecordField.Int32(record, SetField.CollationCode),
                RecordField.At(record, SetField.CollationSortOrder, 1)[0]
            ),
            RecoveryModel =
                (status & StatusBit.TruncateLogOnCheckpoint) != 0 ? "SIMPLE"
                : (status & StatusBit.SelectIntoBulkCopy) != 0 ? "BULK-LOGGED"
                : "FULL",
            DifferentialBaseLSN = differential ? RecordField.LsnOrNull(record, SetField.DifferentialBaseLsn) : null,
            DifferentialBaseGUID = differential ? RecordField.GuidOrNull(record, SetField.DifferentialBaseGuid) : null,
            HasBulkLoggedData = (flags & 1) != 0,
            IsSnapshot = (flags & 2) != 0,
            IsReadOnly = (flags & 4) != 0,
            IsSingleUser = (flags & 8) != 0,
            HasBackupChecksums = (flags & 16) != 0,
            IsDamaged = (flags & 32) != 0,
            Reason = (flags & 32) != 0 ? "The database was damaged when it was backed up." : null,
            HasIncompleteMetaData = (flags & 128) != 0,
            IsForceOffline = (flags & 256) != 0,
            BeginsLogChain = type == BackupType.Log && RecordField.Lsn(record, SetField.LastLogBackupLsn) == 0,
        };
    }

    public static byte[] Write(BackupSetHeader header)
    {
        var texts = new TextArea(SetField.FixedLength2016);
        var databaseName = texts.Add(header.DatabaseName);
        var serverName = texts.Add(header.ServerName);
        var record = new byte[texts.End];
        RecordField.WriteHeader(record, ConfigurationFields.SetRecord);
        texts.CopyTo(record);
        databaseName.Write(record.AsSpan(SetField.DatabaseName));
        serverName.Write(record.AsSpan(SetField.ServerName));
        RecordField.Write(record, SetField.Flags, FlagsOf(header));
        RecordField.Write(record, SetField.DataFileCount, header.Files.Count(file => file.Type != "L"));
        RecordField.Write(record, SetField.LogFileCount, header.Files.Count(file => file.Type == "L"));
        RecordField.Write(record, SetField.Build, (ushort)(header.SoftwareVersionBuild ?? 0));
        record[SetField.MinorVersion] = (byte)(header.SoftwareVersionMinor ?? 0);
        record[SetField.MajorVersion] = (byte)(header.SoftwareVersionMajor ?? 0);
        WriteLogPositions(record, header);
        MtfDate.Write(record.AsSpan(SetField.DatabaseCreationDate), header.DatabaseCreationDate);
        MtfDate.Write(record.AsSpan(SetField.StartDate), header.BackupStartDate);
        MtfDate.Write(record.AsSpan(SetField.FinishDate), header.BackupFinishDate);
        record[SetField.Type] = LetterOf(header.BackupType);
        record[SetField.SortOrder] = (byte)(header.SortOrder ?? 0);
        record[SetField.CompatibilityLevel] = (byte)(header.CompatibilityLevel ?? 0);
        RecordField.Write(record, SetField.DatabaseVersion, (ushort)(header.DatabaseVersion ?? 0));
        RecordField.Write(record, SetField.BackupSize, header.BackupSize ?? 0);
        RecordField.Write(record, SetField.CompressedBackupSize, header.CompressedBackupSize ?? 0);
        RecordField.Write(record, SetField.UnicodeLocaleId, header.UnicodeLocaleId ?? 0);
        RecordField.Write(record, SetField.UnicodeComparisonStyle, header.UnicodeComparisonStyle ?? 0);
        RecordField.Write(record, SetField.BindingId, header.BindingID);
        RecordField.Write(record, SetField.FamilyGuid, header.FamilyGUID);
        var (code, sortOrder) = CollationCode.Of(header.Collation);
        RecordField.Write(record, SetField.CollationCode, (int)code);
        record[SetField.CollationSortOrder] = sortOrder;
        RecordField.Write(record, SetField.DatabaseStatus, StatusOf(header.RecoveryModel));
        return record;
    }

    private static void WriteLogPositions(byte[] record, BackupSetHeader header)
    {
        RecordField.Write(record, SetField.FirstLsn, header.FirstLSN);
        RecordField.Write(record, SetField.LastLsn, header.LastLSN);
        RecordField.Write(record, SetField.CheckpointLsn, header.CheckpointLSN);
        RecordField.Write(record, SetField.DatabaseBackupLsn, header.DatabaseBackupLSN);
        RecordField.Write(record, SetField.EndLsn, header.LastLSN);
        RecordField.Write(record, SetField.RecoveryForkId, header.RecoveryForkID);
        RecordField.Write(record, SetField.ForkPointLsn, header.ForkPointLSN);
        RecordField.Write(record, SetField.PreviousForkId, header.ForkPointLSN is null ? null : header.FirstRecoveryForkID);
        RecordField.Write(record, SetField.DifferentialBaseLsn, header.DifferentialBaseLSN);
        RecordField.Write(record, SetField.DifferentialBaseGuid, header.DifferentialBaseGUID);
        // Zero says that no log was backed up before; else it is where the log backup before this one ended.
        if (header.BackupType == BackupType.Log && !header.BeginsLogChain)
            RecordField.Write(record, SetField.LastLogBackupLsn, header.FirstLSN);
    }

    private static int FlagsOf(BackupSetHeader header) =>
        SetField.FlagAlways
        | (header.HasBulkLoggedData ? 1 : 0)
        | (header.IsSnapshot ? 2 : 0)
        | (header.IsReadOnly ? 4 : 0)
        | (header.IsSingleUser ? 8 : 0)
        | (header.HasBackupChecksums ? 16 : 0)
        | (header.IsDamaged ? 32 : 0)
        | (header.HasIncompleteMetaData ? 128 : 0)
        | (header.IsForceOffline ? 256 : 0)
        | (header.DifferentialBaseLSN is null ? 0 : SetField.FlagDifferential);

    private static int StatusOf(string? recoveryModel) =>
        StatusBit.PageChecksums
        | recoveryModel switch
        {
            "SIMPLE" => StatusBit.TruncateLogOnCheckpoint,
            "BULK-LOGGED" or "BULK_LOGGED" => StatusBit.SelectIntoBulkCopy,
            _ => 0,
        };

    // The letters are those of msdb.dbo.backupset.type.
    private static BackupType? TypeOf(byte letter) =>
        (char)letter switch
        {
            'D' => BackupType.Database,
            'L' => BackupType.Log,
            'I' => BackupType.DifferentialDatabase,
            'F' => BackupType.File,
            'G' => BackupType.DifferentialFile,
            'P' => BackupType.Partial,
            'Q' => BackupType.DifferentialPartial,
            _ => null,
        };

    private static byte LetterOf(BackupType? type) =>
        (byte)(
            type switch
            {
                BackupType.Database => 'D',
                BackupType.Log => 'L',
                BackupType.DifferentialDatabase => 'I',
                BackupType.File => 'F',
                BackupType.DifferentialFile => 'G',
                BackupType.Partial => 'P',
                BackupType.DifferentialPartial => 'Q',
                _ => throw new ArgumentException("A backup set can't be written without a backup type."),
            }
        );
}
