namespace BizTalkDR.Tests.Restore.Planning.Model;

/// <summary>Turns a list of random numbers into decisions, so that a smaller list makes a smaller world.</summary>
internal sealed class Choices(int[] numbers)
{
    private int next;

    /// <summary>Whether there are numbers left.</summary>
    public bool HasMore => next < numbers.Length;

    /// <summary>A number from 0 up to, but not including, a limit; 0 when the list is used up.</summary>
    public int Below(int limit) => HasMore ? numbers[next++] % limit : 0;

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int times) => Below(times) == times - 1;
}
