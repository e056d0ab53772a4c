namespace BizTalkDR.Campaign.Tests;

/// <summary>
/// The short form of the campaign: one run of most kinds. A seed that fails is played once more with
/// <c>dotnet run --project tests/BizTalkDR.Campaign -- --seed n --runs 1 --verbose</c>.
/// </summary>
public abstract class FailbackCampaignTests
{
    private protected static async Task PlayAsync(int seed, string kind)
    {
        var result = await FailbackCampaign.RunAsync(seed);
        Assert.Equal(kind, result.Kind);
        Assert.True(result.Wrong.Count == 0, $"Seed {seed}:\n{string.Join("\n", result.Wrong)}\n{result.Story}");
    }

    /// <summary>The runs whose place among those of the short form is odd, or even: the two halves run at once.</summary>
    private protected static TheoryData<int, string> Runs(bool isOdd)
    {
        var data = new TheoryData<int, string>();
        var seeds = Enumerable.Range(0, FailbackCampaign.Kinds.Count).Where(seed => !FailbackCampaign.KindOf(seed).IsLongFormOnly);
        foreach (var seed in seeds.Where((_, place) => place % 2 == 1 == isOdd))
            data.Add(seed, FailbackCampaign.KindOf(seed).Name);
        return data;
    }
}

/// <summary>One half of the runs.</summary>
public sealed class OneHalfOfTheCampaignTests : FailbackCampaignTests
{
    public static TheoryData<int, string> Half => Runs(isOdd: false);

    [Theory]
    [MemberData(nameof(Half))]
    public Task A_broken_failback_ends_well_or_refuses_for_a_true_reason_and_nothing_is_lost(int seed, string kind) =>
        PlayAsync(seed, kind);
}

/// <summary>The other half of the runs.</summary>
public sealed class OtherHalfOfTheCampaignTests : FailbackCampaignTests
{
    public static TheoryData<int, string> Half => Runs(isOdd: true);

    [Theory]
    [MemberData(nameof(Half))]
    public Task A_broken_failback_ends_well_or_refuses_for_a_true_reason_and_nothing_is_lost(int seed, string kind) =>
        PlayAsync(seed, kind);
}
