namespace BizTalkDR.Campaign;

/// <summary>What came of a run.</summary>
internal enum Verdict
{
    /// <summary>The failback ended, and everything is as it must be.</summary>
    EndedOk,

    /// <summary>The failback refuses, for a true reason, and nothing is lost.</summary>
    Refused,

    /// <summary>Something is not as it must be.</summary>
    Wrong,
}

/// <summary>One run.</summary>
/// <param name="Seed">What reproduces it.</param>
/// <param name="Kind">What was broken.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="Story">What happened, attempt by attempt.</param>
/// <param name="Wrong">What is wrong; empty unless the verdict is so.</param>
internal sealed record RunResult(int Seed, string Kind, Verdict Verdict, string Story, IReadOnlyList<string> Wrong);
