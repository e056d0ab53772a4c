using System.Collections.Concurrent;
using System.Globalization;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>
/// Messages with running numbers, each written in one distributed transaction into every MessageBox, tracking, BAM import and custom
/// databases, wherever they are. A mixture of marks among restored databases shows as numbers present in one and absent in another.
/// Nothing is written while no host instance runs.
/// </summary>
public sealed class Workload : IAsyncDisposable
{
    private readonly BizTalkGroup group;
    private readonly Func<bool> mayWrite;
    private readonly Random random;
    private readonly Lock latch = new();
    private readonly ConcurrentDictionary<long, bool> committed = new();
    private readonly List<Task> writers = [];
    private CancellationTokenSource stop = new();
    private long lastNumber;

    /// <summary>Makes a workload that writes nothing yet.</summary>
    /// <param name="group">The group it writes into.</param>
    /// <param name="seed">What its chances are drawn from.</param>
    /// <param name="mayWrite">Whether a host instance runs; null is always.</param>
    public Workload(BizTalkGroup group, int seed, Func<bool>? mayWrite = null)
    {
        ArgumentNullException.ThrowIfNull(group);
        this.group = group;
        this.mayWrite = mayWrite ?? (() => true);
        random = new Random(seed);
    }

    /// <summary>The numbers whose transaction committed.</summary>
    public IReadOnlySet<long> Committed => committed.Keys.ToHashSet();

    /// <summary>How many transactions failed for a reason of the databases' own.</summary>
    public int Failures { get; private set; }

    /// <summary>The numbers that committed before a marked transaction did: what databases restored to that mark must hold, no more and no less.</summary>
    /// <exception cref="ArgumentException">No such mark was ever set.</exception>
    public IReadOnlySet<long> CommittedBefore(string markName)
    {
        var names =
            group.Host.Commits.NamesBefore(markName) ?? throw new ArgumentException($"No mark '{markName}' was set.", nameof(markName));
        return names
            .Where(name => name.StartsWith(group.MessagePrefix, StringComparison.Ordinal))
            .Select(name => long.Parse(name.AsSpan(group.MessagePrefix.Length), CultureInfo.InvariantCulture))
            .ToHashSet();
    }

    /// <summary>The numbers found in a database on an instance, its source or the one it was restored to.</summary>
    /// <exception cref="SqlServerException">The database can't be read there.</exception>
    public static IReadOnlySet<long> ReadNumbers(SqlInstance instance, BizTalkDatabase database)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(database);
        var query = database.NumbersQuery ?? throw new ArgumentException($"Database {database.Name} holds no messages.", nameof(database));
        using var session = instance.OpenInternalSession("Workload check");
        return session.Perform(query).Results[0].Rows.Select(row => (long)row[0]!).ToHashSet();
    }

    /// <summary>Writes a number of messages, one after another; about one in ten is rolled back.</summary>
    /// <returns>The numbers that committed.</returns>
    /// <exception cref="SqlServerException">A message could not be written.</exception>
    public async Task<IReadOnlyList<long>> WriteAsync(int count, CancellationToken cancellation = default)
    {
        var written = new List<long>();
        await Task.Run(
                () =>
                {
                    for (var i = 0; i < count; i++)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        var isCommitted = Draw(10) != 0;
                        using var message = Begin();
                        if (!isCommitted)
                            message.Rollback();
                        else
                        {
                            message.Commit();
                            written.Add(message.Number);
                        }
                    }
                },
                cancellation
            )
            .ConfigureAwait(false);
        return written;
    }

    /// <summary>Begins a message and leaves its transaction open, across a mark for instance, until the caller ends it.</summary>
    /// <exception cref="SqlServerException">It could not be written.</exception>
    public OpenMessage Begin() => new(this, group, Interlocked.Increment(ref lastNumber));

    /// <summary>Starts writers that go on until <see cref="StopAsync"/>, pausing at random before they commit.</summary>
    public void Start(int writerCount = 2)
    {
        lock (latch)
        {
            if (writers.Count > 0)
                return;
            stop = new CancellationTokenSource();
            for (var i = 0; i < writerCount; i++)
                writers.Add(
                    Task.Factory.StartNew(
                        () => WriteOn(stop.Token),
                        CancellationToken.None,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                );
        }
    }

    /// <summary>Stops the writers; what they have open ends first.</summary>
    public async Task StopAsync()
    {
        Task[] ending;
        lock (latch)
        {
            stop.Cancel();
            ending = [.. writers];
            writers.Clear();
        }
        await Task.WhenAll(ending).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        stop.Dispose();
    }

    internal void RecordCommit(long number) => committed[number] = true;

    private void WriteOn(CancellationToken stopped)
    {
        while (!stopped.IsCancellationRequested)
        {
            if (!mayWrite())
            {
                stopped.WaitHandle.WaitOne(50);
                continue;
            }
            try
            {
                using var message = Begin();
                if (Draw(5) == 0)
                    stopped.WaitHandle.WaitOne(Draw(60));
                if (Draw(10) == 0)
                    message.Rollback();
                else
                    message.Commit();
            }
            catch (Exception failure) when (failure is SqlServerException or InvalidOperationException)
            {
                // A broken production is what drills are about: a host instance logs the error and tries again.
                Failures++;
                stopped.WaitHandle.WaitOne(50);
            }
            stopped.WaitHandle.WaitOne(Draw(10));
        }
    }

    private int Draw(int below)
    {
        lock (latch)
            return random.Next(below);
    }
}
