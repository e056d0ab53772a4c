using System.Collections.Concurrent;

namespace BizTalkDR.Benchmarks.Replaying;

/// <summary>Threads that wait for work: the thread pool would let blocking work wait for threads.</summary>
internal sealed class Lanes : IDisposable
{
    private readonly BlockingCollection<Task> work = [];

    /// <param name="count">How much work there is at once, at the most.</param>
    public Lanes(int count)
    {
        for (var lane = 0; lane < count; lane++)
            new Thread(Run) { IsBackground = true, Name = "Replay" }.Start();
    }

    /// <summary>Has a lane do it at once.</summary>
    public Task Start(Action action)
    {
        var task = new Task(action);
        work.Add(task);
        return task;
    }

    public void Dispose() => work.CompleteAdding();

    private void Run()
    {
        foreach (var task in work.GetConsumingEnumerable())
            task.RunSynchronously(TaskScheduler.Default);
    }
}
