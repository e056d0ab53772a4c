namespace BizTalkDR.Sandbox.Platform;

/// <summary>Where a fault can be planted. What its subject is stands with each.</summary>
public enum FaultPoint
{
    /// <summary>Before the first byte of a backup is written. Subject: the database.</summary>
    BackupStart,

    /// <summary>In the middle of writing a backup, or at a byte of it: what was written stays behind. Subject: the database.</summary>
    BackupWrite,

    /// <summary>Before a restore reads its first byte. Subject: the database.</summary>
    RestoreStart,

    /// <summary>In the middle of a restore, or at a byte of it: the database is left in the middle of it. Subject: the database.</summary>
    RestoreRead,

    /// <summary>When a connection logs in. Subject: the login.</summary>
    Login,

    /// <summary>When an Agent job step starts. Subject: the job.</summary>
    JobStep,

    /// <summary>When a service on a computer is asked to start or stop. The instance is the computer, the subject the service.</summary>
    Service,

    /// <summary>
    /// A statement of a client's batch, or of a procedure that it calls: each one that is carried out, and none of those of the server's own
    /// sessions. Subject: the client's application.
    /// </summary>
    Statement,

    /// <summary>DROP DATABASE. Subject: the database.</summary>
    Drop,

    /// <summary>ALTER DATABASE. Subject: the database.</summary>
    Alter,

    /// <summary>
    /// A stored procedure, whoever calls it: sp_update_job is a job's change, sp_LogShippingClean the clean-up of log shipping. Subject: the
    /// procedure.
    /// </summary>
    Procedure,

    /// <summary>The server's own rows in msdb about backups, restores and marks. Subject: the table, such as backupset.</summary>
    HistoryWrite,
}

/// <summary>On which side of the act a fault strikes.</summary>
public enum FaultMoment
{
    /// <summary>Before the act: it does not happen.</summary>
    Before,

    /// <summary>After the act and before anybody is told: it has happened, and who asked for it does not know.</summary>
    After,
}

/// <summary>What a fault does.</summary>
public enum FaultEffect
{
    /// <summary>The act fails with an error. It can only strike before the act.</summary>
    Fail,

    /// <summary>The connection that asked is cut without an answer.</summary>
    Cut,

    /// <summary>The instance stops.</summary>
    Stop,

    /// <summary>Nothing goes on until the fault is taken away, or who asked gives up.</summary>
    Hang,

    /// <summary>A service says that it has done what was asked, and has not.</summary>
    Lie,

    /// <summary>Nothing goes wrong: what is to be called is called, and the act goes on.</summary>
    Watch,
}

/// <summary>One planted fault.</summary>
/// <param name="Point">Where it strikes.</param>
/// <param name="Instance">The instance's or computer's name, or null for any.</param>
/// <param name="Subject">The database, job, service or what else the point is about; null for any.</param>
/// <param name="Times">How often it strikes before it is used up.</param>
/// <param name="ErrorNumber">The error raised, such as 3202; 0 takes the point's usual one.</param>
public sealed record Fault(FaultPoint Point, string? Instance = null, string? Subject = null, int Times = 1, int ErrorNumber = 0)
{
    /// <summary>On which side of the act.</summary>
    public FaultMoment Moment { get; init; }

    /// <summary>What it does.</summary>
    public FaultEffect Effect { get; init; }

    /// <summary>How many times the place is passed before the fault strikes.</summary>
    public int Passes { get; init; }

    /// <summary>For <see cref="FaultPoint.BackupWrite"/> and <see cref="FaultPoint.RestoreRead"/>: at which byte; null is in the middle.</summary>
    public long? AtByte { get; init; }

    /// <summary>Only at places of which this holds; null is at all. It is asked by the server's own threads and must not wait.</summary>
    public Func<FaultSite, bool>? Where { get; init; }

    /// <summary>Called when it strikes, by the server's own thread, before the effect.</summary>
    public Action<FaultSite>? Then { get; init; }
}

/// <summary>A place that was reached, at which a fault may strike.</summary>
/// <param name="Point">What kind of place.</param>
/// <param name="Instance">The instance or computer.</param>
/// <param name="Subject">The database, job, service or what else the point is about.</param>
/// <param name="Moment">Before or after the act.</param>
/// <param name="Text">What was about to be done, as far as the place knows.</param>
public sealed record FaultSite(FaultPoint Point, string Instance, string Subject, FaultMoment Moment, string Text);
