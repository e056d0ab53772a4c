using BizTalkDR.BackupMedia;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Logging;
using BizTalkDR.Sandbox.Storage.Requests;

namespace BizTalkDR.Sandbox.Storage.Backup;

/// <summary>The header of a backup set: who, what, when, and which part of the log.</summary>
internal static class BackupHeader
{
    /// <summary>HasBulkLoggedData 1, IsReadOnly 4, IsSingleUser 8, HasBackupChecksums 16, IsForceOffline 256, IsCopyOnly 512.</summary>
    private static int Flags(BackupSetHeader header, bool checksum) =>
        (header.HasBulkLoggedData ? 1 : 0)
        | (header.IsReadOnly ? 4 : 0)
        | (header.IsSingleUser ? 8 : 0)
        | (checksum ? 16 : 0)
        | (header.IsForceOffline ? 256 : 0)
        | (header.IsCopyOnly ? 512 : 0);

    internal static BackupSetHeader Create(Database database, BackupRequest request, string userName, BackupRange range)
    {
        var instance = database.Instance;
        var now = instance.Host.Clock.Now;
        var version = instance.Options.Version;
        var isDifferential = request.Kind == BackupKind.Differential;
        var header = new BackupSetHeader
        {
            BackupName = request.Name,
            BackupDescription = request.Description,
            BackupType = request.Kind switch
            {
                BackupKind.Database => BackupType.Database,
                BackupKind.Differential => BackupType.DifferentialDatabase,
                _ => BackupType.Log,
            },
            ExpirationDate = request.ExpireDate ?? (request.RetainDays is { } days ? now.Date.AddDays(days) : null),
            UserName = userName,
            ServerName = instance.Name,
            MachineName = instance.ComputerName,
            DatabaseName = database.Name,
            DatabaseVersion = InternalVersion(version),
            DatabaseCreationDate = database.CreateDate,
            FirstLSN = range.First.ToDecimal(),
            LastLSN = range.Last.ToDecimal(),
            CheckpointLSN = range.Checkpoint.ToDecimal(),
            DatabaseBackupLSN = database.DifferentialBaseLsn ?? 0,
            BackupStartDate = now,
            TimeZoneOffset = instance.Host.Clock.TimeZone.GetUtcOffset(instance.Host.Clock.UtcNow),
            SortOrder = 52,
            UnicodeLocaleId = 1033,
            UnicodeComparisonStyle = 196609,
            CompatibilityLevel = database.Options.CompatibilityLevel,
            SoftwareVendorId = 4608,
            SoftwareVersionMajor = version.Major,
            SoftwareVersionMinor = version.Minor,
            SoftwareVersionBuild = version.Build,
            BindingID = database.DatabaseGuid,
            FamilyGUID = database.FamilyGuid,
            RecoveryForkID = database.RecoveryForkGuid,
            FirstRecoveryForkID = FirstFork(database, range.First),
            ForkPointLSN = FirstFork(database, range.First) == database.RecoveryForkGuid ? null : database.ForkPointLsn,
            Collation = database.Options.Collation,
            RecoveryModel = NameOf(database.Options.RecoveryModel),
            HasBulkLoggedData = range.HasBulkOperations,
            IsReadOnly = database.Options.IsReadOnly,
            IsSingleUser = database.Options.UserAccess == UserAccess.SingleUser,
            IsForceOffline = request.NoRecovery || request.StandbyFile is not null,
            IsCopyOnly = request.IsCopyOnly,
            KeyAlgorithm = request.KeyAlgorithm,
            EncryptorThumbprint = request.Certificate is { } certificate ? Thumbprint(instance, certificate) : null,
            EncryptorType = request.Certificate is null ? null : "CERTIFICATE",
            BeginsLogChain = request.Kind == BackupKind.Log && !database.HasLogBackup,
            DifferentialBaseLSN = isDifferential ? database.DifferentialBaseLsn : null,
            DifferentialBaseGUID = isDifferential ? database.DifferentialBaseGuid : null,
            Files = [.. database.Files.Select(file => Entry(database, file, range))],
        };
        return header with { Flags = Flags(header, request.Checksum) };
    }

    private static byte[] Thumbprint(DatabaseEngine instance, string certificate) =>
        instance.Certificates.Find(certificate)?.Thumbprint ?? throw MessageCatalog.Error(15151, "find", "certificate", certificate);

    /// <summary>sys.databases.recovery_model_desc as headers and backupset have it.</summary>
    internal static string NameOf(RecoveryModel model) =>
        model switch
        {
            RecoveryModel.Full => "FULL",
            RecoveryModel.BulkLogged => "BULK-LOGGED",
            _ => "SIMPLE",
        };

    /// <summary>The internal database version of a server version.</summary>
    internal static int InternalVersion(Version version) =>
        (version.Major, version.Minor) switch
        {
            (10, 0) => 655,
            (10, _) => 661,
            (11, _) => 706,
            (12, _) => 782,
            (13, _) => 852,
            (14, _) => 869,
            (15, _) => 904,
            _ => 957,
        };

    private static Guid FirstFork(Database database, Lsn first) =>
        first < database.ForkPoint || (first == database.ForkPoint && !database.ForkPoint.IsNone)
            ? database.PreviousForkGuid
            : database.RecoveryForkGuid;

    private static int GroupOf(Database database, DatabaseFile file) =>
        database.Options.FileGroups.FirstOrDefault(group => group.Name.SameAs(file.FileGroup))?.Id ?? 1;

    private static BackupFileEntry Entry(Database database, DatabaseFile file, BackupRange range) =>
        new()
        {
            LogicalName = file.LogicalName,
            PhysicalName = file.PhysicalName,
            Type = file.IsLog ? "L" : "D",
            FileGroupName = file.IsLog ? null : file.FileGroup,
            FileGroupId = file.IsLog ? 0 : GroupOf(database, file),
            FileId = file.FileId,
            UniqueId = file.UniqueId,
            Size = file.Size * 8192L,
            MaxSize = file.MaxSize < 0 ? 35184372080640 : file.MaxSize * 8192L,
            BackupSizeInBytes = file.IsLog ? 0 : range.DataBytes / database.Files.Count(other => !other.IsLog),
            DifferentialBaseLSN = file.IsLog ? null : database.DifferentialBaseLsn,
            DifferentialBaseGUID = file.IsLog ? null : database.DifferentialBaseGuid,
            IsReadOnly = database.Options.IsReadOnly,
            IsPresent = true,
        };
}

/// <summary>The part of the log that a backup set holds.</summary>
/// <param name="First">FirstLSN.</param>
/// <param name="Last">LastLSN: after the last record.</param>
/// <param name="Checkpoint">CheckpointLSN.</param>
/// <param name="HasBulkOperations">Whether it holds minimally logged operations.</param>
/// <param name="DataBytes">The size of the data payload.</param>
internal sealed record BackupRange(Lsn First, Lsn Last, Lsn Checkpoint, bool HasBulkOperations = false, long DataBytes = 0);
