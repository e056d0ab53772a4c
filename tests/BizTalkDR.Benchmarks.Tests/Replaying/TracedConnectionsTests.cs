using BizTalkDR.Benchmarks.Replaying;
using BizTalkDR.Sandbox.Tds.Tracing;

namespace BizTalkDR.Benchmarks.Tests.Replaying;

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
    public void Two_connections_whose_sessions_had_the_same_id_are_two()
    {
        var trace = new[]
        {
            Request(8, TracedRequestKind.Login),
            Request(9, TracedRequestKind.Login),
            Request(8, TracedRequestKind.Batch),
            Request(8, TracedRequestKind.Logout),
        };

        Assert.Equal(1, TracedConnections.CountOpen(trace));
        Assert.Equal(trace, TracedConnections.Begun(trace));
    }

    private static TracedRequest Request(long connection, TracedRequestKind kind) =>
        new()
        {
            Kind = kind,
            Instance = "SQL01",
            Session = 51,
            Connection = connection,
            Arrived = 1,
            At = TimeSpan.Zero,
        };
}
