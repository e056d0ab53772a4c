using BizTalkDR.Benchmarks.Failback;
using BizTalkDR.Sandbox.Tracing;

namespace BizTalkDR.Benchmarks.Tests.Failback;

public sealed class TracedConnectionsTests
{
    [Fact]
    public void A_connection_that_began_before_the_trace_and_ends_in_it_is_none_of_the_traces()
    {
        var late = Request(7, TracedRequestKind.Logout);
        var login = Request(8, TracedRequestKind.Login);

        Assert.Equal(1, TracedConnections.CountOpen([late, login]));
        Assert.Equal([login], TracedConnections.Begun([late, login]));
    }

    [Fact]
    public void Sessions_of_one_number_on_two_instances_are_two_connections()
    {
        var trace = new[]
        {
            Request(8, TracedRequestKind.Login),
            Request(8, TracedRequestKind.Login, "SQL02"),
            Request(8, TracedRequestKind.Batch),
            Request(8, TracedRequestKind.Logout),
        };

        Assert.Equal(1, TracedConnections.CountOpen(trace));
        Assert.Equal(trace, TracedConnections.Begun(trace));
    }

    private static TracedRequest Request(int session, TracedRequestKind kind, string instance = "SQL01") =>
        new()
        {
            Kind = kind,
            Instance = instance,
            Session = session,
            Arrived = 1,
            At = TimeSpan.Zero,
        };
}
