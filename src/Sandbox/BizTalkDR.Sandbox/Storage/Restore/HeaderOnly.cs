using BizTalkDR.BackupMedia;
using BizTalkDR.BackupMedia.Media;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Storage.Backup;
using BizTalkDR.Sandbox.Storage.Requests;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Storage.Restore;

/// <summary>RESTORE HEADERONLY: a row for every backup set on the devices, columns as SQL Server 2019 documents them.</summary>
internal static class HeaderOnly
{
    private static readonly ResultTable<BackupSetHeader> Table = new()
    {
        { "BackupName", SqlType.NVarChar(128), set => set.BackupType is null ? "*** INCOMPLETE ***" : set.BackupName },
        { "BackupDescription", SqlType.NVarChar(255), set => set.BackupDescription },
        { "BackupType", SqlType.SmallInt, set => (short?)set.BackupType },
        { "ExpirationDate", SqlType.DateTime, set => set.ExpirationDate },
        { "Compressed", SqlType.TinyInt, set => set.Compressed },
        { "Position", SqlType.SmallInt, set => set.Position },
        { "DeviceType", SqlType.TinyInt, set => set.DeviceType },
        { "UserName", SqlType.NVarChar(128), set => set.UserName },
        { "ServerName", SqlType.NVarChar(128), set => set.ServerName },
        { "DatabaseName", SqlType.NVarChar(128), set => set.DatabaseName },
        { "DatabaseVersion", SqlType.Int, set => set.DatabaseVersion },
        { "DatabaseCreationDate", SqlType.DateTime, set => set.DatabaseCreationDate },
        { "BackupSize", SqlType.Decimal(20, 0), set => set.BackupSize },
        { "FirstLSN", SqlType.Lsn, set => set.FirstLSN },
        { "LastLSN", SqlType.Lsn, set => set.LastLSN },
        { "CheckpointLSN", SqlType.Lsn, set => set.CheckpointLSN },
        { "DatabaseBackupLSN", SqlType.Lsn, set => set.DatabaseBackupLSN },
        { "BackupStartDate", SqlType.DateTime, set => set.BackupStartDate },
        { "BackupFinishDate", SqlType.DateTime, set => set.BackupFinishDate },
        { "SortOrder", SqlType.SmallInt, set => set.SortOrder },
        { "CodePage", SqlType.SmallInt, set => set.CodePage ?? 0 },
        { "UnicodeLocaleId", SqlType.Int, set => set.UnicodeLocaleId },
        { "UnicodeComparisonStyle", SqlType.Int, set => set.UnicodeComparisonStyle },
        { "CompatibilityLevel", SqlType.TinyInt, set => set.CompatibilityLevel },
        { "SoftwareVendorId", SqlType.Int, set => set.SoftwareVendorId },
        { "SoftwareVersionMajor", SqlType.Int, set => set.SoftwareVersionMajor },
        { "SoftwareVersionMinor", SqlType.Int, set => set.SoftwareVersionMinor },
        { "SoftwareVersionBuild", SqlType.Int, set => set.SoftwareVersionBuild },
        { "MachineName", SqlType.NVarChar(128), set => set.MachineName },
        { "Flags", SqlType.Int, set => set.Flags },
        { "BindingID", SqlType.UniqueIdentifier, set => set.BindingID },
        { "RecoveryForkID", SqlType.UniqueIdentifier, set => set.RecoveryForkID },
        { "Collation", SqlType.NVarChar(128), set => set.Collation },
        { "FamilyGUID", SqlType.UniqueIdentifier, set => set.FamilyGUID },
        { "HasBulkLoggedData", SqlType.Bit, set => set.HasBulkLoggedData },
        { "IsSnapshot", SqlType.Bit, set => set.IsSnapshot },
        { "IsReadOnly", SqlType.Bit, set => set.IsReadOnly },
        { "IsSingleUser", SqlType.Bit, set => set.IsSingleUser },
        { "HasBackupChecksums", SqlType.Bit, set => set.HasBackupChecksums },
        { "IsDamaged", SqlType.Bit, set => set.IsDamaged },
        { "BeginsLogChain", SqlType.Bit, set => set.BeginsLogChain },
        { "HasIncompleteMetaData", SqlType.Bit, set => set.HasIncompleteMetaData },
        { "IsForceOffline", SqlType.Bit, set => set.IsForceOffline },
        { "IsCopyOnly", SqlType.Bit, set => set.IsCopyOnly },
        { "FirstRecoveryForkID", SqlType.UniqueIdentifier, set => set.FirstRecoveryForkID },
        { "ForkPointLSN", SqlType.Lsn, set => set.ForkPointLSN },
        { "RecoveryModel", SqlType.NVarChar(60), set => set.RecoveryModel },
        { "DifferentialBaseLSN", SqlType.Lsn, set => set.DifferentialBaseLSN },
        { "DifferentialBaseGUID", SqlType.UniqueIdentifier, set => set.DifferentialBaseGUID },
        { "BackupTypeDescription", SqlType.NVarChar(60), set => set.BackupTypeDescription },
        { "BackupSetGUID", SqlType.UniqueIdentifier, set => set.BackupSetGUID },
        { "CompressedBackupSize", SqlType.BigInt, set => set.CompressedBackupSize },
        { "Containment", SqlType.TinyInt, set => set.Containment ?? 0 },
        { "KeyAlgorithm", SqlType.NVarChar(32), set => set.KeyAlgorithm },
        { "EncryptorThumbprint", SqlType.VarBinary(20), set => set.EncryptorThumbprint?.ToArray() },
        { "EncryptorType", SqlType.NVarChar(32), set => set.EncryptorType },
    };

    internal static void Run(Caller session, RestoreRequest request, IResultSink sink)
    {
        using var media = new BackupDevices(session.Instance, request.Devices).Open();
        var sets = media.Sets.Where(set => request.File is null || set.Position == request.File);
        foreach (var set in media.Sets)
            session.Instance.Certificates.Check(set);
        Table.Send(sink, sets.Select(set => set.BackupFinishDate is null ? set with { BackupType = null } : set));
    }
}
