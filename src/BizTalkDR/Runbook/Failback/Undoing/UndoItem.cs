namespace BizTalkDR.Runbook.Failback.Undoing;

/// <summary>What a server says of something that a run has switched off.</summary>
/// <param name="IsOn">Whether it is on.</param>
/// <param name="Now">What it is, in words: enabled, running, READ_WRITE.</param>
/// <param name="LeftBecause">Why it is not for this run to switch on; null if it is.</param>
internal sealed record UndoReading(bool IsOn, string Now, string? LeftBecause = null);

/// <summary>Something that a run has switched off.</summary>
internal abstract class UndoItem
{
    /// <summary>What it is, as the journal calls it.</summary>
    public required SwitchedOff Off { get; init; }

    /// <summary>What switches it on again.</summary>
    public StepAction Action =>
        new(Off.Server, Off.Database, Description)
        {
            Act = Act,
            Switches = new Switch(Off.Thing, Off.Key, On: true, Off.Database is not null),
        };

    /// <summary>What kind of thing switches it on again.</summary>
    protected abstract StepAct Act { get; }

    /// <summary>What switches it on again, in the infinitive.</summary>
    protected abstract string Description { get; }

    /// <summary>Asks the server.</summary>
    public abstract UndoReading Read(CancellationToken cancellationToken);

    /// <summary>Switches it on and waits until it is.</summary>
    public abstract void SwitchOn(CancellationToken cancellationToken);

    /// <summary>What has become of it, where nothing more is to be done.</summary>
    public UndoResult Result(UndoState state, string evidence, Exception? error = null) =>
        new()
        {
            State = state,
            Server = Off.Server,
            Database = Off.Database,
            Thing = Off.Thing,
            Step = Off.Step,
            Evidence = evidence,
            Error = error,
        };
}
