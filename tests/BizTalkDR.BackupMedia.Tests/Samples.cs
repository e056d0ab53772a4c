using BizTalkDR.BackupMedia.Media;

namespace BizTalkDR.BackupMedia.Tests;

/// <summary>Backup sets for tests that write files themselves.</summary>
internal static class Samples
{
    public static MediaHeader Media { get; } = new() { MediaDate = new DateTime(2026, 11, 21, 9, 0, 0) };

    public static BackupSetHeader Set(BackupType type, decimal firstLsn = 34_000000006900179m, decimal lastLsn = 34_000000026100001m) =>
        new()
        {
            BackupName = "BizTalkMsgBoxDb-Full Database Backup",
            BackupDescription = "Set before the failback: Größe, 日本",
            BackupType = type,
            ExpirationDate = new DateTime(2026, 12, 1, 0, 0, 0),
            UserName = "CONTOSO\\backup",
            ServerName = "SQL01\\BTS",
            DatabaseName = "BizTalk MsgBox]Db",
            DatabaseVersion = 904,
            DatabaseCreationDate = new DateTime(2024, 2, 29, 23, 59, 59),
            FirstLSN = firstLsn,
            LastLSN = lastLsn,
            CheckpointLSN = firstLsn,
            DatabaseBackupLSN = firstLsn,
            BackupStartDate = new DateTime(2026, 11, 21, 9, 15, 0),
            BackupFinishDate = new DateTime(2026, 11, 21, 9, 15, 7),
            TimeZoneOffset = TimeSpan.FromHours(-5),
            SortOrder = 52,
            CodePage = 0,
            UnicodeLocaleId = 1033,
            UnicodeComparisonStyle = 196609,
            CompatibilityLevel = 150,
            SoftwareVendorId = 4608,
            SoftwareVersionMajor = 15,
            SoftwareVersionMinor = 0,
            SoftwareVersionBuild = 4430,
            MachineName = "SQL01",
            BindingID = Guid.NewGuid(),
            RecoveryForkID = new Guid("11111111-2222-3333-4444-555555555555"),
            FirstRecoveryForkID = new Guid("11111111-2222-3333-4444-555555555555"),
            Collation = "SQL_Latin1_General_CP1_CI_AS",
            FamilyGUID = Guid.NewGuid(),
            RecoveryModel = "FULL",
            BeginsLogChain = type == BackupType.Log,
            DifferentialBaseLSN = type == BackupType.DifferentialDatabase ? 34_000000000100001m : null,
            DifferentialBaseGUID = type == BackupType.DifferentialDatabase ? Guid.NewGuid() : null,
            BackupSetGUID = Guid.NewGuid(),
            Containment = 0,
            Files =
            [
                new BackupFileEntry
                {
                    LogicalName = "MsgBox",
                    PhysicalName = @"D:\Data\MsgBox.mdf",
                    Type = "D",
                    FileGroupName = "PRIMARY",
                    FileGroupId = 1,
                    FileId = 1,
                    Size = 8 << 20,
                    MaxSize = 35184372080640,
                    UniqueId = Guid.NewGuid(),
                    BackupSizeInBytes = 6 << 20,
                    IsPresent = true,
                    IsReadOnly = false,
                    ReadOnlyLSN = 0,
                    ReadWriteLSN = 0,
                },
                new BackupFileEntry
                {
                    LogicalName = "MsgBox_log",
                    PhysicalName = @"E:\Log\MsgBox.ldf",
                    Type = "L",
                    FileId = 2,
                    Size = 1 << 20,
                    MaxSize = 2199023255552,
                    UniqueId = Guid.NewGuid(),
                    CreateLSN = 5,
                    IsPresent = true,
                },
            ],
        };

    public static byte[] Bytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static byte[] ReadAll(this Stream stream)
    {
        using (stream)
        {
            var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
    }

    public static void WriteSet(this BackupSetWriter writer, byte[]? data = null, byte[]? log = null)
    {
        using (writer)
        {
            if (data is not null)
                writer.Write(PayloadKind.Data, new MemoryStream(data));
            if (log is not null)
                writer.Write(PayloadKind.Log, new MemoryStream(log));
            writer.Complete();
        }
    }
}
