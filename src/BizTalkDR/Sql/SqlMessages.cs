namespace BizTalkDR.Sql;

/// <summary>
/// Numbers of SQL Server's messages that decide something here:
/// https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors.
/// </summary>
internal static class SqlMessages
{
    /// <summary>A client's timeout; SqlClient's own number.</summary>
    public const int Timeout = -2;

    /// <summary>Invalid object name: the table is not there.</summary>
    public const int NoSuchObject = 208;

    /// <summary>The login lacks a permission on an object.</summary>
    public const int ObjectPermissionDenied = 229;

    /// <summary>The login lacks a permission in a database: CREATE DATABASE in master is what RESTORE ... ONLY asks for.</summary>
    public const int PermissionDenied = 262;

    /// <summary>Chosen as the victim of a deadlock.</summary>
    public const int Deadlock = 1205;

    /// <summary>The time to wait for a lock is over.</summary>
    public const int LockTimeout = 1222;

    /// <summary>msdb could not take the row of a backup or restore, which was successful all the same; severity 16.</summary>
    public const int HistoryNotWritten = 3009;

    /// <summary>A backup or restore ended abnormally; the message before it is the cause.</summary>
    public const int TerminatingAbnormally = 3013;

    /// <summary>RESTORE successfully processed so many pages.</summary>
    public const int RestoreProcessed = 3014;

    /// <summary>Exclusive access to the database could not be obtained: it is in use.</summary>
    public const int DatabaseInUse = 3101;

    /// <summary>The media set has more families than were named: stripes are missing.</summary>
    public const int FamiliesMissing = 3132;

    /// <summary>The login may not restore the database.</summary>
    public const int RestorePermissionDenied = 3110;

    /// <summary>The backup holds another database than the one that is there.</summary>
    public const int OtherDatabase = 3154;

    /// <summary>The tail of the database's log is not backed up.</summary>
    public const int TailNotBackedUp = 3159;

    /// <summary>A newer version of SQL Server took the backup.</summary>
    public const int NewerVersion = 3169;

    /// <summary>The backup device can't be opened.</summary>
    public const int CannotOpenDevice = 3201;

    /// <summary>The backup device can't be read.</summary>
    public const int CannotReadDevice = 3203;

    /// <summary>The backup set's format is not one of this version of SQL Server.</summary>
    public const int OtherVersionsFormat = 3255;

    /// <summary>The backup set asks for a password (SQL Server 2008 R2 and before could set one).</summary>
    public const int PasswordNeeded = 3279;

    /// <summary>The log begins too late to be applied.</summary>
    public const int LogTooRecent = 4305;

    /// <summary>An earlier restore was interrupted and has to be begun again.</summary>
    public const int RestoreInterrupted = 4319;

    /// <summary>The log ends too early to be applied.</summary>
    public const int LogTooEarly = 4326;

    /// <summary>The log does not hold the mark; the database is left RESTORING.</summary>
    public const int MarkNotReached = 4329;

    /// <summary>The log lies on another recovery fork.</summary>
    public const int OtherFork = 4330;

    /// <summary>The database master key has to be opened before the certificate can be used.</summary>
    public const int MasterKeyClosed = 15581;

    /// <summary>The certificate is there, its private key is not, or the master key does not protect it.</summary>
    public const int CertificateWithoutPrivateKey = 33101;

    /// <summary>The server certificate or asymmetric key that a backup or a database is encrypted with is not there.</summary>
    public const int CertificateMissing = 33111;

    /// <summary>The database is in single-user mode, and another session has it.</summary>
    public const int SingleUserTaken = 5064;
}
