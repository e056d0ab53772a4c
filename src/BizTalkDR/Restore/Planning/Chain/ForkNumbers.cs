namespace BizTalkDR.Restore.Planning.Chain;

/// <summary>Numbers recovery forks, so that a log keeps a small number instead of an identity.</summary>
internal sealed class ForkNumbers
{
    private readonly Dictionary<Guid, int> numbers = [];
    private Guid last;
    private int lastNumber = LogGraph.AnyFork;

    /// <summary>The number of forks; where no fork is known at all, everything lies on one.</summary>
    public int Count => Math.Max(1, numbers.Count);

    /// <summary>The number of a fork; <see cref="LogGraph.AnyFork"/> if it is not known.</summary>
    public int Number(Guid? fork)
    {
        if (fork is not { } known || known == Guid.Empty)
            return LogGraph.AnyFork;
        if (known == last)
            return lastNumber;
        if (!numbers.TryGetValue(known, out var number))
            numbers.Add(known, number = numbers.Count);
        (last, lastNumber) = (known, number);
        return number;
    }
}
