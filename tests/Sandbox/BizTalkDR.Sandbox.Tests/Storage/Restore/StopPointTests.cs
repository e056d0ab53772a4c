using BizTalkDR.BackupMedia.Media;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Requests;
using static BizTalkDR.Sandbox.Tests.Storage.StorageFixture;

namespace BizTalkDR.Sandbox.Tests.Storage.Restore;

public sealed class StopPointTests : IAsyncDisposable
{
    private readonly StorageFixture sandbox = new();
    private readonly Database database;
    private readonly Table table;

    public StopPointTests()
    {
        database = sandbox.Database("Orders");
        table = sandbox.Table(database);
        sandbox.Run(Full("Orders", "f.bak"));
        Insert(table, 1);
        Mark(table, 2, "m1");
        Insert(table, 3);
        sandbox.Run(Log("Orders", "l1.trn"));
        Insert(table, 4);
        Mark(table, 5, "m2");
        Insert(table, 6);
        sandbox.Run(Log("Orders", "l2.trn"));
        sandbox.Run(RestoreFull("Orders", "f.bak"));
    }

    private Database Restored => sandbox.Instance("SQL2").FindDatabase("Orders")!;

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public void Stopatmark_keeps_the_marked_transaction_and_nothing_after_it()
    {
        sandbox.Run(RestoreLog("Orders", "l1.trn") with { StopMark = "m1", NoRecovery = false });
        Assert.Equal([1, 2], sandbox.Ids("Orders", "SQL2"));
    }

    [Fact]
    public void Stopbeforemark_leaves_the_marked_transaction_out()
    {
        sandbox.Run(RestoreLog("Orders", "l1.trn") with { StopMark = "m1", StopBeforeMark = true, NoRecovery = false });
        Assert.Equal([1], sandbox.Ids("Orders", "SQL2"));
    }

    [Fact]
    public void A_log_without_the_mark_is_applied_whole_and_the_database_stays_restoring_with_4329()
    {
        var messages = sandbox.Run(RestoreLog("Orders", "l1.trn") with { StopMark = "m2", NoRecovery = false }).Messages;
        var told = Assert.Single(messages, message => message.Number == 4329);
        Assert.Equal(10, told.Severity);
        Assert.Equal(DatabaseState.Restoring, Restored.State);
        Assert.DoesNotContain(
            sandbox.Run(RestoreLog("Orders", "l2.trn") with { StopMark = "m2", NoRecovery = false }).Messages,
            message => message.Number == 4329
        );
        Assert.Equal([1, 2, 3, 4, 5], sandbox.Ids("Orders", "SQL2"));
    }

    [Fact]
    public void A_mark_that_was_passed_looks_like_one_that_is_still_to_come()
    {
        sandbox.Run(RestoreLog("Orders", "l1.trn"));
        Assert.Contains(
            sandbox.Run(RestoreLog("Orders", "l2.trn") with { StopMark = "m1", NoRecovery = false }).Messages,
            message => message.Number == 4329
        );
        Assert.Equal(DatabaseState.Restoring, Restored.State);
    }

    [Fact]
    public void Once_a_mark_is_reached_every_later_log_is_refused_with_4305()
    {
        sandbox.Run(RestoreLog("Orders", "l1.trn") with { StopMark = "m1" });
        Assert.Equal(DatabaseState.Restoring, Restored.State);
        Assert.Equal([4305, 3013], sandbox.Errors(RestoreLog("Orders", "l2.trn")));
        Assert.Equal([4305, 3013], sandbox.Errors(RestoreLog("Orders", "l2.trn") with { StopMark = "m2" }));
        sandbox.RecoverAlone("Orders");
        Assert.Equal([1, 2], sandbox.Ids("Orders", "SQL2"));
    }

    [Fact]
    public void After_takes_the_first_mark_of_that_name_at_or_after_a_time()
    {
        sandbox.Host.Clock.Advance(TimeSpan.FromHours(1));
        var between = sandbox.Host.Clock.Now.AddMinutes(-1);
        Mark(table, 7, "m1");
        Insert(table, 8);
        sandbox.Run(Log("Orders", "l3.trn"));
        sandbox.Run(RestoreLog("Orders", "l1.trn") with { StopMark = "m1", StopMarkAfter = between, NoRecovery = false });
        sandbox.Run(RestoreLog("Orders", "l2.trn") with { StopMark = "m1", StopMarkAfter = between, NoRecovery = false });
        sandbox.Run(RestoreLog("Orders", "l3.trn") with { StopMark = "m1", StopMarkAfter = between, NoRecovery = false });
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], sandbox.Ids("Orders", "SQL2"));
    }

    [Fact]
    public void An_lsn_may_stand_for_a_mark()
    {
        var lsn = MarkLsn("m1");
        sandbox.Run(RestoreLog("Orders", "l1.trn") with { StopMark = $"lsn:{lsn}", NoRecovery = false });
        Assert.Equal([1, 2], sandbox.Ids("Orders", "SQL2"));
    }

    [Fact]
    public void Before_an_lsn_leaves_its_record_out()
    {
        sandbox.Run(RestoreLog("Orders", "l1.trn") with { StopMark = $"lsn:{MarkLsn("m1")}", StopBeforeMark = true, NoRecovery = false });
        Assert.Equal([1], sandbox.Ids("Orders", "SQL2"));
    }

    [Fact]
    public void An_lsn_that_is_none_is_4334_and_one_that_was_passed_4338()
    {
        Assert.Equal([4334, 3013], sandbox.Errors(RestoreLog("Orders", "l1.trn") with { StopMark = "lsn:abc" }));
        sandbox.Run(RestoreLog("Orders", "l1.trn"));
        Assert.Equal([4338, 3013], sandbox.Errors(RestoreLog("Orders", "l2.trn") with { StopMark = $"lsn:{MarkLsn("m1")}" }));
    }

    [Fact]
    public void Stopat_keeps_what_was_committed_at_the_time()
    {
        sandbox.Host.Clock.Advance(TimeSpan.FromHours(1));
        Insert(table, 7);
        var time = sandbox.Host.Clock.Now;
        sandbox.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        Insert(table, 8);
        sandbox.Run(Log("Orders", "l3.trn"));
        sandbox.Run(RestoreLog("Orders", "l1.trn"));
        sandbox.Run(RestoreLog("Orders", "l2.trn"));
        sandbox.Run(RestoreLog("Orders", "l3.trn") with { StopAt = time, NoRecovery = false });
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], sandbox.Ids("Orders", "SQL2"));
    }

    [Fact]
    public void A_stop_time_after_the_log_is_4322_and_one_before_the_redo_point_4335()
    {
        var later = sandbox.Host.Clock.Now.AddHours(1);
        Assert.Contains(
            sandbox.Run(RestoreLog("Orders", "l1.trn") with { StopAt = later, NoRecovery = false }).Messages,
            message => message.Number == 4322
        );
        Assert.Equal(DatabaseState.Restoring, Restored.State);
        Assert.Equal([4335, 3013], sandbox.Errors(RestoreLog("Orders", "l2.trn") with { StopAt = later.AddHours(-9) }));
    }

    [Fact]
    public void A_full_backup_can_not_stop_at_a_mark_4340_nor_before_its_end_4338()
    {
        var request = RestoreFull("Orders", "f.bak");
        Assert.Equal([4340, 3013], sandbox.Errors(request with { StopMark = "m1" }));
        Assert.Equal([4338, 3013], sandbox.Errors(request with { StopAt = sandbox.Host.Clock.Now.AddDays(-1) }));
    }

    [Fact]
    public void A_log_with_minimally_logged_operations_can_not_stop_inside_4341()
    {
        database.Options = database.Options with { RecoveryModel = RecoveryModel.BulkLogged };
        var bulk = new SqlTransaction(51);
        table.Insert(bulk, [7, null]);
        database.WriteBulkOperation(bulk);
        bulk.Commit();
        Mark(table, 8, "m3");
        Insert(table, 9);
        Assert.True(database.HasBulkLoggedChanges);
        sandbox.Run(Log("Orders", "l3.trn"));
        sandbox.Run(RestoreLog("Orders", "l1.trn"));
        sandbox.Run(RestoreLog("Orders", "l2.trn"));
        Assert.Equal([4341, 3013], sandbox.Errors(RestoreLog("Orders", "l3.trn") with { StopMark = "m3" }));
        sandbox.Run(RestoreLog("Orders", "l3.trn") with { NoRecovery = false });
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], sandbox.Ids("Orders", "SQL2"));
    }

    [Fact]
    public void A_failed_stop_point_leaves_the_sequence_as_it_was()
    {
        Assert.Equal([4334, 3013], sandbox.Errors(RestoreLog("Orders", "l1.trn") with { StopMark = "lsn:" }));
        sandbox.Run(RestoreLog("Orders", "l1.trn"));
        sandbox.Run(RestoreLog("Orders", "l2.trn") with { NoRecovery = false });
        Assert.Equal([1, 2, 3, 4, 5, 6], sandbox.Ids("Orders", "SQL2"));
    }

    private string MarkLsn(string mark)
    {
        using var media = BizTalkDR.BackupMedia.Media.BackupMediaSet.Open(sandbox.Host.Files.Map("SQL1", Device("l1.trn"))!);
        using var stream = media.OpenSet(1).Open(BizTalkDR.BackupMedia.PayloadKind.Log);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Sandbox
            .Storage.Backup.LogCodec.Read(bytes.ToArray())
            .Records.OfType<Sandbox.Storage.Logging.CommitRecord>()
            .Single(commit => commit.Mark?.Name == mark)
            .Lsn.ToString();
    }
}
