namespace BizTalkDR.BackupMedia;

/// <summary>Why a file could not be read as, or written to as, SQL Server backup media.</summary>
public enum BackupMediaError
{
    /// <summary>The file is not SQL Server backup media (SQL Server: message 3241).</summary>
    NotBackupMedia,

    /// <summary>The file ends before its media header does.</summary>
    Truncated,

    /// <summary>A header's checksum or a length in it is wrong (SQL Server: messages 3241 and 3242).</summary>
    Damaged,

    /// <summary>Backup media of a kind that can't be read here: the message says which (a compressed container, a later format).</summary>
    Unsupported,

    /// <summary>The file is encrypted as a whole: not even its headers can be read here.</summary>
    Encrypted,

    /// <summary>The media set has more families than files were given (SQL Server: message 3132).</summary>
    MissingFamily,

    /// <summary>The files belong to different media sets, or one family was given twice (SQL Server: message 3227).</summary>
    MixedMedia,

    /// <summary>The media holds no backup set at the position asked for (SQL Server: message 3287).</summary>
    NoSuchSet,

    /// <summary>The backup set is damaged, so its payload can't be used (SQL Server: message 3183).</summary>
    DamagedSet,

    /// <summary>What was read of a payload does not match its checksum (SQL Server: message 3189).</summary>
    PayloadDamaged,
}

/// <summary>The one exception that the content of a backup file can cause; failures of the file system stay <see cref="IOException"/>.</summary>
public sealed class BackupMediaException : Exception
{
    /// <summary>Creates the exception.</summary>
    public BackupMediaException(BackupMediaError reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>What is wrong, for a program; <see cref="Exception.Message"/> says it to a person.</summary>
    public BackupMediaError Reason { get; }
}
