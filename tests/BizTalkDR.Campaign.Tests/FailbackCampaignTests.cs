namespace BizTalkDR.Campaign.Tests;

/// <summary>
/// The short form of the campaign: one run of each kind. A seed that fails is played once more with
/// <c>dotnet run --project tests/BizTalkDR.Campaign -- --seed n --runs 1 --verbose</c>.
/// </summary>
public abstract class FailbackCampaignTests
{
    private protected static async Task PlayAsync(int seed)
    {
        var result = await FailbackCampaign.RunAsync(seed);
        Assert.True(result.Wrong.Count == 0, $"{result.Kind}, seed {seed}:\n{string.Join("\n", result.Wrong)}\n{result.Story}");
    }

    private protected static TheoryData<int, string> Seeds(Range kinds)
    {
        var data = new TheoryData<int, string>();
        foreach (var seed in Enumerable.Range(0, FailbackCampaign.Kinds.Count).Take(kinds))
            data.Add(seed, FailbackCampaign.KindOf(seed).Name);
        return data;
    }
}

/// <summary>Kills, and what fails on a server.</summary>
public sealed class KillsAndHooksTests : FailbackCampaignTests
{
    public static TheoryData<int, string> Runs => Seeds(..19);

    [Theory]
    [MemberData(nameof(Runs))]
    public Task A_failback_that_is_broken_ends_well_or_refuses_for_a_true_reason_and_nothing_is_lost(int seed, string what) =>
        PlayAsync(seed + (0 * what.Length));
}

/// <summary>Damaged journals, and a world that somebody changes between a kill and the resume.</summary>
public sealed class JournalsAndWorldsTests : FailbackCampaignTests
{
    public static TheoryData<int, string> Runs => Seeds(19..);

    [Theory]
    [MemberData(nameof(Runs))]
    public Task A_failback_that_is_resumed_after_it_ends_well_or_refuses_for_a_true_reason_and_nothing_is_lost(int seed, string what) =>
        PlayAsync(seed + (0 * what.Length));
}
