using System.Diagnostics;
using BizTalkDR.Sandbox.Tds.Tracing;

namespace BizTalkDR.Benchmarks.Replaying;

/// <summary>The connections of a trace that begin in it: one that was opened before is noticed to have ended whenever the server gets to it.</summary>
internal static class TracedConnections
{
    // For servers that never notice, not for slow ones.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>What was sent while something ran, up to the end of the last connection, which servers notice a little after the client.</summary>
    public static async Task<IReadOnlyList<TracedRequest>> TraceAsync(StatementTrace trace, Action run)
    {
        trace.IsOn = true;
        run();
        var waited = Stopwatch.StartNew();
        while (CountOpen(trace.Requests) is var open and > 0)
        {
            if (waited.Elapsed > LongestWait)
                throw new InvalidOperationException($"{open} connections that were closed are still open on the servers.");
            await Task.Delay(20).ConfigureAwait(false);
        }
        trace.IsOn = false;
        return Begun(trace.Requests);
    }

    /// <summary>The requests of the connections that began in the trace.</summary>
    public static IReadOnlyList<TracedRequest> Begun(IEnumerable<TracedRequest> trace)
    {
        var requests = trace.ToList();
        var begun = requests.Where(request => request.Kind == TracedRequestKind.Login).Select(request => request.Connection).ToHashSet();
        return [.. requests.Where(request => begun.Contains(request.Connection))];
    }

    /// <summary>How many of the connections that began in the trace have not ended in it.</summary>
    public static int CountOpen(IEnumerable<TracedRequest> trace)
    {
        var requests = Begun(trace);
        return Count(TracedRequestKind.Login) - Count(TracedRequestKind.Logout);

        int Count(TracedRequestKind kind) => requests.Count(request => request.Kind == kind);
    }
}
