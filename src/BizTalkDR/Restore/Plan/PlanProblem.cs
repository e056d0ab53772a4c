namespace BizTalkDR.Restore.Plan;

/// <summary>What keeps a plan from being made. The names are stable.</summary>
public enum PlanProblemKind
{
    /// <summary>The wish names no database, or one twice.</summary>
    InvalidWish,

    /// <summary>The history knows no backup of the database.</summary>
    NoBackups,

    /// <summary>The history knows no complete, usable mark at all.</summary>
    NoMark,

    /// <summary>The history does not know the mark.</summary>
    UnknownMark,

    /// <summary>The set of the mark is a partial set.</summary>
    PartialSet,

    /// <summary>A partial set lies between the full backup (or the redo point) and the mark.</summary>
    AfterPartialSet,

    /// <summary>The set of the mark holds no log of this database.</summary>
    MarkNotInDatabase,

    /// <summary>There is no usable full backup before the mark.</summary>
    NoFullBackup,

    /// <summary>A log is missing between the full backup (or the redo point) and the mark.</summary>
    LogGap,

    /// <summary>A backup that is needed can't be used.</summary>
    BackupDefect,

    /// <summary>The database was rolled forward past the mark and may not start over.</summary>
    MarkPassed,

    /// <summary>It is not known which backup was restored last, so that the next can't be told.</summary>
    PositionUnknown,

    /// <summary>The database or the backups are on another recovery fork.</summary>
    OtherFork,

    /// <summary>The state of the database does not allow the restore.</summary>
    WrongState,

    /// <summary>The database exists and may not be overwritten.</summary>
    DatabaseExists,

    /// <summary>The backup comes from a newer version of SQL Server.</summary>
    NewerVersion,

    /// <summary>The log that holds the mark has bulk-logged operations: no point inside it can be restored to.</summary>
    BulkLogged,

    /// <summary>The database uses the simple recovery model.</summary>
    SimpleRecovery,

    /// <summary>The history holds two databases of an instance whose names differ in case only.</summary>
    AmbiguousName,

    /// <summary>Files would collide, or their place is not known.</summary>
    FileLayout,

    /// <summary>A folder that files are to go to does not exist.</summary>
    MissingFolder,

    /// <summary>A volume has too little space for the files that are to go there.</summary>
    NotEnoughSpace,
}

/// <summary>One reason why no plan can be made, and what would repair it.</summary>
public sealed record PlanProblem
{
    /// <summary>What kind of problem.</summary>
    public PlanProblemKind Kind { get; init; }

    /// <summary>The instance that would restore, if the problem belongs to a database.</summary>
    public string? Server { get; init; }

    /// <summary>The database, if the problem belongs to one.</summary>
    public string? Database { get; init; }

    /// <summary>The problem in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What would repair it.</summary>
    public required string Remedy { get; init; }

    /// <summary>The page that documents the rule.</summary>
    public Uri? DocumentationUri { get; init; }

    /// <summary>The message.</summary>
    public override string ToString() => Message;
}
