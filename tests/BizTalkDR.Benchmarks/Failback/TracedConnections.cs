using BizTalkDR.Sandbox.Tds.Tracing;

namespace BizTalkDR.Benchmarks.Failback;

/// <summary>The connections of a trace that begin in it: one that was opened before is noticed to have ended whenever the server gets to it.</summary>
internal static class TracedConnections
{
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
