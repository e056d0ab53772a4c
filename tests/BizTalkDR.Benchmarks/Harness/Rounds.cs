namespace BizTalkDR.Benchmarks.Harness;

/// <summary>
/// Two things measured in turns in one process. A round is one measurement of each, so whatever slows the machine down for a while slows
/// both; the ratio is the median of the rounds' ratios, and every other round begins with the other thing.
/// </summary>
internal sealed class Rounds
{
    private readonly List<(Effort Measured, Effort Yardstick)> rounds = [];

    /// <summary>How many rounds there were.</summary>
    public int Count => rounds.Count;

    /// <summary>How many times as long as the yardstick the measured thing takes.</summary>
    public double Ratio => Median.Of(rounds.Select(Of));

    /// <summary>The same for processor time.</summary>
    public double ProcessorRatio => Median.Of(rounds.Select(round => round.Measured.Processor / round.Yardstick.Processor));

    /// <summary>The smallest and the largest ratio of a round.</summary>
    public (double Least, double Most) Range => (rounds.Min(Of), rounds.Max(Of));

    /// <summary>The median time of the measured thing.</summary>
    public TimeSpan Measured => Median.Of(rounds.Select(round => round.Measured.Elapsed));

    /// <summary>The median time of the yardstick.</summary>
    public TimeSpan Yardstick => Median.Of(rounds.Select(round => round.Yardstick.Elapsed));

    /// <summary>Adds what a round measured.</summary>
    public void Add(Effort measured, Effort yardstick) => rounds.Add((measured, yardstick));

    /// <summary>Measures both in turns. Each says itself how long it took, so that its preparations don't count.</summary>
    /// <param name="warmUps">Rounds that only warm up.</param>
    /// <param name="count">Rounds that count.</param>
    /// <param name="measured">The thing itself.</param>
    /// <param name="yardstick">What it is measured against.</param>
    public static async Task<Rounds> MeasureAsync(int warmUps, int count, Func<Task<Effort>> measured, Func<Task<Effort>> yardstick)
    {
        var result = new Rounds();
        for (var round = -warmUps; round < count; round++)
        {
            Effort one;
            Effort other;
            if (round % 2 == 0)
            {
                one = await measured().ConfigureAwait(false);
                other = await yardstick().ConfigureAwait(false);
            }
            else
            {
                other = await yardstick().ConfigureAwait(false);
                one = await measured().ConfigureAwait(false);
            }
            if (round >= 0)
                result.Add(one, other);
        }
        return result;
    }

    /// <summary>Measures two pieces of work that need no preparation but a heap without garbage.</summary>
    /// <param name="warmUps">Rounds that only warm up.</param>
    /// <param name="count">Rounds that count.</param>
    /// <param name="measured">The thing itself.</param>
    /// <param name="yardstick">What it is measured against.</param>
    /// <param name="repeats">
    /// How often the yardstick is repeated in a round, for the mean: where it is much shorter, other programs would disturb it less than the thing
    /// measured, which has to share the processors for longer.
    /// </param>
    public static Task<Rounds> MeasureAsync(int warmUps, int count, Action measured, Action yardstick, int repeats = 1) =>
        MeasureAsync(warmUps, count, () => Task.FromResult(Time(measured, 1)), () => Task.FromResult(Time(yardstick, repeats)));

    private static double Of((Effort Measured, Effort Yardstick) round) => round.Measured.Elapsed / round.Yardstick.Elapsed;

    private static Effort Time(Action work, int repeats)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Effort.Of(work, repeats);
    }
}
