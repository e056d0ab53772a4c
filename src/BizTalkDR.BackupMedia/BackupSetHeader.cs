namespace BizTalkDR.BackupMedia;

/// <summary>
/// One backup set; the names are those of RESTORE HEADERONLY
/// (https://learn.microsoft.com/sql/t-sql/statements/restore-statements-headeronly-transact-sql).
/// A log sequence number is a numeric(25,0): VLF * 10^15 + block * 10^5 + slot.
/// A value whose place in the files of real servers is not known is null for them, and is carried only by files that this library wrote.
/// </summary>
public sealed record BackupSetHeader
{
    /// <summary>Name of the backup set.</summary>
    public string? BackupName { get; init; }

    /// <summary>Description of the backup set.</summary>
    public string? BackupDescription { get; init; }

    /// <summary>Type of the backup; null when the set is too damaged to tell.</summary>
    public BackupType? BackupType { get; init; }

    /// <summary>When the set expires; null if never.</summary>
    public DateTime? ExpirationDate { get; init; }

    /// <summary>Whether the set is compressed.</summary>
    public bool Compressed { get; init; }

    /// <summary>Position of the set on its media, from 1 (for FROM ... WITH FILE = n).</summary>
    public int Position { get; init; }

    /// <summary>Device type: 2 is disk, which every file is.</summary>
    public int DeviceType { get; init; } = 2;

    /// <summary>Who took the backup.</summary>
    public string? UserName { get; init; }

    /// <summary>Server (instance) that took the backup.</summary>
    public string? ServerName { get; init; }

    /// <summary>Database that was backed up.</summary>
    public string? DatabaseName { get; init; }

    /// <summary>Internal version of the database (661 is SQL Server 2008 R2, 852 is 2016).</summary>
    public int? DatabaseVersion { get; init; }

    /// <summary>When the database was created.</summary>
    public DateTime? DatabaseCreationDate { get; init; }

    /// <summary>Size of the set, uncompressed, over all families, in bytes.</summary>
    public long? BackupSize { get; init; }

    /// <summary>First log sequence number of the set.</summary>
    public decimal? FirstLSN { get; init; }

    /// <summary>Log sequence number after the last record of the set.</summary>
    public decimal? LastLSN { get; init; }

    /// <summary>Log sequence number of the most recent checkpoint when the backup was taken.</summary>
    public decimal? CheckpointLSN { get; init; }

    /// <summary>Log sequence number of the most recent full backup; 0 when there was none.</summary>
    public decimal? DatabaseBackupLSN { get; init; }

    /// <summary>When the backup began, in the server's local time (see <see cref="TimeZoneOffset"/>).</summary>
    public DateTime? BackupStartDate { get; init; }

    /// <summary>When the backup ended, in the server's local time; null for a set that was not finished.</summary>
    public DateTime? BackupFinishDate { get; init; }

    /// <summary>The server's distance from UTC when the backup was taken, in steps of 15 minutes; null when the set does not tell.</summary>
    public TimeSpan? TimeZoneOffset { get; init; }

    /// <summary>Sort order of the server (52 for SQL_Latin1_General_CP1_CI_AS, 0 for Windows collations).</summary>
    public int? SortOrder { get; init; }

    /// <summary>Code page. Not known in real files.</summary>
    public int? CodePage { get; init; }

    /// <summary>Unicode locale of the server.</summary>
    public int? UnicodeLocaleId { get; init; }

    /// <summary>Unicode comparison style of the server.</summary>
    public int? UnicodeComparisonStyle { get; init; }

    /// <summary>Compatibility level of the database.</summary>
    public int? CompatibilityLevel { get; init; }

    /// <summary>Vendor of the software that wrote the set; SQL Server writes 4608.</summary>
    public int? SoftwareVendorId { get; init; }

    /// <summary>Major version of the server that took the backup.</summary>
    public int? SoftwareVersionMajor { get; init; }

    /// <summary>Minor version of the server that took the backup.</summary>
    public int? SoftwareVersionMinor { get; init; }

    /// <summary>Build of the server that took the backup.</summary>
    public int? SoftwareVersionBuild { get; init; }

    /// <summary>Computer that took the backup.</summary>
    public string? MachineName { get; init; }

    /// <summary>The bits that the properties from <see cref="HasBulkLoggedData"/> to <see cref="IsForceOffline"/> spell out.</summary>
    public int? Flags { get; init; }

    /// <summary>Binding identifier of the database (database_guid of sys.database_recovery_status).</summary>
    public Guid? BindingID { get; init; }

    /// <summary>Recovery fork that the set ends on.</summary>
    public Guid? RecoveryForkID { get; init; }

    /// <summary>Collation of the database; null for a code that has no name here.</summary>
    public string? Collation { get; init; }

    /// <summary>Identifier of the database when it was first created; restores keep it.</summary>
    public Guid? FamilyGUID { get; init; }

    /// <summary>Whether a log backup holds bulk-logged operations (flag 1): point-in-time restore inside it is impossible.</summary>
    public bool HasBulkLoggedData { get; init; }

    /// <summary>Whether this is a snapshot backup (flag 2).</summary>
    public bool IsSnapshot { get; init; }

    /// <summary>Whether the database was read-only (flag 4).</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether the database was in single-user mode (flag 8).</summary>
    public bool IsSingleUser { get; init; }

    /// <summary>Whether the set holds checksums (flag 16).</summary>
    public bool HasBackupChecksums { get; init; }

    /// <summary>Whether the database was damaged when it was backed up (flag 32), or this set is incomplete or damaged: then <see cref="Reason"/> says why.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>What is wrong with the set, in plain words; null for a sound one.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether this log backup is the first of its log chain.</summary>
    public bool BeginsLogChain { get; init; }

    /// <summary>Whether this is a tail-log backup with incomplete metadata (flag 128).</summary>
    public bool HasIncompleteMetaData { get; init; }

    /// <summary>Whether this is a tail-log backup WITH NORECOVERY (flag 256).</summary>
    public bool IsForceOffline { get; init; }

    /// <summary>Whether this is a copy-only backup (the copy bit that Microsoft Tape Format has in the attributes of a set).</summary>
    public bool IsCopyOnly { get; init; }

    /// <summary>Recovery fork that the set starts on.</summary>
    public Guid? FirstRecoveryForkID { get; init; }

    /// <summary>Where the forks part, when <see cref="FirstRecoveryForkID"/> is not <see cref="RecoveryForkID"/>; else null.</summary>
    public decimal? ForkPointLSN { get; init; }

    /// <summary>FULL, BULK-LOGGED or SIMPLE.</summary>
    public string? RecoveryModel { get; init; }

    /// <summary>For a differential: the first log sequence number of its base; else null.</summary>
    public decimal? DifferentialBaseLSN { get; init; }

    /// <summary>For a differential: the backup set that is its base; else null.</summary>
    public Guid? DifferentialBaseGUID { get; init; }

    /// <summary>Type of the backup, in the words of RESTORE HEADERONLY.</summary>
    public string? BackupTypeDescription => DescriptionOf(BackupType);

    /// <summary>Identifies the backup set.</summary>
    public Guid? BackupSetGUID { get; init; }

    /// <summary>Size of the set as stored, over all families, in bytes.</summary>
    public long? CompressedBackupSize { get; init; }

    /// <summary>Containment of the database: 0 none, 1 partial. Not known in real files.</summary>
    public int? Containment { get; init; }

    /// <summary>Algorithm that the set is encrypted with. Not known in real files.</summary>
    public string? KeyAlgorithm { get; init; }

    /// <summary>Thumbprint of the encryptor. Not known in real files.</summary>
    public IReadOnlyList<byte>? EncryptorThumbprint { get; init; }

    /// <summary>Kind of the encryptor. Not known in real files.</summary>
    public string? EncryptorType { get; init; }

    /// <summary>Whether reading the set asks for a password (SQL Server 2008 R2 and before could set one).</summary>
    public bool IsPasswordProtected { get; init; }

    /// <summary>The files of the database, as RESTORE FILELISTONLY lists them.</summary>
    public IReadOnlyList<BackupFileEntry> Files { get; init; } = [];

    /// <summary>BackupTypeDescription for a type, in the words of RESTORE HEADERONLY.</summary>
    public static string? DescriptionOf(BackupType? type) =>
        type switch
        {
            BackupMedia.BackupType.Database => "Database",
            BackupMedia.BackupType.Log => "Transaction Log",
            BackupMedia.BackupType.File => "File or Filegroup",
            BackupMedia.BackupType.DifferentialDatabase => "Database Differential",
            BackupMedia.BackupType.DifferentialFile => "File Differential Filegroup",
            BackupMedia.BackupType.Partial => "Partial",
            BackupMedia.BackupType.DifferentialPartial => "Partial Differential",
            _ => null,
        };
}
