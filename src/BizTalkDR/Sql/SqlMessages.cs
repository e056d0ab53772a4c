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

    /// <summary>Chosen as the victim of a deadlock.</summary>
    public const int Deadlock = 1205;

    /// <summary>The time to wait for a lock is over.</summary>
    public const int LockTimeout = 1222;

    /// <summary>A backup or restore ended abnormally; the message before it is the cause.</summary>
    public const int TerminatingAbnormally = 3013;

    /// <summary>RESTORE successfully processed so many pages.</summary>
    public const int RestoreProcessed = 3014;

    /// <summary>Exclusive access to the database could not be obtained: it is in use.</summary>
    public const int DatabaseInUse = 3101;

    /// <summary>The media set has more families than were named: stripes are missing.</summary>
    public const int FamiliesMissing = 3132;

    /// <summary>The backup holds another database than the one that is there.</summary>
    public const int OtherDatabase = 3154;

    /// <summary>The tail of the database's log is not backed up.</summary>
    public const int TailNotBackedUp = 3159;

    /// <summary>The backup device can't be opened.</summary>
    public const int CannotOpenDevice = 3201;

    /// <summary>The backup device can't be read.</summary>
    public const int CannotReadDevice = 3203;

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
}
