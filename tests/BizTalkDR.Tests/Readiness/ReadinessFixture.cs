using BizTalkDR.Readiness;
using BizTalkDR.Sandbox.BizTalk;

namespace BizTalkDR.Tests.Readiness;

/// <summary>A healthy production and destination, with two full sets and log shipping in its steady state.</summary>
public sealed class ReadinessFixture : IAsyncLifetime
{
    internal SandboxSides Sides { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Sides = await HealthyAsync();

    public ValueTask DisposeAsync() => Sides.DisposeAsync();

    internal static async Task<SandboxSides> HealthyAsync(BizTalkSandboxOptions? options = null)
    {
        var sides = await SandboxSides.CreateAsync(options);
        await sides.RoundAsync();
        await sides.RoundAsync();
        sides.Execute(sides.Topology.ManagementDatabase.Instance, "EXEC BizTalkMgmtDb.dbo.sp_ForceFullBackup");
        await sides.RoundAsync();
        await sides.RoundAsync();
        return sides;
    }
}

internal static class ReadinessRunning
{
    public static IReadOnlyList<ReadinessResult> Test(this SandboxSides sides, ReadinessOptions? options = null) =>
        new DisasterRecoveryTest(sides.Impatient).Run(sides.Topology, options, null, TestContext.Current.CancellationToken);

    /// <summary>Tests one area only.</summary>
    public static IReadOnlyList<ReadinessResult> Test(this SandboxSides sides, params ReadinessArea[] areas) =>
        sides.Test(new ReadinessOptions { Areas = areas });

    /// <summary>The only result of a check that did not pass.</summary>
    public static ReadinessResult Fault(this IEnumerable<ReadinessResult> results, string name) =>
        Assert.Single(results, result => result.Name == name && result.Status != ReadinessStatus.Passed);
}
