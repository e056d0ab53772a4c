using BizTalkDR.Readiness;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Tests.Sides;

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
        sides.Execute(sides.Topology.ManagementDatabase.Instance, "EXEC BizTalkMgmtDb.dbo.sp_ForceFullBackup");
        await sides.RoundAsync();
        await sides.RoundAsync();
        return sides;
    }

    /// <summary>One instance on each side and few databases: quick to stand up, for tests that break it for good.</summary>
    internal static Task<SandboxSides> SmallAsync() =>
        HealthyAsync(
            new BizTalkSandboxOptions
            {
                SourceNames = ["PROD"],
                DestinationNames = ["DR"],
                ComputerNames = ["BTS01"],
            }
        );
}

internal static class ReadinessRunning
{
    public const string Management = "PROD-SQL1";
    public const string BackupJob = "Backup BizTalk Server (BizTalkMgmtDb)";
    public const string HistoryJob = "BTS Log Shipping - Get Backup History";
    public const string RestoreJob = "BTS Log Shipping - Restore Databases";
    public const string MarkJob = "BTS Log Shipping - Restore To Mark";

    public static IReadOnlyList<ReadinessResult> Test(this SandboxSides sides, ReadinessOptions options) =>
        new DisasterRecoveryTest(sides.Impatient).Run(sides.Topology, options, null, TestContext.Current.CancellationToken);

    /// <summary>Tests one area only.</summary>
    public static IReadOnlyList<ReadinessResult> Test(this SandboxSides sides, params ReadinessArea[] areas) =>
        sides.Test(new ReadinessOptions { Areas = areas });

    /// <summary>The only result of a check that did not pass; it says what to do.</summary>
    public static ReadinessResult Fault(this IEnumerable<ReadinessResult> results, string name)
    {
        var fault = Assert.Single(results, result => result.Name == name && result.Status != ReadinessStatus.Passed);
        if (fault.Status is ReadinessStatus.Failed or ReadinessStatus.Warning)
            Assert.False(string.IsNullOrWhiteSpace(fault.Remedy));
        return fault;
    }

    /// <summary>The only result that did not pass at all.</summary>
    public static ReadinessResult OnlyFault(this IReadOnlyList<ReadinessResult> results)
    {
        var fault = Assert.Single(results, result => result.Status != ReadinessStatus.Passed);
        return results.Fault(fault.Name);
    }

    public static void IsAt(this ReadinessResult result, ReadinessStatus status, string? server, string? database = null) =>
        Assert.Equal((status, server, database), (result.Status, result.Server, result.Database));

    /// <summary>The instance of that name.</summary>
    public static SqlInstance Instance(this SandboxSides sides, string name) =>
        sides.Sandbox.Host.Instances.First(instance => instance.Name == name);

    /// <summary>Has all logins go to the management instance as the login in BTS_BACKUP_USERS, as log shipping was set up.</summary>
    public static string MapToBackupLogin(this SandboxSides sides, string? password = null) =>
        $"EXEC sp_addlinkedsrvlogin '{Management}', 'FALSE', NULL, '{sides.Sandbox.Group.BackupLogin}', '{password ?? sides.Sandbox.Group.BackupPassword}'";

    /// <summary>Where a path that the instances use lies on this machine.</summary>
    public static string Here(this SandboxSides sides, string path) => sides.Sandbox.Host.Files.Map(Management, path)!;
}
