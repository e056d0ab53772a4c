namespace BizTalkDR.Threading;

/// <summary>Runs blocking work for many items, a limited number at once, in order of the list.</summary>
internal static class Throttled
{
    /// <summary>Waits for the end of all of it.</summary>
    public static void Run<T>(IReadOnlyCollection<T> items, int limit, Action<T> work, CancellationToken cancellationToken) =>
        RunAsync(items, limit, work, cancellationToken).GetAwaiter().GetResult();

    public static async Task RunAsync<T>(IReadOnlyCollection<T> items, int limit, Action<T> work, CancellationToken cancellationToken)
    {
        var queue = new Queue<T>(items);
        var workers = Enumerable
            .Range(0, Math.Min(Math.Max(limit, 1), Math.Max(items.Count, 1)))
            .Select(_ => OwnThread.Run(Work, cancellationToken));
        await Task.WhenAll(workers.ToList()).ConfigureAwait(false);

        void Work()
        {
            while (!cancellationToken.IsCancellationRequested && Take() is (true, var item))
                work(item!);
        }

        (bool, T?) Take()
        {
            lock (queue)
                return queue.Count > 0 ? (true, queue.Dequeue()) : (false, default);
        }
    }
}
