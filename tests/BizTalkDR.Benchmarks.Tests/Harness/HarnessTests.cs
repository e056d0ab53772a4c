using BizTalkDR.Benchmarks.Harness;

namespace BizTalkDR.Benchmarks.Tests.Harness;

public sealed class HarnessTests
{
    [Theory]
    [InlineData(new double[] { 7 }, 7)]
    [InlineData(new double[] { 9, 1, 5 }, 5)]
    [InlineData(new double[] { 4, 1, 100, 2 }, 3)]
    public void The_median_is_the_middle_or_the_mean_of_the_two_in_the_middle(double[] values, double median) =>
        Assert.Equal(median, Median.Of(values));

    [Fact]
    public void There_is_no_median_of_nothing() => Assert.Throws<ArgumentException>(() => Median.Of(Array.Empty<double>()));

    [Fact]
    public void The_ratio_is_the_median_of_the_rounds_ratios_not_of_their_sums()
    {
        var rounds = new Rounds();
        rounds.Add(Seconds(2), Seconds(1));
        // A round in which something else slowed both sides down, and one in which it slowed one side down.
        rounds.Add(Seconds(40), Seconds(20));
        rounds.Add(Seconds(9), Seconds(1));

        Assert.Equal(2, rounds.Ratio, 6);
        Assert.Equal((2d, 9d), rounds.Range);
        Assert.Equal((TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(1)), (rounds.Measured, rounds.Yardstick));
    }

    [Fact]
    public async Task Both_sides_are_measured_in_turns_and_warming_up_does_not_count()
    {
        var order = new List<string>();
        var rounds = await Rounds.MeasureAsync(1, 2, () => Note("A", 3), () => Note("B", 2));

        Assert.Equal(["B", "A", "A", "B", "B", "A"], order);
        Assert.Equal((2, 1.5), (rounds.Count, rounds.Ratio));

        Task<Effort> Note(string name, int seconds)
        {
            order.Add(name);
            return Task.FromResult(Seconds(seconds));
        }
    }

    [Fact]
    public void The_processor_time_of_repeated_work_is_that_of_one_repeat()
    {
        var times = 0;
        var effort = Effort.Of(
            () =>
            {
                times++;
                // However fast the machine is, this takes time.
                Thread.Sleep(1);
            },
            repeats: 3
        );

        Assert.Equal(3, times);
        Assert.True(effort.Elapsed > TimeSpan.Zero);
        Assert.Equal(2, Doubled().ProcessorRatio);
    }

    private static Rounds Doubled()
    {
        var rounds = new Rounds();
        rounds.Add(
            new Effort(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)),
            new Effort(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2))
        );
        return rounds;
    }

    private static Effort Seconds(int seconds) => new(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(1.49, 0, 1.5, true)]
    [InlineData(1.51, 0, 1.5, false)]
    [InlineData(7.3, 1, 7.2, true)]
    [InlineData(7.1, 1, 7.2, false)]
    public void A_figure_on_the_wrong_side_of_its_limit_is_not_kept(double value, int kind, double limit, bool isMet) =>
        Assert.Equal(isMet, new Figure("any", "any", value, (LimitKind)kind, limit, "").IsMet);
}
