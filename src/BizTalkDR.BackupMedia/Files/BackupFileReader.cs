namespace BizTalkDR.BackupMedia.Files;

/// <summary>
/// Reads the headers of many backup files at once, without SQL Server. Files are opened and read on other threads, as many at a time as given, and the
/// sets come out in the order in which their files were added. A file that can't be read is a <see cref="BackupFileHeader"/> with a reason, never an
/// exception. No more than a window of files is held in memory. For one thread.
/// </summary>
public sealed class BackupFileReader : IDisposable
{
    private readonly int throttle;
    private readonly Func<string, Stream> open;
    private readonly CancellationToken cancellationToken;
    private readonly Queue<Task<BackupFileScan>> window = new();

    /// <param name="throttle">How many files are read at the same time.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public BackupFileReader(int throttle, CancellationToken cancellationToken = default)
        : this(throttle, BackupFileSystem.Open, cancellationToken) { }

    internal BackupFileReader(int throttle, Func<string, Stream> open, CancellationToken cancellationToken = default)
    {
        if (throttle < 1)
            throw new ArgumentOutOfRangeException(nameof(throttle), throttle, "At least one file is read at a time.");
        (this.throttle, this.open, this.cancellationToken) = (throttle, open, cancellationToken);
    }

    /// <summary>Reads all sets of all files, in their order.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IEnumerable<BackupFileHeader> ReadAll(
        IEnumerable<FoundFile> files,
        int throttle,
        CancellationToken cancellationToken = default
    )
    {
        using var reader = new BackupFileReader(throttle, cancellationToken);
        foreach (var file in files)
        foreach (var header in reader.Add(file))
            yield return header;
        foreach (var header in reader.Finish())
            yield return header;
    }

    /// <summary>
    /// Has a file read, and returns what is there by now of the files before it: waits for the first of them only when the window is full. The result
    /// must be enumerated.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<BackupFileHeader> Add(FoundFile file)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (window.Count >= throttle || (window.Count > 0 && window.Peek().IsCompleted))
            foreach (var header in TakeFirst())
                yield return header;
        window.Enqueue(Task.Run(() => BackupFileScan.Begin(file, open, cancellationToken), cancellationToken));
    }

    /// <summary>Returns the rest.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<BackupFileHeader> Finish()
    {
        while (window.Count > 0)
            foreach (var header in TakeFirst())
                yield return header;
    }

    /// <summary>Lets go of files that nobody will take; what is being read is closed as soon as it has been.</summary>
    public void Dispose()
    {
        foreach (var scan in window)
            scan.ContinueWith(
                done => done.Result.Abandon(),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion,
                TaskScheduler.Default
            );
        window.Clear();
    }

    private IEnumerable<BackupFileHeader> TakeFirst()
    {
        // A share that does not answer can hold its thread for minutes; who cancels is not held with it.
        var first = window.Peek();
        WaitFor(first);
        window.Dequeue();
        return first.GetAwaiter().GetResult().TakeAll();
    }

    private void WaitFor(Task task)
    {
        try
        {
            task.Wait(cancellationToken);
        }
        catch (AggregateException)
        {
            // Thrown again, as it was, by whoever takes the result.
        }
    }
}
