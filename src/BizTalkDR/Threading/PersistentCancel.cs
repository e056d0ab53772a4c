namespace BizTalkDR.Threading;

/// <summary>
/// Once a token is cancelled, cancels a statement again and again until it has ended: a cancel that comes while nothing has been sent yet is lost,
/// and the statement may run for hours.
/// </summary>
internal sealed class PersistentCancel : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(250);
    private readonly Timer timer;
    private readonly CancellationTokenRegistration registration;

    /// <param name="cancel">Cancels what runs at the moment; does nothing if nothing does. Called by a thread of the pool.</param>
    /// <param name="cancellationToken">Set by the operator.</param>
    public PersistentCancel(Action cancel, CancellationToken cancellationToken)
    {
        timer = new Timer(_ => cancel());
        registration = cancellationToken.Register(() => timer.Change(TimeSpan.Zero, Again));
    }

    /// <summary>The statement has ended.</summary>
    public void Dispose()
    {
        registration.Dispose();
        timer.Dispose();
    }
}
