using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Runbook;
using BizTalkDR.Sandbox.BizTalk;

namespace BizTalkDR.Tests.Runbook.Failback;

/// <summary>Two groups on the same source and destination instances, of which one is failed back.</summary>
public sealed class FailbackOfOneGroupTests
{
    private const string TheirCopies = "SELECT COUNT(*) FROM sys.databases WHERE name LIKE N'%Test' AND state = 1";
    private const string TheirDatabases = "SELECT COUNT(*) FROM sys.databases WHERE name LIKE N'%Test' AND state = 0";
    private const string TheirHistory = "SELECT COUNT(*) FROM master.dbo.bts_LogShippingHistory WHERE DatabaseName LIKE N'%Test'";
    private const string TheirJob = "SELECT CONVERT(int, enabled) FROM msdb.dbo.sysjobs WHERE name LIKE N'Backup BizTalk Server (%Test)'";

    [Fact]
    public async Task The_other_is_neither_switched_nor_dropped_nor_forgotten_and_goes_on_as_before()
    {
        await using var sides = await FailbackSides.CreateAsync();
        await using var other = await sides.Sandbox.AddGroupAsync(
            new BizTalkSandboxOptions
            {
                GroupName = "Test Group",
                DatabaseSuffix = "Test",
                SourceNames = ["PROD-SQL1"],
                DestinationNames = ["DR-SQL1"],
                ComputerNames = ["BTS09"],
            },
            TestContext.Current.CancellationToken
        );
        await RoundAsync(other);
        await RoundAsync(other);
        var before = Theirs(sides);
        Assert.True((int)before[0]! > 0 && (int)before[1]! > 0 && (int)before[2]! > 0);

        var asked = new List<StepAction>();
        var results = sides.Run(
            (_, actions) =>
            {
                asked.AddRange(actions);
                return true;
            }
        );

        Assert.Equal(StepStatus.Succeeded, results[^1].Status);
        Assert.Equal(before, Theirs(sides));
        Assert.DoesNotContain(asked, action => action.Database?.EndsWith("Test", StringComparison.Ordinal) == true);
        // One pair of jobs ships for both: whoever is asked is told.
        Assert.Equal(
            2,
            asked.Count(action =>
                action.Description.StartsWith("Disable job", StringComparison.Ordinal)
                && action.Description.Contains("BizTalkMgmtDbTest on PROD-SQL1", StringComparison.Ordinal)
            )
        );

        // What is left on the destination is the other group's, and is not taken for ours.
        var none = Assert.Throws<GroupException>(() => new BizTalkGroupReader(sides.Connector).ReadDestination(sides.Topology));
        Assert.Equal("NoDestinationDatabases", none.ErrorId);
        await RoundAsync(other);
    }

    private static List<object?> Theirs(FailbackSides sides) =>
        [
            sides.Read("PROD-SQL1", TheirDatabases),
            sides.Read("DR-SQL1", TheirCopies),
            sides.Read("DR-SQL1", TheirHistory),
            sides.Read("PROD-SQL1", TheirJob),
        ];

    private static async Task RoundAsync(BizTalkSandbox group)
    {
        await group.Workload.WriteAsync(2);
        var outcome = await group.RunBackupJobAsync(TestContext.Current.CancellationToken);
        Assert.True(outcome.Succeeded, outcome.Message);
        foreach (var shipped in await group.RunLogShippingAsync(TestContext.Current.CancellationToken))
            Assert.True(shipped.Succeeded, shipped.Message);
    }
}
