using BizTalkDR.Backups;
using BizTalkDR.Backups.History;
using BizTalkDR.Instances;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sql;
using BizTalkDR.Tests.Sides;

namespace BizTalkDR.Tests.Backups.History;

/// <summary>adm_BackupHistory is read while the backup job is at work.</summary>
public sealed class BackupLockTests
{
    private const string TakeLock =
        "DECLARE @r int; EXEC @r = sp_getapplock @Resource = N'BTS_BackupJob_Lock', @LockMode = N'Exclusive', @LockOwner = N'Session'; "
        + "IF @r < 0 RAISERROR(N'refused', 16, 1)";

    // As the job leaves it amid a set: an id above all others, and not every database yet.
    private const string BeginSet =
        "INSERT INTO BizTalkMgmtDb.dbo.adm_BackupHistory (BackupSetId, MarkName, DatabaseName, BackupFileName, BackupFileLocation, BackupType, BackupDateTime, ServerName) "
        + "SELECT TOP (1) BackupSetId + 1, N'BTS_2099_01_01_00_00_00_000', DatabaseName, N'later.bak', BackupFileLocation, 'lg', BackupDateTime, ServerName "
        + "FROM BizTalkMgmtDb.dbo.adm_BackupHistory ORDER BY BackupSetId DESC";

    [Fact]
    public async Task A_set_that_is_being_written_is_left_out_and_no_partial_one()
    {
        await using var sides = await SandboxSides.ShippedAsync(2);
        sides.Execute("PROD-SQL1", BeginSet);
        using var job = sides.Connector.Open(sides.Topology.Source[0], "BizTalkMgmtDb");
        SqlQuery.Execute(job, TakeLock);

        var situation = new RestoreSituationReader(sides.Connector).Read(sides.Topology);
        var newest = situation.History.Sets[^1];
        var refused = situation.Plan(situation.Wish(newest.MarkName));

        Assert.Equal((false, true), (newest.IsComplete, newest.IsBeingWritten));
        Assert.Contains(
            situation.Warnings,
            warning =>
                warning.Contains("BTS_BackupJob_Lock", StringComparison.Ordinal) && warning.Contains("session", StringComparison.Ordinal)
        );
        Assert.NotNull(situation.Plan(situation.Wish()).Plan);
        Assert.Contains("being written", Assert.Single(refused.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_job_is_at_work_its_newest_set_is_being_written_and_afterwards_it_is_complete()
    {
        await using var sides = await SandboxSides.ShippedAsync(1);
        using var reached = new ManualResetEventSlim();
        sides.Sandbox.Host.Faults.Add(
            new Fault(FaultPoint.BackupStart, "PROD-SQL2", "ContosoOrders") { Effect = FaultEffect.Hang, Then = _ => reached.Set() }
        );
        var job = sides.Sandbox.RunBackupJobAsync();
        reached.Wait(TestContext.Current.CancellationToken);

        var amid = Read(sides);
        sides.Sandbox.Host.Faults.Clear();
        Assert.True((await job).Succeeded);
        var after = Read(sides);

        Assert.Equal((false, true), (amid.Sets[^1].IsComplete, amid.Sets[^1].IsBeingWritten));
        Assert.Equal((amid.Sets[^1].SetId, true, false), (after.Sets[^1].SetId, after.Sets[^1].IsComplete, after.Sets[^1].IsBeingWritten));
    }

    [Fact]
    public async Task Without_the_lock_it_is_a_partial_set()
    {
        await using var sides = await SandboxSides.ShippedAsync(2);
        sides.Execute("PROD-SQL1", BeginSet);

        var history = Read(sides);

        Assert.Equal((false, false), (history.Sets[^1].IsComplete, history.Sets[^1].IsBeingWritten));
        Assert.DoesNotContain(history.Warnings, warning => warning.Contains("BTS_BackupJob_Lock", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reader_keeps_the_job_from_beginning_only_while_it_reads()
    {
        await using var sides = await SandboxSides.ShippedAsync(1);

        Read(sides);

        using var job = sides.Connector.Open(sides.Topology.Source[0], "BizTalkMgmtDb");
        SqlQuery.Execute(job, TakeLock);
    }

    private static BackupHistory Read(SandboxSides sides) =>
        new BackupHistoryReader(sides.Connector).ReadBackupJob(sides.Topology, InstanceDirectory.Ask(sides.Connector, sides.Topology));
}
