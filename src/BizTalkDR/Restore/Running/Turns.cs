using BizTalkDR.Threading;

namespace BizTalkDR.Restore.Running;

/// <summary>
/// Runs blocking work for many items, a limited number at once, step by step: after each step the item with most left to do goes on. Whole items
/// one after another would leave lanes idle at the end, for as long as an item takes, unless the limit divides their number.
/// </summary>
/// <param name="items">The items; of two with as much left, the one that has waited longest goes first.</param>
/// <param name="left">How much an item has left to do.</param>
/// <param name="step">Does an item's next step; false when it was the last.</param>
internal sealed class Turns<T>(IEnumerable<T> items, Func<T, double> left, Func<T, bool> step)
    where T : class
{
    private readonly List<T> waiting = [.. items];
    private readonly object gate = new();
    private int running;

    /// <summary>Runs all items to their end.</summary>
    /// <param name="limit">How many at once, at least one.</param>
    public Task RunAsync(int limit)
    {
        var lanes = Enumerable
            .Range(0, Math.Max(1, Math.Min(limit, waiting.Count)))
            .Select(_ => OwnThread.Run(Run, CancellationToken.None));
        return Task.WhenAll(lanes.ToList());
    }

    private void Run()
    {
        while (Take() is { } item)
        {
            var goesOn = false;
            try
            {
                goesOn = step(item);
            }
            finally
            {
                GiveBack(item, goesOn);
            }
        }
    }

    private T? Take()
    {
        lock (gate)
        {
            // What runs now may go on afterwards.
            while (waiting.Count == 0 && running > 0)
                Monitor.Wait(gate);
            if (waiting.Count == 0)
                return null;
            var next = waiting[0];
            foreach (var item in waiting)
            {
                if (left(item) > left(next))
                    next = item;
            }
            waiting.Remove(next);
            running++;
            return next;
        }
    }

    private void GiveBack(T item, bool goesOn)
    {
        lock (gate)
        {
            running--;
            if (goesOn)
                waiting.Add(item);
            Monitor.PulseAll(gate);
        }
    }
}
