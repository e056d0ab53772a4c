using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>A place in the engine at which planted faults strike.</summary>
internal static class FaultPlace
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    /// <summary>Carries out the fault that is planted here, if there is one.</summary>
    /// <param name="caller">Whose request it is.</param>
    /// <param name="point">What kind of place.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="moment">Before or after the act.</param>
    /// <param name="usual">The error of a failure that names none.</param>
    /// <param name="attention">Ends the waiting of what hangs.</param>
    /// <param name="text">What is about to be done.</param>
    internal static void Reach(
        Caller caller,
        FaultPoint point,
        string subject,
        FaultMoment moment,
        Func<SqlServerException> usual,
        CancellationToken attention,
        string text = ""
    )
    {
        var engine = caller.Instance;
        if (engine.Host.Faults.Strike(point, engine.Name, subject, moment, text) is { } fault)
            Carry(fault, engine, () => fault.ErrorNumber == 0 ? usual() : Numbered(fault.ErrorNumber, usual()), caller, attention);
    }

    /// <summary>Does what a fault that has struck does.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="engine">Where.</param>
    /// <param name="failure">The error, should it fail.</param>
    /// <param name="caller">Whose request it is; null for the server's own work.</param>
    /// <param name="attention">Ends the waiting of what hangs.</param>
    internal static void Carry(
        Fault fault,
        DatabaseEngine engine,
        Func<SqlServerException> failure,
        Caller? caller = null,
        CancellationToken attention = default
    )
    {
        switch (fault.Effect)
        {
            case FaultEffect.Fail:
                throw failure();
            case FaultEffect.Cut:
                caller?.CutConnection();
                throw MessageCatalog.Error(596);
            case FaultEffect.Stop:
                engine.Host.Stop(engine);
                throw MessageCatalog.Error(596);
            case FaultEffect.Hang:
                Hang(fault, engine, attention);
                break;
        }
    }

    private static void Hang(Fault fault, DatabaseEngine engine, CancellationToken attention)
    {
        while (engine.Host.Faults.Has(fault))
        {
            attention.WaitHandle.WaitOne(LookAgain);
            attention.ThrowIfCancellationRequested();
            if (!engine.IsRunning)
                throw MessageCatalog.Error(596);
        }
    }

    // Another number than the place's own keeps the place's text: what the parameters of its own would be is not known.
    private static SqlServerException Numbered(int number, SqlServerException usual) =>
        new(
            usual.Error with
            {
                Number = number,
                Severity = MessageCatalog.All.TryGetValue(number, out var known) ? known.Severity : usual.Error.Severity,
            }
        );
}
