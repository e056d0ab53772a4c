using System.Diagnostics;
using BizTalkDR.Errors;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Sql;

/// <summary>
/// Waits for a statement that may take hours, but not for one that is dead. SqlClient's keep-alive finds a peer that is gone; it does not find a
/// server that hangs, nor a network that answers for it. So when the statement has been silent for a while, the server is asked on a second
/// connection whether it still works on it: sys.dm_exec_requests.percent_complete of a restore moves.
/// </summary>
internal sealed class StatementWatch(IInstanceConnector connector, InstanceReference instance, StatementPatience patience)
{
    // A look may fall between the server's end of the work and the arrival of its last message.
    private const int LooksBeforeGone = 3;

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private long heard;

    private TimeSpan Silence => TimeSpan.FromTicks(clock.Elapsed.Ticks - Interlocked.Read(ref heard));

    /// <summary>Something was heard of the statement.</summary>
    public void Heard() => Interlocked.Exchange(ref heard, clock.Elapsed.Ticks);

    /// <summary>Runs a statement on a thread of its own, and waits for its end.</summary>
    /// <param name="session">The session it runs in; when the statement is given up, so is the session.</param>
    /// <param name="database">The database it concerns, for messages.</param>
    /// <param name="statement">Sends it and reads the answer.</param>
    /// <param name="cancellationToken">Set when it has been cancelled: then it is given a moment to end.</param>
    /// <exception cref="BizTalkDRException"><c>StatementStalled</c>: it was given up.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, and did not end by itself.</exception>
    public void Run(SmoSession session, string database, Action statement, CancellationToken cancellationToken)
    {
        Heard();
        var id = session.Context.SqlConnectionObject.ServerProcessId;
        var work = OwnThread.Run(statement, CancellationToken.None);
        var ended = ((IAsyncResult)work).AsyncWaitHandle;
        var looks = new Looks(clock.Elapsed);
        while (WaitHandle.WaitAny([ended, cancellationToken.WaitHandle], patience.LookAfter) != 0)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                if (ended.WaitOne(patience.AfterCancel))
                    break;
                GiveUp(session, work);
                cancellationToken.ThrowIfCancellationRequested();
            }
            if (Silence < patience.LookAfter)
                looks.HasMoved(clock.Elapsed);
            else if (WhyDead(looks, id, cancellationToken) is { } verdict && !ended.WaitOne(TimeSpan.Zero))
            {
                // From here on the statement may end of this, with an error that says nothing of the cause.
                if (verdict.IsAtWork)
                    Kill(id);
                GiveUp(session, work);
                throw Stalled(database, verdict.Why);
            }
        }
        work.GetAwaiter().GetResult();
    }

    private Verdict? WhyDead(Looks looks, int id, CancellationToken cancellationToken)
    {
        var seen = Look(id, cancellationToken, out var hasAnswered);
        var now = clock.Elapsed;
        looks.Add(now, hasAnswered, seen);
        if (!hasAnswered)
            return now - looks.AnsweredAt > patience.NoAnswer
                ? new($"the server has not answered for {Text(now - looks.AnsweredAt)}, on a second connection neither", IsAtWork: false)
                : null;
        if (seen is null)
            return looks.TimesGone >= LooksBeforeGone
                ? new("the server does not work on it any more, as a second connection says; its answer was lost on the way", IsAtWork: false)
                : null;
        return now - looks.MovedAt > patience.NoProgress
            ? new($"the server has made no progress for {Text(now - looks.MovedAt)} ({seen})", IsAtWork: true)
            : null;
    }

    private string? Look(int id, CancellationToken cancellationToken, out bool hasAnswered)
    {
        try
        {
            using var connection = connector.Open(instance, null, cancellationToken);
            var seen = SqlQuery
                .Rows(
                    connection,
                    SqlText.Load(typeof(StatementWatch), "StatementProgress"),
                    row =>
                        $"{row.Text("command")}, {row.Text("percent_complete")} %, {row.Text("cpu_time")} ms of CPU, {row.Text("reads")} reads, {row.Text("writes")} writes, {row.Text("logical_reads")} logical reads",
                    cancellationToken,
                    ("@session", id)
                )
                .FirstOrDefault();
            hasAnswered = true;
            return seen;
        }
        catch (Exception exception) when (exception is SqlException or InstanceConnectionException or OperationCanceledException)
        {
            hasAnswered = false;
            return null;
        }
    }

    // So that the server does not hold on to the database: the statement is this program's own. It may not be allowed, or not answer.
    private void Kill(int id)
    {
        try
        {
            using var connection = connector.Open(instance);
            SqlQuery.Execute(connection, FormattableString.Invariant($"KILL {id}"));
        }
        catch (Exception exception) when (exception is SqlException or InstanceConnectionException) { }
    }

    // Its thread waits for an answer that may never come, and goes when the connection does.
    private static void GiveUp(SmoSession session, Task work)
    {
        _ = work.ContinueWith(
            ended => _ = ended.Exception,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously
        );
        session.Abandon();
    }

    private BizTalkDRException Stalled(string database, string why) =>
        new("StatementStalled", ErrorKind.Connection, $"The work on {instance}/{database} was given up: {why}.")
        {
            Server = instance.Name,
            Database = database,
            Remedy =
                "Check the network and the server. Then run it again, or resume the run: what the server has done meanwhile is seen and not done again.",
        };

    private static string Text(TimeSpan time) =>
        time.TotalMinutes >= 1 ? $"{time.TotalMinutes:0} minutes" : $"{time.TotalSeconds:0} seconds";

    // Why a statement is given up, and whether the server says that it is still at it.
    private sealed record Verdict(string Why, bool IsAtWork);

    /// <summary>What the looks at a statement have shown so far.</summary>
    private sealed class Looks(TimeSpan begun)
    {
        private string? last;

        public TimeSpan AnsweredAt { get; private set; } = begun;

        public TimeSpan MovedAt { get; private set; } = begun;

        public int TimesGone { get; private set; }

        public void HasMoved(TimeSpan now) => (AnsweredAt, MovedAt, TimesGone) = (now, now, 0);

        public void Add(TimeSpan now, bool hasAnswered, string? seen)
        {
            if (!hasAnswered)
                return;
            AnsweredAt = now;
            TimesGone = seen is null ? TimesGone + 1 : 0;
            if (seen != last)
                MovedAt = now;
            last = seen;
        }
    }
}
