using System.Collections.Concurrent;
using System.Management.Automation;
using System.Runtime.ExceptionServices;

namespace BizTalkDR.PowerShell.Runtime;

/// <summary>
/// Runs the engine's work on another thread and carries out on the pipeline's thread what the work wants written or asked: PowerShell lets a
/// cmdlet write from that thread only. When writing fails (Ctrl+C, -ErrorAction Stop, Select-Object -First) the work is cancelled, waited
/// for, and the failure goes on its way.
/// </summary>
internal sealed class PipelinePump : IDisposable
{
    private readonly BlockingCollection<Action> queue = [];
    private readonly CancellationTokenSource abandoned = new();
    private int pipelineThread;

    /// <summary>Has something written, without waiting for it. Called by the work, from any thread.</summary>
    public void Post(Action action)
    {
        if (Environment.CurrentManagedThreadId == pipelineThread)
        {
            action();
            return;
        }
        try
        {
            queue.Add(action);
        }
        catch (InvalidOperationException)
        {
            // The work has ended; a late message of one of its threads has nobody to go to.
        }
    }

    /// <summary>Has something asked, and waits for the answer. Called by the work, from any thread.</summary>
    /// <exception cref="OperationCanceledException">The pipeline has ended.</exception>
    public T Ask<T>(Func<T> question)
    {
        if (Environment.CurrentManagedThreadId == pipelineThread)
            return question();
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var end = abandoned.Token.Register(() => answer.TrySetCanceled());
        Post(() => Answer(question, answer));
        return answer.Task.GetAwaiter().GetResult();
    }

    /// <summary>Runs the work to its end, or until cancelled; returns when nothing is left to write.</summary>
    /// <param name="work">The work; what it throws is thrown here.</param>
    /// <param name="cancellationToken">Cancelled when the caller presses Ctrl+C.</param>
    public void Run(Action<CancellationToken> work, CancellationToken cancellationToken)
    {
        pipelineThread = Environment.CurrentManagedThreadId;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, abandoned.Token);
        var running = Task.Factory.StartNew(
            () => work(stop.Token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        running.ContinueWith(_ => queue.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

        var failure = Drain();
        if (failure is not null)
        {
            ((IAsyncResult)running).AsyncWaitHandle.WaitOne();
            failure.Throw();
        }
        running.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        queue.Dispose();
        abandoned.Dispose();
    }

    private ExceptionDispatchInfo? Drain()
    {
        foreach (var action in queue.GetConsumingEnumerable())
        {
            try
            {
                action();
            }
            catch (Exception error)
            {
                abandoned.Cancel();
                return ExceptionDispatchInfo.Capture(error);
            }
        }
        return null;
    }

    private static void Answer<T>(Func<T> question, TaskCompletionSource<T> answer)
    {
        try
        {
            answer.TrySetResult(question());
        }
        catch (PipelineStoppedException)
        {
            answer.TrySetCanceled();
        }
        catch (Exception error)
        {
            answer.TrySetException(error);
        }
    }
}
