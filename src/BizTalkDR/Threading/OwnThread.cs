namespace BizTalkDR.Threading;

/// <summary>
/// Blocking work on a thread of its own. Connections are opened and services waited for without giving their thread back; threads of the pool,
/// which are few at first and come slowly, would keep whatever else needs one waiting.
/// </summary>
internal static class OwnThread
{
    /// <summary>Starts the work at once.</summary>
    public static Task<T> Run<T>(Func<T> work, CancellationToken cancellation) =>
        Task.Factory.StartNew(work, cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
