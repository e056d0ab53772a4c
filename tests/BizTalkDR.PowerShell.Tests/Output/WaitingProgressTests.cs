using BizTalkDR.PowerShell.Output;
using BizTalkDR.PowerShell.Runtime;

namespace BizTalkDR.PowerShell.Tests.Output;

/// <summary>What is shown while a cmdlet waits for servers.</summary>
public sealed class WaitingProgressTests
{
    private readonly RecordingRuntime runtime = new();

    [Fact]
    public void Work_that_takes_longer_is_shown_with_what_it_does_and_vanishes_at_its_end()
    {
        Run(
            waiting => waiting.Report("Asking PROD-SQL1."),
            shown => shown.Status.StartsWith("Asking PROD-SQL1.", StringComparison.Ordinal)
        );
        Assert.Equal("Testing", runtime.Progress[0].Activity);
        Assert.True(runtime.Progress[^1].IsCompleted);
    }

    [Fact]
    public void A_part_that_is_told_gives_an_estimate_of_the_rest()
    {
        Run(waiting => waiting.Report("3 of 4", 75), shown => shown.Percent == 75);
        Assert.All(runtime.Progress.Where(shown => shown.Percent == 75), shown => Assert.True(shown.SecondsRemaining >= 0));
    }

    [Fact]
    public void Work_that_is_quick_shows_nothing()
    {
        using var pump = new PipelinePump();
        pump.Run(
            _ =>
            {
                using var waiting = new WaitingProgress(runtime, pump, "Testing", "quick", TimeSpan.FromHours(1));
                waiting.Report("at once", 50);
                waiting.Succeeded();
            },
            CancellationToken.None
        );
        Assert.Empty(runtime.Progress);
    }

    [Fact]
    public void What_took_a_while_before_is_expected_to_take_as_long_again()
    {
        var about = $"{Guid.NewGuid()}";
        using (var pump = new PipelinePump())
            pump.Run(
                _ =>
                {
                    using var waiting = new WaitingProgress(runtime, pump, "Testing", about, TimeSpan.FromHours(1));
                    Thread.Sleep(1500);
                    waiting.Succeeded();
                },
                CancellationToken.None
            );
        // The same may take longer this time: then there is no estimate any more, but it was shown.
        Run(_ => { }, _ => true, about);
        Assert.All(
            runtime.Progress.Where(shown => !shown.IsCompleted),
            shown => Assert.True(shown is { Percent: >= 0 and < 100, SecondsRemaining: > 0 } or { Percent: -1, SecondsRemaining: -1 })
        );
    }

    [Theory]
    [InlineData(10, 50, 10)]
    [InlineData(10, 100, 0)]
    [InlineData(3, 1, 297)]
    [InlineData(10, 0, -1)]
    [InlineData(10, -1, -1)]
    public void The_rest_takes_as_long_as_the_part_that_is_done_in_proportion(int elapsed, int percent, int expected) =>
        Assert.Equal(expected, WaitingProgress.SecondsRemaining(TimeSpan.FromSeconds(elapsed), percent));

    /// <summary>Runs work that goes on until what is expected was shown.</summary>
    private void Run(Action<WaitingProgress> work, Func<CmdletProgress, bool> expected, string about = "somewhere")
    {
        using var pump = new PipelinePump();
        using var seen = new ManualResetEventSlim();
        pump.Run(
            stopping =>
            {
                using var waiting = new WaitingProgress(runtime, pump, "Testing", about, TimeSpan.Zero);
                work(waiting);
                while (!seen.Wait(10, stopping))
                    pump.Post(() =>
                    {
                        if (runtime.Progress.Any(expected))
                            seen.Set();
                    });
            },
            CancellationToken.None
        );
    }
}
