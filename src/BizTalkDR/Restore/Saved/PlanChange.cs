namespace BizTalkDR.Restore.Saved;

/// <summary>What has changed since a plan was made. The names are stable.</summary>
public enum PlanChangeKind
{
    /// <summary>The instance answers with another name or version.</summary>
    Instance,

    /// <summary>The database has another state, or appeared, or is gone.</summary>
    State,

    /// <summary>The database stands elsewhere: redo point, recovery fork or last restore.</summary>
    Position,

    /// <summary>This plan, or a part of it, has been run already.</summary>
    RanAlready,

    /// <summary>The files of the database lie elsewhere.</summary>
    DatabaseFiles,

    /// <summary>A backup file is gone, can't be read, or holds another backup.</summary>
    Backup,

    /// <summary>Files of the plan can't be written where they are to go any more.</summary>
    FileLayout,

    /// <summary>A job of the group is gone, new, or was enabled or disabled.</summary>
    Job,

    /// <summary>A service of BizTalk is gone, new, or was started or stopped.</summary>
    Service,

    /// <summary>Production has taken backup sets since: more would be lost.</summary>
    NewBackups,

    /// <summary>A run would do something else than the plan lists.</summary>
    Acts,
}

/// <summary>One difference between the world a plan was made for and the world as it is.</summary>
public sealed record PlanChange
{
    /// <summary>What kind of difference.</summary>
    public PlanChangeKind Kind { get; init; }

    /// <summary>The instance.</summary>
    public required string Server { get; init; }

    /// <summary>The database, if it concerns one.</summary>
    public string? Database { get; init; }

    /// <summary>What was, when the plan was made.</summary>
    public required string Was { get; init; }

    /// <summary>What is.</summary>
    public required string Is { get; init; }

    /// <summary>The difference in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What to do next.</summary>
    public string Remedy { get; init; } = "Make the plan again.";

    /// <summary>The message.</summary>
    public override string ToString() => Message;
}

/// <summary>What a check of a plan against the world found.</summary>
public sealed record PlanCheck
{
    /// <summary>The differences; a plan with any is not run.</summary>
    public IReadOnlyList<PlanChange> Changes { get; init; } = [];

    /// <summary>What could not be compared, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Returns if nothing has changed.</summary>
    /// <exception cref="PlanOutdatedException">Something has; the message names everything.</exception>
    public void ThrowIfChanged()
    {
        if (Changes.Count > 0)
            throw PlanOutdatedException.Of(Changes);
    }
}
