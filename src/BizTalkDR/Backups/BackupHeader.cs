namespace BizTalkDR.Backups;

/// <summary>What one backup set in a file says of itself. The names are those of RESTORE HEADERONLY.</summary>
public sealed record BackupHeader
{
    /// <summary>The position of the set in the file, from 1.</summary>
    public int Position { get; init; } = 1;

    /// <summary>The kind of backup.</summary>
    public BackupType BackupType { get; init; }

    /// <summary>The server that took the backup.</summary>
    public string? ServerName { get; init; }

    /// <summary>The database that was backed up.</summary>
    public required string DatabaseName { get; init; }

    /// <summary>The database's internal version.</summary>
    public int? DatabaseVersion { get; init; }

    /// <summary>Major version of the server that took the backup, for example 16.</summary>
    public int? SoftwareVersionMajor { get; init; }

    /// <summary>First log sequence number in the backup.</summary>
    public decimal? FirstLSN { get; init; }

    /// <summary>Log sequence number just after the backup's last log record.</summary>
    public decimal? LastLSN { get; init; }

    /// <summary>The checkpoint at which the backup was created.</summary>
    public decimal? CheckpointLSN { get; init; }

    /// <summary>CheckpointLSN of the conventional full backup before it; informative for logs.</summary>
    public decimal? DatabaseBackupLSN { get; init; }

    /// <summary>For a differential: CheckpointLSN of its base.</summary>
    public decimal? DifferentialBaseLSN { get; init; }

    /// <summary>For a differential: BackupSetGUID of its base.</summary>
    public Guid? DifferentialBaseGUID { get; init; }

    /// <summary>When the backup began, server time.</summary>
    public DateTime? BackupStartDate { get; init; }

    /// <summary>When the backup ended, server time.</summary>
    public DateTime? BackupFinishDate { get; init; }

    /// <summary>The recovery model at the time.</summary>
    public string? RecoveryModel { get; init; }

    /// <summary>Whether the backup is copy-only.</summary>
    public bool IsCopyOnly { get; init; }

    /// <summary>Whether a log backup holds bulk-logged operations: no point inside it can be restored to.</summary>
    public bool HasBulkLoggedData { get; init; }

    /// <summary>Whether the backup is known to be damaged.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>Recovery fork at the start of the backup.</summary>
    public Guid? FirstRecoveryForkID { get; init; }

    /// <summary>Recovery fork at the end of the backup.</summary>
    public Guid? RecoveryForkID { get; init; }

    /// <summary>The LSN at which the fork of <see cref="RecoveryForkID"/> began, if it differs from <see cref="FirstRecoveryForkID"/>.</summary>
    public decimal? ForkPointLSN { get; init; }

    /// <summary>The family of the database: the same in all its copies.</summary>
    public Guid? FamilyGUID { get; init; }

    /// <summary>The identity of the backup set.</summary>
    public Guid? BackupSetGUID { get; init; }

    /// <summary>Whether it is a snapshot: the data lies elsewhere, and only the tool that took it can bring it back.</summary>
    public bool IsSnapshot { get; init; }

    /// <summary>Whether reading it asks for a password (SQL Server 2008 R2 and before could set one).</summary>
    public bool IsPasswordProtected { get; init; }

    /// <summary>The algorithm it is encrypted with (BACKUP ... WITH ENCRYPTION); null if it is not.</summary>
    public string? KeyAlgorithm { get; init; }

    /// <summary>
    /// The thumbprint of the certificate or asymmetric key it is encrypted with, as <c>0x...</c>: the instance that restores it must have it.
    /// </summary>
    public string? EncryptorThumbprint { get; init; }

    /// <summary>Whether it is encrypted.</summary>
    public bool IsEncrypted => KeyAlgorithm is not null || EncryptorThumbprint is not null;

    /// <summary>Size of the backup in bytes, uncompressed.</summary>
    public long? BackupSize { get; init; }

    /// <summary>Size of the backup in bytes as it lies in the file.</summary>
    public long? CompressedBackupSize { get; init; }

    /// <summary>The kind, the database and the range of the log.</summary>
    public override string ToString() => FormattableString.Invariant($"{BackupType} of {DatabaseName}, LSN {FirstLSN} to {LastLSN}");
}
