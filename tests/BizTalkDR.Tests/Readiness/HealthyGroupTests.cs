using BizTalkDR.Readiness;

namespace BizTalkDR.Tests.Readiness;

public sealed class HealthyGroupTests(ReadinessFixture healthy) : IClassFixture<ReadinessFixture>
{
    [Fact]
    public void A_healthy_group_passes_and_only_what_nobody_can_tell_is_unknown()
    {
        var results = healthy.Sides.Test();

        Assert.All(results, result => Assert.True(result.Status is ReadinessStatus.Passed or ReadinessStatus.Unknown, result.ToString()));
        Assert.All(results.Where(result => result.Status == ReadinessStatus.Unknown), result => Assert.Equal("Msdtc", result.Name));
        Assert.Equal(Enum.GetValues<ReadinessArea>(), results.Select(result => result.Area).Distinct().Order());
    }

    [Fact]
    public void Print()
    {
        foreach (var r in healthy.Sides.Test())
            TestContext.Current.TestOutputHelper!.WriteLine($"{r.Status,-8} {r.Area,-13} {r.Name,-22} {r.Server,-10} {r.Database,-22} {r.Detail}{(r.Remedy is null ? "" : " => " + r.Remedy)}");
    }
}
