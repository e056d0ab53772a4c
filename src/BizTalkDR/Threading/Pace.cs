namespace BizTalkDR.Threading;

/// <summary>
/// How long to wait before looking again at something that takes its time: a moment at first, so that what is quick is not waited for, and longer
/// each time, up to a limit, so that what is slow is not asked all the time.
/// </summary>
/// <param name="longest">The longest wait.</param>
internal sealed class Pace(TimeSpan longest)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(5);
    private TimeSpan next = Shortest < longest ? Shortest : longest;

    /// <summary>Waits; each time half as long again.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Wait(CancellationToken cancellationToken)
    {
        cancellationToken.WaitHandle.WaitOne(Next());
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>How long to wait this time.</summary>
    internal TimeSpan Next()
    {
        var now = next;
        var longer = TimeSpan.FromTicks(now.Ticks * 3 / 2);
        next = longer < longest ? longer : longest;
        return now;
    }
}
