using System.Management.Automation;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Output;
using BizTalkDR.PowerShell.Runtime;

namespace BizTalkDR.PowerShell.Base;

/// <summary>
/// The base of every cmdlet: errors of the engine become error records, Ctrl+C cancels the work, and everything a cmdlet asks of PowerShell
/// goes through one port. A cmdlet itself only binds parameters and writes results.
/// </summary>
public abstract class BtsCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stopping = new();

    /// <summary>PowerShell, or what a test puts in its place.</summary>
    internal ICmdletRuntime Runtime
    {
        get => field ??= new PowerShellRuntime(this);
        set;
    }

    /// <summary>Cancelled when the caller presses Ctrl+C.</summary>
    private protected CancellationToken Cancellation => stopping.Token;

    /// <summary>Whether a failure ends the command (a change half done) or only this input (a read).</summary>
    private protected virtual bool FailuresEndTheCommand => false;

    /// <summary>Runs once, before the first input.</summary>
    private protected virtual void Begin() { }

    /// <summary>Runs for each input.</summary>
    private protected virtual void Process() { }

    /// <summary>Runs once, after the last input.</summary>
    private protected virtual void End() { }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Guard(Begin, endsTheCommand: true);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Guard(Process, FailuresEndTheCommand);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Guard(End, FailuresEndTheCommand);

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => stopping.Cancel();

    /// <summary>What PowerShell does with one cmdlet and its inputs; for tests.</summary>
    internal void RunAll()
    {
        BeginProcessing();
        ProcessRecord();
        EndProcessing();
    }

    /// <summary>What PowerShell does on Ctrl+C; for tests.</summary>
    internal void Stop() => StopProcessing();

    /// <summary>
    /// Whether to do it all: asks once for the whole, because a set of databases or services is changed together or not at all. With -WhatIf,
    /// each part is shown in order, and the answer is no.
    /// </summary>
    /// <param name="target">What is concerned, in all.</param>
    /// <param name="action">What would be done, in all.</param>
    /// <param name="parts">Target and action of each part.</param>
    /// <param name="force">Whether the caller does not want to be asked.</param>
    /// <param name="caption">The heading of the question; PowerShell's own without one.</param>
    /// <param name="question">The question, where more is to be said than target and action.</param>
    /// <param name="isDestructive">Whether something is lost by it.</param>
    private protected bool Confirm(
        string target,
        string action,
        IEnumerable<(string Target, string Action)> parts,
        bool force = false,
        string? caption = null,
        string? question = null,
        bool isDestructive = false
    )
    {
        if (!Runtime.IsWhatIf)
            return force || Answer(() => Runtime.ShouldProcess(target, action, caption, question, isDestructive));
        foreach (var part in parts)
            Runtime.ShouldProcess(part.Target, part.Action);
        return false;
    }

    /// <summary>
    /// Whether production is to be given up: whoever is asked types the group's name. That nothing shall be asked (-Confirm:$false) is no answer; only the
    /// caller's -Force is, which is not seen here.
    /// </summary>
    /// <param name="group">The group's name.</param>
    /// <param name="caption">The heading of the question.</param>
    /// <param name="question">What is lost.</param>
    private protected bool ConfirmByName(string group, string caption, string question)
    {
        RequireForce();
        var typed = Answer(() =>
            Runtime.AskWord(
                caption,
                $"{question}{Environment.NewLine}Type the group's name, {group}, to go on; anything else is No.",
                "Group"
            )
        );
        if (string.Equals(typed.Trim(), group, StringComparison.OrdinalIgnoreCase))
            return true;
        Runtime.WriteWarning(
            typed.Trim().Length == 0
                ? "The group's name was not typed: that is No."
                : $"'{typed}' is not the group's name, {group}: that is No."
        );
        return false;
    }

    /// <summary>Refuses to give production up where nobody shall be asked: that takes -Force.</summary>
    /// <exception cref="BizTalkDRException"><c>ForceNeeded</c>.</exception>
    private protected void RequireForce()
    {
        if (Runtime.IsUnattended)
            throw new BizTalkDRException(
                "ForceNeeded",
                ErrorKind.State,
                "Production's databases would be dropped, and nobody shall be asked: -Confirm:$false does not answer for that. Nothing was changed."
            )
            {
                Remedy = "Look at what -WhatIf shows, then give -Force; or leave -Confirm:$false out and type the group's name.",
            };
    }

    /// <summary>Writes each object of a sequence.</summary>
    private protected void WriteAll(IEnumerable<object> values)
    {
        foreach (var value in values)
            Runtime.WriteObject(value);
    }

    /// <summary>Warns of all that was noticed.</summary>
    private protected void WriteWarnings(IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
            Runtime.WriteWarning(warning);
    }

    /// <summary>Runs work that writes and asks through the pump from other threads.</summary>
    private protected void RunInBackground(Action<PipelinePump, CancellationToken> work)
    {
        using var pump = new PipelinePump();
        pump.Run(cancellationToken => work(pump, cancellationToken), Cancellation);
    }

    /// <summary>Reports each exact name that nothing bears, and goes on: who names something exactly does not mean nothing.</summary>
    /// <param name="thing">What is named: Job. The error's id is <c>JobNotFound</c>.</param>
    /// <param name="wanted">The names and patterns given.</param>
    /// <param name="names">The names that there are.</param>
    /// <param name="remedy">Where the names are to be seen.</param>
    private protected void WriteMissing(string thing, string[]? wanted, IEnumerable<string?> names, string remedy)
    {
        foreach (var name in NameFilter.Missing(wanted, names))
            WriteFailure(NotFound(thing, name, remedy), name);
    }

    /// <summary>What is said of an exact name that nothing bears.</summary>
    private protected static BizTalkDRException NotFound(string thing, string name, string remedy) =>
        new($"{thing}NotFound", ErrorKind.NotFound, $"There is no {thing.ToLowerInvariant()} {name}.") { Remedy = remedy };

    /// <summary>Runs work that writes and asks through the pump, and shows how far it is once it has taken two seconds.</summary>
    /// <param name="activity">What is done: Reading jobs.</param>
    /// <param name="about">Where: an instance, a group.</param>
    /// <param name="work">The work; what it throws is thrown here.</param>
    private protected void RunInBackground(string activity, string about, Action<PipelinePump, WaitingProgress, CancellationToken> work) =>
        RunInBackground(
            (pump, cancellationToken) =>
            {
                using var waiting = new WaitingProgress(Runtime, pump, activity, about);
                work(pump, waiting, cancellationToken);
                waiting.Succeeded();
            }
        );

    /// <summary>Waits for an answer, and shows that it does once it has taken two seconds.</summary>
    /// <param name="activity">What is done: Reading jobs.</param>
    /// <param name="about">Where: an instance, a group.</param>
    /// <param name="work">Gets the answer; what it throws is thrown here.</param>
    private protected T WaitFor<T>(string activity, string about, Func<CancellationToken, T> work)
    {
        var answer = default(T);
        RunInBackground(activity, about, (_, _, cancellationToken) => answer = work(cancellationToken));
        return answer!;
    }

    /// <summary>Reports a failure of one among several inputs and goes on.</summary>
    private protected void WriteFailure(Exception failure, object? target = null) =>
        Runtime.WriteError(ErrorTranslator.Translate(failure, GetType(), target));

    /// <summary>An answer, or why there is none: PowerShell tells of Ctrl+C at a question by whatever its console happens to fail with.</summary>
    private T Answer<T>(Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (Exception failure)
        {
            if (Cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(1)))
                throw new OperationCanceledException(Cancellation);
            throw new BizTalkDRException(
                "NoAnswer",
                ErrorKind.State,
                $"The question whether to go on could not be asked: {failure.Message}",
                failure
            )
            {
                Remedy =
                    "Run it where it can be answered; or, to run unattended, say so with -Force where the command has it (production is not dropped without "
                    + "it), else with -Confirm:$false, after a look at what -WhatIf shows.",
            };
        }
    }

    private void Guard(Action act, bool endsTheCommand)
    {
        try
        {
            act();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception failure) when (!IsPowerShellsOwn(failure))
        {
            var error = ErrorTranslator.Translate(failure, GetType(), null);
            if (endsTheCommand)
                Runtime.ThrowTerminatingError(error);
            else
                Runtime.WriteError(error);
        }
    }

    /// <summary>
    /// -ErrorAction Stop, Select-Object -First, Ctrl+C and the like: PowerShell's own business. That it can't resolve a path is not.
    /// </summary>
    private static bool IsPowerShellsOwn(Exception failure) =>
        failure is not (SessionStateException or WildcardPatternException)
        && failure.GetType().Namespace?.StartsWith("System.Management.Automation", StringComparison.Ordinal) == true;

    /// <summary>Frees what the cmdlet holds.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the cmdlet holds.</summary>
    /// <param name="disposing">Whether managed objects are to be freed.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            stopping.Dispose();
    }
}
