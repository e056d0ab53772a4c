namespace BizTalkDR.Runbook;

/// <summary>What kind of thing a step does, for scripts: the description is for people.</summary>
public enum StepAct
{
    /// <summary>Something else.</summary>
    Other,

    /// <summary>Waits until a job does not run. Nothing is changed by it.</summary>
    WaitForJob,

    /// <summary>Disables a SQL Server Agent job.</summary>
    DisableJob,

    /// <summary>Enables a SQL Server Agent job.</summary>
    EnableJob,

    /// <summary>Stops a service.</summary>
    StopService,

    /// <summary>Starts a service.</summary>
    StartService,

    /// <summary>Restores a backup into a database, or recovers it.</summary>
    Restore,

    /// <summary>Closes a database to writing.</summary>
    Protect,

    /// <summary>Takes and verifies a full backup.</summary>
    BackUp,

    /// <summary>Drops a database.</summary>
    Drop,

    /// <summary>Sets the owner and the options of a database.</summary>
    SetOptions,

    /// <summary>Opens a database for use.</summary>
    Open,

    /// <summary>Asks the backup job for a full backup set.</summary>
    AskForFullBackup,

    /// <summary>Has log shipping forget what it restored into a database.</summary>
    ForgetRestores,
}

/// <summary>One thing a step does or would do, at one place: a line of -WhatIf, of the journal and of the report.</summary>
/// <param name="Server">The SQL Server instance or the computer.</param>
/// <param name="Database">The database, or null when the action is not about one.</param>
/// <param name="Description">What is done, in the infinitive: "Drop the database".</param>
/// <param name="IsDestructive">Whether something is lost that only a restore brings back.</param>
public sealed record StepAction(string Server, string? Database, string Description, bool IsDestructive = false)
{
    /// <summary>What kind of thing is done.</summary>
    public StepAct Act { get; init; }

    /// <summary>Whether it only waits, and changes nothing.</summary>
    internal bool IsWait => Act == StepAct.WaitForJob;

    /// <summary>
    /// What tells it from others of its kind at the same place: a job's id, a service's name, the file that is restored. Null where nothing does, or where
    /// it is not known beforehand.
    /// </summary>
    internal string? Subject
    {
        get => field ?? Switches?.Key;
        init;
    }

    /// <summary>The log mark that the database is brought to by it; null when it is not about one.</summary>
    public string? Mark { get; init; }

    /// <summary>
    /// Whether a database goes by it that production had before the run: the question asks for the group's name, and no answer to another question counts.
    /// </summary>
    public bool GivesUpProduction { get; init; }

    /// <summary>What is switched off or on by it, so that a run that ends before it is switched on again does not leave it forgotten; null if nothing.</summary>
    internal Switch? Switches { get; init; }

    /// <summary>Server and database as one: PROD-SQL01, or [BizTalkMgmtDb] on PROD-SQL01.</summary>
    public string Target => Database is null ? Server : $"[{Database}] on {Server}";

    /// <inheritdoc/>
    public override string ToString() => $"{Target}: {Description}";
}

/// <summary>A job, a service or the writing into a database that an action switches.</summary>
/// <param name="Thing">What it is, for people, the same whichever way it is switched: job 'Backup BizTalk Server (BizTalkMgmtDb)'.</param>
/// <param name="Key">What it is known by on its server: a job's id, a service's name.</param>
/// <param name="On">Whether it is switched on.</param>
/// <param name="IsDatabase">Whether it is a database that is closed to writing; its key is its name.</param>
internal sealed record Switch(string Thing, string Key, bool On, bool IsDatabase = false)
{
    /// <summary>A database that is closed to writing, or opened or gone: the same whichever way.</summary>
    public static Switch OfDatabase(string name, bool isOpen) =>
        new($"database [{name}], closed to writing", name, isOpen, IsDatabase: true);
}
