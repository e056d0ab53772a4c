namespace BizTalkDR.BackupMedia.Files;

/// <summary>
/// One backup set found in a file, or a file in which none could be read (<see cref="Reason"/> says why). The names are those of RESTORE
/// HEADERONLY and LABELONLY (https://learn.microsoft.com/sql/t-sql/statements/restore-statements-headeronly-transact-sql). What the file does not
/// tell, or what lies behind damage, is null and never guessed.
/// </summary>
public sealed class BackupFileHeader
{
    private readonly BackupSetHeader? set;
    private readonly MediaHeader? media;
    private readonly bool? fileIsEncrypted;
    private readonly bool? fileIsCompressed;

    internal BackupFileHeader(string path, long fileSize, MediaHeader media, BackupSetHeader set)
    {
        (Path, FileSize, this.media, this.set) = (path, fileSize, media, set);
        (IsDamaged, Reason) = (set.IsDamaged, set.Reason);
    }

    /// <summary>For a file, or the rest of one, in which no set can be read.</summary>
    internal BackupFileHeader(string path, long? fileSize, MediaHeader? media, BackupFileProblem problem)
    {
        (Path, FileSize, this.media, Reason) = (path, fileSize, media, problem.Reason);
        (IsDamaged, fileIsEncrypted, fileIsCompressed) = (problem.IsDamage, problem.IsEncrypted, problem.IsCompressed);
    }

    /// <summary>The file (one family of a striped set), with its full path.</summary>
    public string Path { get; }

    /// <summary>
    /// Whether this can't be used as a backup as it lies there: damaged, cut off, still being written, no backup at all, or not to be opened. An
    /// encrypted file, or one in a format that only SQL Server can read, is not damaged, but has a <see cref="Reason"/> too.
    /// </summary>
    public bool IsDamaged { get; }

    /// <summary>What is wrong, or why nothing could be read, in plain words; null for a sound set.</summary>
    public string? Reason { get; }

    /// <summary>Whether the set is compressed; null when that could not be read.</summary>
    public bool? Compressed =>
        set is null ? fileIsCompressed
        : set.Compressed ? true
        : Configured?.Compressed;

    /// <summary>Whether the set is encrypted; null when that could not be read.</summary>
    public bool? Encrypted =>
        set is null ? fileIsEncrypted
        : Configured is { } read ? read.KeyAlgorithm is not null
        : null;

    /// <summary>Whether the media or the set asks for a password (SQL Server 2008 R2 and before could set one); null when that could not be read.</summary>
    public bool? IsPasswordProtected =>
        media is { IsPasswordProtected: true } ? true
        : set?.BackupSetGUID is null ? null
        : set.IsPasswordProtected;

    /// <summary>When the backup began, with the server's distance from UTC; null when the set does not tell either.</summary>
    public DateTimeOffset? BackupStartTime => InZone(BackupStartDate);

    /// <summary>When the backup ended, with the server's distance from UTC; null when the set does not tell either.</summary>
    public DateTimeOffset? BackupFinishTime => InZone(BackupFinishDate);

    /// <summary>Size of the file, in bytes, when it was opened.</summary>
    public long? FileSize { get; }

    /// <summary>The files of the database, with the names of RESTORE FILELISTONLY; null when they could not be read.</summary>
    public IReadOnlyList<BackupFileEntry>? FileList => Configured?.Files;

    /// <summary>The file, and the position of the set in it.</summary>
    public override string ToString() => Position is { } position ? $"{Path} (position {position})" : Path;

    /// <summary>The set, if its configuration could be read: before that nothing is known of what its flags say.</summary>
    private BackupSetHeader? Configured => set?.DatabaseVersion is null ? null : set;

    private DateTimeOffset? InZone(DateTime? time) =>
        time is { } local && TimeZoneOffset is { } zone
            ? new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), zone)
            : null;

    /// <inheritdoc cref="BackupSetHeader.BackupName"/>
    public string? BackupName => set?.BackupName;

    /// <inheritdoc cref="BackupSetHeader.BackupDescription"/>
    public string? BackupDescription => set?.BackupDescription;

    /// <inheritdoc cref="BackupSetHeader.BackupType"/>
    public BackupType? BackupType => set?.BackupType;

    /// <inheritdoc cref="BackupSetHeader.BackupTypeDescription"/>
    public string? BackupTypeDescription => set?.BackupTypeDescription;

    /// <inheritdoc cref="BackupSetHeader.ExpirationDate"/>
    public DateTime? ExpirationDate => set?.ExpirationDate;

    /// <inheritdoc cref="BackupSetHeader.Position"/>
    public int? Position => set?.Position;

    /// <inheritdoc cref="BackupSetHeader.DeviceType"/>
    public int? DeviceType => set?.DeviceType;

    /// <inheritdoc cref="BackupSetHeader.UserName"/>
    public string? UserName => set?.UserName;

    /// <inheritdoc cref="BackupSetHeader.ServerName"/>
    public string? ServerName => set?.ServerName;

    /// <inheritdoc cref="BackupSetHeader.DatabaseName"/>
    public string? DatabaseName => set?.DatabaseName;

    /// <inheritdoc cref="BackupSetHeader.DatabaseVersion"/>
    public int? DatabaseVersion => set?.DatabaseVersion;

    /// <inheritdoc cref="BackupSetHeader.DatabaseCreationDate"/>
    public DateTime? DatabaseCreationDate => set?.DatabaseCreationDate;

    /// <inheritdoc cref="BackupSetHeader.BackupSize"/>
    public long? BackupSize => set?.BackupSize;

    /// <inheritdoc cref="BackupSetHeader.CompressedBackupSize"/>
    public long? CompressedBackupSize => set?.CompressedBackupSize;

    /// <inheritdoc cref="BackupSetHeader.FirstLSN"/>
    public decimal? FirstLSN => set?.FirstLSN;

    /// <inheritdoc cref="BackupSetHeader.LastLSN"/>
    public decimal? LastLSN => set?.LastLSN;

    /// <inheritdoc cref="BackupSetHeader.CheckpointLSN"/>
    public decimal? CheckpointLSN => set?.CheckpointLSN;

    /// <inheritdoc cref="BackupSetHeader.DatabaseBackupLSN"/>
    public decimal? DatabaseBackupLSN => set?.DatabaseBackupLSN;

    /// <inheritdoc cref="BackupSetHeader.DifferentialBaseLSN"/>
    public decimal? DifferentialBaseLSN => set?.DifferentialBaseLSN;

    /// <inheritdoc cref="BackupSetHeader.DifferentialBaseGUID"/>
    public Guid? DifferentialBaseGUID => set?.DifferentialBaseGUID;

    /// <inheritdoc cref="BackupSetHeader.BackupStartDate"/>
    public DateTime? BackupStartDate => set?.BackupStartDate;

    /// <inheritdoc cref="BackupSetHeader.BackupFinishDate"/>
    public DateTime? BackupFinishDate => set?.BackupFinishDate;

    /// <inheritdoc cref="BackupSetHeader.TimeZoneOffset"/>
    public TimeSpan? TimeZoneOffset => set?.TimeZoneOffset;

    /// <inheritdoc cref="BackupSetHeader.SortOrder"/>
    public int? SortOrder => set?.SortOrder;

    /// <inheritdoc cref="BackupSetHeader.CodePage"/>
    public int? CodePage => set?.CodePage;

    /// <inheritdoc cref="BackupSetHeader.UnicodeLocaleId"/>
    public int? UnicodeLocaleId => set?.UnicodeLocaleId;

    /// <inheritdoc cref="BackupSetHeader.UnicodeComparisonStyle"/>
    public int? UnicodeComparisonStyle => set?.UnicodeComparisonStyle;

    /// <inheritdoc cref="BackupSetHeader.CompatibilityLevel"/>
    public int? CompatibilityLevel => set?.CompatibilityLevel;

    /// <inheritdoc cref="BackupSetHeader.SoftwareVendorId"/>
    public int? SoftwareVendorId => set?.SoftwareVendorId;

    /// <inheritdoc cref="BackupSetHeader.SoftwareVersionMajor"/>
    public int? SoftwareVersionMajor => set?.SoftwareVersionMajor;

    /// <inheritdoc cref="BackupSetHeader.SoftwareVersionMinor"/>
    public int? SoftwareVersionMinor => set?.SoftwareVersionMinor;

    /// <inheritdoc cref="BackupSetHeader.SoftwareVersionBuild"/>
    public int? SoftwareVersionBuild => set?.SoftwareVersionBuild;

    /// <inheritdoc cref="BackupSetHeader.MachineName"/>
    public string? MachineName => set?.MachineName;

    /// <inheritdoc cref="BackupSetHeader.Flags"/>
    public int? Flags => set?.Flags;

    /// <inheritdoc cref="BackupSetHeader.BindingID"/>
    public Guid? BindingID => set?.BindingID;

    /// <inheritdoc cref="BackupSetHeader.RecoveryForkID"/>
    public Guid? RecoveryForkID => set?.RecoveryForkID;

    /// <inheritdoc cref="BackupSetHeader.FirstRecoveryForkID"/>
    public Guid? FirstRecoveryForkID => set?.FirstRecoveryForkID;

    /// <inheritdoc cref="BackupSetHeader.ForkPointLSN"/>
    public decimal? ForkPointLSN => set?.ForkPointLSN;

    /// <inheritdoc cref="BackupSetHeader.Collation"/>
    public string? Collation => set?.Collation;

    /// <inheritdoc cref="BackupSetHeader.FamilyGUID"/>
    public Guid? FamilyGUID => set?.FamilyGUID;

    /// <inheritdoc cref="BackupSetHeader.RecoveryModel"/>
    public string? RecoveryModel => set?.RecoveryModel;

    /// <inheritdoc cref="BackupSetHeader.HasBulkLoggedData"/>
    public bool? HasBulkLoggedData => Configured?.HasBulkLoggedData;

    /// <inheritdoc cref="BackupSetHeader.IsSnapshot"/>
    public bool? IsSnapshot => Configured?.IsSnapshot;

    /// <inheritdoc cref="BackupSetHeader.IsReadOnly"/>
    public bool? IsReadOnly => Configured?.IsReadOnly;

    /// <inheritdoc cref="BackupSetHeader.IsSingleUser"/>
    public bool? IsSingleUser => Configured?.IsSingleUser;

    /// <inheritdoc cref="BackupSetHeader.HasBackupChecksums"/>
    public bool? HasBackupChecksums => Configured?.HasBackupChecksums;

    /// <inheritdoc cref="BackupSetHeader.BeginsLogChain"/>
    public bool? BeginsLogChain => Configured?.BeginsLogChain;

    /// <inheritdoc cref="BackupSetHeader.HasIncompleteMetaData"/>
    public bool? HasIncompleteMetaData => Configured?.HasIncompleteMetaData;

    /// <inheritdoc cref="BackupSetHeader.IsForceOffline"/>
    public bool? IsForceOffline => Configured?.IsForceOffline;

    /// <inheritdoc cref="BackupSetHeader.IsCopyOnly"/>
    public bool? IsCopyOnly => Configured?.IsCopyOnly;

    /// <inheritdoc cref="BackupSetHeader.BackupSetGUID"/>
    public Guid? BackupSetGUID => set?.BackupSetGUID;

    /// <inheritdoc cref="BackupSetHeader.Containment"/>
    public int? Containment => set?.Containment;

    /// <inheritdoc cref="BackupSetHeader.KeyAlgorithm"/>
    public string? KeyAlgorithm => set?.KeyAlgorithm;

    /// <inheritdoc cref="BackupSetHeader.EncryptorThumbprint"/>
    public IReadOnlyList<byte>? EncryptorThumbprint => set?.EncryptorThumbprint;

    /// <inheritdoc cref="BackupSetHeader.EncryptorType"/>
    public string? EncryptorType => set?.EncryptorType;

    /// <inheritdoc cref="MediaHeader.MediaName"/>
    public string? MediaName => media?.MediaName;

    /// <inheritdoc cref="MediaHeader.MediaDescription"/>
    public string? MediaDescription => media?.MediaDescription;

    /// <inheritdoc cref="MediaHeader.MediaSetId"/>
    public Guid? MediaSetId => media?.MediaSetId;

    /// <inheritdoc cref="MediaHeader.FamilyCount"/>
    public int? FamilyCount => media?.FamilyCount;

    /// <inheritdoc cref="MediaHeader.FamilySequenceNumber"/>
    public int? FamilySequenceNumber => media?.FamilySequenceNumber;

    /// <inheritdoc cref="MediaHeader.MediaFamilyId"/>
    public Guid? MediaFamilyId => media?.MediaFamilyId;

    /// <inheritdoc cref="MediaHeader.MediaSequenceNumber"/>
    public int? MediaSequenceNumber => media?.MediaSequenceNumber;

    /// <inheritdoc cref="MediaHeader.MediaLabelPresent"/>
    public bool? MediaLabelPresent => media?.MediaLabelPresent;

    /// <inheritdoc cref="MediaHeader.SoftwareName"/>
    public string? SoftwareName => media?.SoftwareName;

    /// <inheritdoc cref="MediaHeader.MediaDate"/>
    public DateTime? MediaDate => media?.MediaDate;

    /// <inheritdoc cref="MediaHeader.MirrorCount"/>
    public int? MirrorCount => media?.MirrorCount;
}
