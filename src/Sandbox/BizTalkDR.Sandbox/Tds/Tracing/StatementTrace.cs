using System.Collections.Concurrent;
using System.Diagnostics;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Tds.Tracing;

/// <summary>
/// Every request that clients send to a sandbox's instances, as it arrives: what tests and drills look at to see what a program really asks of
/// its servers, and what can be sent once more to another sandbox. It costs nothing while it is off. The sandbox's own sessions (Agent steps,
/// services, set-up) are not in it, nor are passwords and their hashes.
/// </summary>
public sealed class StatementTrace
{
    private readonly ConcurrentQueue<TracedRequest> requests = new();
    private readonly long made = Stopwatch.GetTimestamp();
    private long moment;
    private long connections;

    /// <summary>Whether requests are kept.</summary>
    public bool IsOn { get; set; }

    /// <summary>The requests so far, in the order they arrived.</summary>
    public IReadOnlyList<TracedRequest> Requests => [.. requests.OrderBy(request => request.Arrived)];

    /// <summary>Forgets the requests so far.</summary>
    public void Clear() => requests.Clear();

    /// <summary>
    /// A number after all moments so far and before all that follow: arrivals and ends are counted by it, and so can be what happens outside,
    /// such as the stop of a service between two statements.
    /// </summary>
    public long NextMoment() => Interlocked.Increment(ref moment);

    /// <summary>A number that no other connection of the sandbox has: sessions' ids are used again.</summary>
    internal long NextConnection() => Interlocked.Increment(ref connections);

    private static long Now => Stopwatch.GetTimestamp();

    internal TracedRequest? Batch(in TracedClient client, string text) =>
        IsOn ? Keep(client, TracedRequestKind.Batch, NextMoment(), Now, TracedSecrets.Hide(text), []) : null;

    internal TracedRequest? Procedure(in TracedClient client, ProcedureRequest call) =>
        IsOn ? Keep(client, TracedRequestKind.Procedure, NextMoment(), Now, call.Name, TracedSecrets.Hide(call)) : null;

    internal TracedRequest? Transaction(in TracedClient client, string operation, string? name) =>
        IsOn ? Keep(client, TracedRequestKind.Transaction, NextMoment(), Now, $"{operation} {name}".TrimEnd(), []) : null;

    /// <summary>A login was answered.</summary>
    /// <param name="client">Who logged in.</param>
    /// <param name="arrived">The moment the connection began.</param>
    /// <param name="since">The time it began, as <see cref="Stopwatch.GetTimestamp"/> tells it.</param>
    internal void Login(in TracedClient client, long arrived, long since)
    {
        if (IsOn)
            End(Keep(client, TracedRequestKind.Login, arrived, since, "", []), since);
    }

    internal void Logout(in TracedClient client)
    {
        if (IsOn)
            End(Keep(client, TracedRequestKind.Logout, NextMoment(), Now, "", []), Now);
    }

    /// <summary>A request's answer is complete.</summary>
    internal void End(TracedRequest? request, long since)
    {
        if (request is null)
            return;
        request.Elapsed = Stopwatch.GetElapsedTime(since);
        request.Ended = NextMoment();
    }

    private TracedRequest Keep(
        in TracedClient client,
        TracedRequestKind kind,
        long arrived,
        long since,
        string text,
        IReadOnlyList<TracedParameter> parameters
    )
    {
        var request = new TracedRequest
        {
            Kind = kind,
            Instance = client.Instance,
            Connection = client.Connection,
            Session = client.Session,
            Database = client.Database,
            Application = client.Application,
            Text = text,
            Parameters = parameters,
            IsReset = client.IsReset,
            Arrived = arrived,
            At = Stopwatch.GetElapsedTime(made, since),
        };
        requests.Enqueue(request);
        return request;
    }
}

/// <summary>Who sends a request.</summary>
/// <param name="Instance">The instance's name.</param>
/// <param name="Connection">The connection's number.</param>
/// <param name="Session">@@SPID; 0 when there is none.</param>
/// <param name="Database">The session's database.</param>
/// <param name="Application">The application's name.</param>
/// <param name="IsReset">Whether the connection was used anew.</param>
internal readonly record struct TracedClient(
    string Instance,
    long Connection,
    int Session,
    string Database,
    string Application,
    bool IsReset = false
);
