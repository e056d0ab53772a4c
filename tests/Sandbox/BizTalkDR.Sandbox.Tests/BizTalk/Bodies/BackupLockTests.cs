using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Tests.BizTalk.Bodies;

/// <summary>Who waits for whom: writers, readers of the history, and the tracking data decoder.</summary>
public abstract class BackupLocks
{
    protected abstract string? Folder { get; }

    [Fact]
    public async Task Who_reads_the_history_waits_for_who_writes_it()
    {
        await using var group = await GroupStand.CreateAsync(Folder);
        await group.RunAsync();
        using var writer = group.Open();
        writer.Perform("EXEC dbo.sp_AcquireBackupWriterLock");
        var reading = Task.Run(() => group.Rows("EXEC dbo.sp_GetBackupHistory 1"));
        await group.UntilSomebodyWaitsAsync();
        Assert.False(reading.IsCompleted);
        writer.Perform("EXEC dbo.sp_ReleaseBackupWriterLock");
        var rows = await reading;
        Assert.Equal(9, rows.Count);
        Assert.All(rows, row => Assert.Equal(2L, row[1]));
        Assert.False(group.IsLocked());
    }

    [Fact]
    public async Task The_job_waits_for_a_lock_that_a_query_window_has_left_behind()
    {
        await using var group = await GroupStand.CreateAsync(Folder);
        using var window = group.Open();
        window.Perform("EXEC dbo.sp_AcquireBackupWriterLock");
        var run = group.Sandbox.RunBackupJobAsync(TestContext.Current.CancellationToken);
        await group.UntilSomebodyWaitsAsync();
        Assert.False(run.IsCompleted);
        Assert.Empty(group.Sets());
        window.Dispose();
        var outcome = await run;
        Assert.True(outcome.Succeeded, outcome.Message);
    }

    [Fact]
    public async Task The_decoder_of_tracking_data_and_the_mark_wait_for_each_other()
    {
        await using var group = await GroupStand.CreateAsync(Folder);
        await group.RunAsync();
        var tracking = group.Sandbox.Group.Find("BizTalkDTADb")!.Instance;
        Assert.Equal(-1, group.Scalar("DECLARE @r int EXEC @r = dbo.TDDS_BlockTDDS SELECT @r", "BizTalkDTADb", tracking));

        using var decoder = group.Open("BizTalkDTADb", tracking);
        decoder.Perform(
            "BEGIN TRANSACTION INSERT INTO dbo.TDDS_StreamStatus (serverName, destinationId, partitionId, lastSeqNum) VALUES (N'BTS01', 1, 1, 7)"
        );
        var marking = Task.Run(() => group.MarkAll());
        await group.UntilSomebodyWaitsAsync(tracking);
        Assert.False(marking.IsCompleted);
        // No database is marked before the decoder is blocked.
        Assert.Equal(2, group.Sets().Count);
        decoder.Perform("COMMIT TRANSACTION");
        Assert.Empty((await marking).Errors);
        Assert.Equal((3L, "lg", true), group.Sets()[^1]);
    }
}

public sealed class OwnBackupLockTests : BackupLocks
{
    protected override string? Folder => null;
}

public sealed class ProductBackupLockTests : BackupLocks
{
    protected override string? Folder => GroupStand.ProductFolder();
}
