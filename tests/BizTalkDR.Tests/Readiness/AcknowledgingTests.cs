using BizTalkDR.Errors;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Readiness;

/// <summary>What somebody has looked into by hand, and what that changes of what was found.</summary>
public sealed class AcknowledgingTests
{
    private static readonly DateTime Today = new(2026, 11, 21);

    private static readonly Acknowledgement Msdtc = new()
    {
        Check = "Msdtc",
        Server = "BTS1",
        Reason = "Test-Dtc to both destinations, K. Berg",
        Date = new DateTime(2026, 11, 1),
    };

    [Fact]
    public void What_could_not_be_found_out_is_acknowledged_with_reason_and_day()
    {
        var result = Assert.Single(Acknowledging.Apply([Unknown("Msdtc", "bts1")], [Msdtc], Today));
        Assert.Equal((ReadinessStatus.Acknowledged, Msdtc, null), (result.Status, result.Acknowledgement, result.Remedy));
        Assert.Equal("Nobody can tell. Acknowledged 2026-11-01: Test-Dtc to both destinations, K. Berg.", result.Detail);
    }

    [Theory]
    [InlineData(ReadinessStatus.Failed)]
    [InlineData(ReadinessStatus.Warning)]
    [InlineData(ReadinessStatus.Passed)]
    [InlineData(ReadinessStatus.Skipped)]
    public void What_was_found_out_stays_as_it_is(ReadinessStatus status)
    {
        var found = Unknown("Msdtc", "BTS1") with { Status = status };
        Assert.Equal([found], Acknowledging.Apply([found], [Msdtc], Today));
    }

    [Fact]
    public void Other_places_and_other_checks_stay_as_they_are()
    {
        ReadinessResult[] others = [Unknown("Msdtc", "BTS2"), Unknown("FreeSpace", "BTS1"), Unknown("Msdtc", null)];
        Assert.Equal(others, Acknowledging.Apply(others, [Msdtc], Today));
    }

    [Theory]
    [InlineData("2026-11-21", ReadinessStatus.Acknowledged)]
    [InlineData("2026-11-20", ReadinessStatus.Unknown)]
    public void It_holds_until_its_last_day_is_over_and_says_so(string until, ReadinessStatus expected)
    {
        var lapsing = Msdtc with { Until = DateTime.Parse(until, System.Globalization.CultureInfo.InvariantCulture) };
        var result = Assert.Single(Acknowledging.Apply([Unknown("Msdtc", "BTS1")], [lapsing], Today));
        Assert.Equal(expected, result.Status);
        Assert.Equal(expected == ReadinessStatus.Unknown, result.Detail.Contains("over: look again", StringComparison.Ordinal));
        Assert.Equal(expected == ReadinessStatus.Unknown, result.Remedy is not null);
    }

    [Fact]
    public void A_day_that_has_not_come_does_not_count()
    {
        var result = Assert.Single(Acknowledging.Apply([Unknown("Msdtc", "BTS1")], [Msdtc with { Date = Today.AddDays(1) }], Today));
        Assert.Equal(ReadinessStatus.Unknown, result.Status);
    }

    [Fact]
    public void One_that_holds_counts_beside_one_that_has_lapsed()
    {
        var lapsed = Msdtc with { Date = Today, Until = Today.AddDays(-1) };
        Assert.Equal(
            ReadinessStatus.Acknowledged,
            Assert.Single(Acknowledging.Apply([Unknown("Msdtc", "BTS1")], [lapsed, Msdtc], Today)).Status
        );
    }

    [Fact]
    public void A_check_that_does_not_exist_is_refused_with_those_that_do()
    {
        var topology = Topology.WithoutInstances with { Acknowledged = [Msdtc, Msdtc with { Check = "Msdct" }] };
        var refused = Assert.Throws<TopologyException>(() => Acknowledging.Check(topology));
        Assert.Equal(("UnknownCheck", "$.acknowledged[1].check"), (refused.ErrorId, refused.JsonPath));
        Assert.Contains("Msdtc", refused.Remedy, StringComparison.Ordinal);
    }

    private static ReadinessResult Unknown(string check, string? server) =>
        new()
        {
            Area = ReadinessArea.Network,
            Name = check,
            Server = server,
            Status = ReadinessStatus.Unknown,
            Detail = "Nobody can tell.",
            Remedy = "Look there.",
        };
}
