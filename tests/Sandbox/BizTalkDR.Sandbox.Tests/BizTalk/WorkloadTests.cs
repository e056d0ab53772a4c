using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Tests.BizTalk;

public class WorkloadTests
{
    [Theory]
    [InlineData(1, 2, 2, 0)]
    [InlineData(2, 1, 1, 0)]
    [InlineData(3, 2, 1, 0)]
    [InlineData(4, 3, 2, 2)]
    public async Task Whatever_is_written_meanwhile_databases_restored_to_a_mark_hold_what_committed_before_it(
        int seed,
        int sources,
        int destinations,
        int extraMessageBoxes
    )
    {
        await using var sandbox = await BizTalkSandbox.CreateAsync(
            new BizTalkSandboxOptions
            {
                Seed = seed,
                StartTime = DateTime.UtcNow.Date.AddDays(1).AddHours(9).AddMinutes(5),
                SourceNames = [.. Enumerable.Range(1, sources).Select(i => $"PROD-SQL{i}")],
                DestinationNames = [.. Enumerable.Range(1, destinations).Select(i => $"DR-SQL{i}")],
                ExtraMessageBoxes = extraMessageBoxes,
                JobNames = seed % 2 == 0 ? LogShippingJobNames.Plain : LogShippingJobNames.Dashed,
            }
        );
        sandbox.Workload.Start(3);
        for (var i = 0; i < 3; i++)
        {
            await Task.Delay(150);
            sandbox.Host.Clock.Advance(TimeSpan.FromMinutes(15));
            Succeeds(await sandbox.RunBackupJobAsync());
            foreach (var outcome in await sandbox.RunLogShippingAsync())
                Succeeds(outcome);
        }
        await sandbox.Workload.StopAsync();
        foreach (var destination in sandbox.LogShipping)
            Succeeds(await BizTalkSandbox.RunJobAsync(destination.Instance, destination.MarkJobName));

        var mark = LastMark(sandbox, sandbox.Group.Management);
        var expected = sandbox.Workload.CommittedBefore(mark).Order().ToArray();
        Assert.NotEmpty(expected);
        foreach (var database in sandbox.Group.BackedUpDatabases)
            Assert.Equal(mark, LastMark(sandbox, database));
        foreach (var database in sandbox.Group.MessageDatabases)
            Assert.Equal(expected, Workload.ReadNumbers(sandbox.DestinationOf(database.Instance), database).Order());
        Assert.Empty(sandbox.Host.TraceLines);
    }

    [Fact]
    public async Task Equal_seeds_write_equal_messages()
    {
        var written = new List<IReadOnlyList<long>>();
        for (var i = 0; i < 2; i++)
        {
            await using var sandbox = await BizTalkSandbox.CreateAsync(new BizTalkSandboxOptions { Seed = 7, DestinationNames = [] });
            written.Add(await sandbox.Workload.WriteAsync(30));
        }
        Assert.Equal(written[0], written[1]);
        Assert.InRange(written[0].Count, 20, 29);
    }

    private static string LastMark(BizTalkSandbox sandbox, BizTalkDatabase database)
    {
        using var session = sandbox.DestinationOf(database.Instance).OpenInternalSession("test");
        return (string)session.Perform($"SELECT MAX(MarkName) FROM [{database.Name}].dbo.MarkLog").Results[0].Rows[0][0]!;
    }

    private static void Succeeds(JobOutcome outcome) => Assert.True(outcome.Succeeded, outcome.Message);
}
