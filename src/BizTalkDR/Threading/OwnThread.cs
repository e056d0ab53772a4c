namespace BizTalkDR.Threading;

/// <summary>
/// Blocking work on threads of its own. Connections are opened and services waited for without giving their thread back; threads of the pool,
/// which are few at first and come slowly, would keep whatever else needs one waiting.
/// </summary>
internal static class OwnThread
{
    /// <summary>Starts the work at once.</summary>
    public static Task<T> Run<T>(Func<T> work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Starts the work at once.</summary>
    public static Task Run(Action work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Does something with all items at once, waits for it, and returns the results in the order of the items.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static TResult[] ForEach<TItem, TResult>(
        IEnumerable<TItem> items,
        Func<TItem, TResult> work,
        CancellationToken cancellationToken
    )
    {
        var all = items.ToList();
        cancellationToken.ThrowIfCancellationRequested();
        // What is alone needs no thread.
        if (all.Count < 2)
            return [.. all.Select(work)];
        var running = all.Select(item => Run(() => work(item), cancellationToken)).ToArray();
        return Task.WhenAll(running).GetAwaiter().GetResult();
    }

    /// <summary>The same where each item has several results: all of them, in the order of the items.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static List<TResult> Collect<TItem, TResult>(
        IEnumerable<TItem> items,
        Func<TItem, IEnumerable<TResult>> work,
        CancellationToken cancellationToken
    ) => [.. ForEach(items, item => work(item).ToList(), cancellationToken).SelectMany(results => results)];
}
