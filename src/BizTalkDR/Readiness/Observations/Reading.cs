using System.Diagnostics.CodeAnalysis;

namespace BizTalkDR.Readiness.Observations;

/// <summary>What was read, or why it could not be.</summary>
internal sealed class Reading<T>
    where T : class
{
    private readonly T? value;

    private Reading(T? value, string? failure) => (this.value, Failure) = (value, failure);

    /// <summary>Why it could not be read; null if it was.</summary>
    public string? Failure { get; }

    public static Reading<T> Of(T value) => new(value, null);

    public static Reading<T> Failed(string why) => new(null, why);

    /// <summary>Gives what was read.</summary>
    public bool TryGet([NotNullWhen(true)] out T? read)
    {
        read = value;
        return value is not null;
    }

    /// <summary>What was read, or this instead.</summary>
    public T Or(T instead) => value ?? instead;
}
