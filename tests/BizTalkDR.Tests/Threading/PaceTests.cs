using BizTalkDR.Threading;

namespace BizTalkDR.Tests.Threading;

public sealed class PaceTests
{
    [Fact]
    public void It_begins_with_a_moment_and_grows_to_the_longest_wait()
    {
        var pace = new Pace(TimeSpan.FromMilliseconds(200));
        var waits = Enumerable.Range(0, 20).Select(_ => pace.Next()).ToList();

        Assert.True(waits[0] <= TimeSpan.FromMilliseconds(20));
        Assert.All(waits.Zip(waits.Skip(1)), pair => Assert.True(pair.Second >= pair.First));
        Assert.Equal(TimeSpan.FromMilliseconds(200), waits[^1]);
        Assert.True(waits.Take(5).Aggregate((sum, wait) => sum + wait) < TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void A_limit_shorter_than_a_moment_is_kept() =>
        Assert.Equal(TimeSpan.FromMilliseconds(1), new Pace(TimeSpan.FromMilliseconds(1)).Next());

    [Fact]
    public void Cancelling_ends_the_wait()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => new Pace(TimeSpan.FromHours(1)).Wait(cancel.Token));
    }
}
