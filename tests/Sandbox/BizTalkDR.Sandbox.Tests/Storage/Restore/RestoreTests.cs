using BizTalkDR.BackupMedia;
using BizTalkDR.BackupMedia.Media;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Requests;
using static BizTalkDR.Sandbox.Tests.Storage.StorageFixture;

namespace BizTalkDR.Sandbox.Tests.Storage.Restore;

public sealed class RestoreTests : IAsyncDisposable
{
    private readonly StorageFixture sandbox = new();
    private readonly Database database;
    private readonly Table table;

    public RestoreTests()
    {
        database = sandbox.Database("Orders");
        table = sandbox.Table(database);
        Insert(table, 1);
        sandbox.Run(Full("Orders", "f.bak"));
        Insert(table, 2);
        sandbox.Run(Log("Orders", "l1.trn"));
        Insert(table, 3);
        sandbox.Run(Log("Orders", "l2.trn"));
        Insert(table, 4);
        sandbox.Run(Log("Orders", "l3.trn"));
    }

    private Database Restored => sandbox.Instance("SQL2").FindDatabase("Orders")!;

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public void A_full_backup_and_its_logs_bring_everything_back()
    {
        sandbox.Run(RestoreFull("Orders", "f.bak"));
        Assert.Equal(DatabaseState.Restoring, Restored.State);
        sandbox.Run(RestoreLog("Orders", "l1.trn"));
        sandbox.Run(RestoreLog("Orders", "l2.trn"));
        sandbox.Run(RestoreLog("Orders", "l3.trn") with { NoRecovery = false });
        Assert.Equal(DatabaseState.Online, Restored.State);
        Assert.Equal([1, 2, 3, 4], sandbox.Ids("Orders", "SQL2"));
    }

    [Fact]
    public void A_log_that_starts_after_the_redo_point_is_refused_with_4305()
    {
        sandbox.Run(RestoreFull("Orders", "f.bak"));
        Assert.Equal([4305, 3013], sandbox.Errors(RestoreLog("Orders", "l2.trn")));
    }

    [Fact]
    public void A_log_that_ends_before_the_redo_point_is_refused_with_4326()
    {
        sandbox.Run(RestoreFull("Orders", "f.bak"));
        sandbox.Run(RestoreLog("Orders", "l1.trn"));
        sandbox.Run(RestoreLog("Orders", "l2.trn"));
        Assert.Equal([4326, 3013], sandbox.Errors(RestoreLog("Orders", "l1.trn")));
    }

    [Fact]
    public void A_log_that_ends_at_the_redo_point_adds_nothing()
    {
        sandbox.Run(RestoreFull("Orders", "f.bak"));
        sandbox.Run(RestoreLog("Orders", "l1.trn"));
        var redoPoint = Restored.RedoStartLsn;
        sandbox.Run(RestoreLog("Orders", "l1.trn"));
        Assert.Equal(redoPoint, Restored.RedoStartLsn);
    }

    [Fact]
    public void A_log_for_a_database_that_is_not_being_restored_is_refused_with_3117()
    {
        Assert.Equal([3118, 3013], sandbox.Errors(RestoreLog("Orders", "l1.trn")));
        sandbox.Run(RestoreFull("Orders", "f.bak") with { NoRecovery = false });
        Assert.Equal([3117, 3013], sandbox.Errors(RestoreLog("Orders", "l1.trn")));
    }

    [Fact]
    public void A_set_of_the_other_kind_is_refused_with_3135()
    {
        sandbox.Run(RestoreFull("Orders", "f.bak"));
        Assert.Equal([3135, 3013], sandbox.Errors(RestoreFull("Orders", "l1.trn")));
        Assert.Equal([3135, 3013], sandbox.Errors(RestoreLog("Orders", "f.bak")));
    }

    [Fact]
    public void A_database_in_use_is_refused_with_3101_and_by_its_own_user_with_3102()
    {
        sandbox.Run(RestoreFull("Orders", "f.bak") with { NoRecovery = false });
        var user = sandbox.Instance("SQL2").OpenInternalSession("user", "Orders");
        Assert.Equal([3101, 3013], sandbox.Errors(RestoreFull("Orders", "f.bak") with { Replace = true }));
        user.Database = sandbox.Instance("SQL2").FindDatabase("master")!;
        sandbox.Session("SQL2").Database = Restored;
        Assert.Equal([3102, 3013], sandbox.Errors(RestoreFull("Orders", "f.bak") with { Replace = true }));
    }

    [Fact]
    public void Another_database_is_overwritten_only_with_replace_3154()
    {
        sandbox.Database("Other", "SQL2");
        var request = RestoreFull("Other", "f.bak");
        Assert.Equal([3154, 3013], sandbox.Errors(request));
        sandbox.Run(request with { Replace = true });
        Assert.Equal("Other", sandbox.Instance("SQL2").FindDatabase("Other")!.Name);
    }

    [Fact]
    public void A_tail_that_is_not_backed_up_is_overwritten_only_with_replace_3159()
    {
        Assert.Equal([3159, 3013], sandbox.Errors(RestoreFull("Orders", "f.bak"), "SQL1"));
        sandbox.Run(Log("Orders", "tail.trn") with { NoRecovery = true });
        sandbox.Run(RestoreFull("Orders", "f.bak"), "SQL1");
        foreach (var log in new[] { "l1.trn", "l2.trn", "l3.trn", "tail.trn" })
            sandbox.Run(RestoreLog("Orders", log), "SQL1");
        sandbox.RecoverAlone("Orders", "SQL1");
        Assert.Equal([1, 2, 3, 4], sandbox.Ids("Orders"));
    }

    [Fact]
    public void A_backup_of_a_newer_server_is_refused_with_3169()
    {
        sandbox.Host.AddInstance(new SqlInstanceOptions { Name = "OLD", Version = new Version(13, 0, 5000, 0) });
        var error = Assert.Throws<Errors.SqlServerException>(() => sandbox.Run(RestoreFull("Orders", "f.bak"), "OLD"));
        Assert.Equal(3169, error.Error.Number);
        Assert.Contains("15.00.4430", error.Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_backup_is_restored_on_a_newer_server()
    {
        sandbox.Host.AddInstance(new SqlInstanceOptions { Name = "NEW", Version = new Version(16, 0, 4000, 0) });
        sandbox.Run(RestoreFull("Orders", "f.bak") with { NoRecovery = false }, "NEW");
        Assert.Equal([1], sandbox.Ids("Orders", "NEW"));
    }

    [Fact]
    public void Move_places_the_files_elsewhere()
    {
        sandbox.Host.Files.CreateDrive("SQL2", 'D');
        var moves = new Dictionary<string, string> { ["Orders"] = @"D:\o.mdf", ["orders_LOG"] = @"D:\o.ldf" };
        sandbox.Run(RestoreFull("Orders", "f.bak") with { Moves = moves });
        Assert.Equal([@"D:\o.mdf", @"D:\o.ldf"], Restored.Files.Select(file => file.PhysicalName));
        Assert.True(File.Exists(sandbox.Host.Files.Map("SQL2", @"D:\o.mdf")));
    }

    [Fact]
    public void Move_of_a_file_that_is_not_in_the_set_is_refused_with_3234()
    {
        var request = RestoreFull("Orders", "f.bak") with { Moves = new Dictionary<string, string> { ["Nothing"] = @"C:\Data\x.mdf" } };
        Assert.Equal([3234, 3013], sandbox.Errors(request));
    }

    [Fact]
    public void A_missing_folder_is_5133_and_3156_for_each_file()
    {
        var moves = new Dictionary<string, string> { ["Orders"] = @"C:\Gone\o.mdf", ["Orders_log"] = @"C:\Gone\o.ldf" };
        Assert.Equal([5133, 3156, 5133, 3156, 3119, 3013], sandbox.Errors(RestoreFull("Orders", "f.bak") with { Moves = moves }));
        Assert.Null(sandbox.Instance("SQL2").FindDatabase("Orders"));
    }

    [Fact]
    public void A_file_of_another_database_is_1834()
    {
        sandbox.Database("Other", "SQL2");
        var moves = new Dictionary<string, string> { ["Orders"] = @"C:\Data\Other.mdf" };
        Assert.Equal([1834, 3156, 3119, 3013], sandbox.Errors(RestoreFull("Orders", "f.bak") with { Moves = moves, Replace = true }));
    }

    [Fact]
    public void A_drive_without_room_is_3257()
    {
        sandbox.Instance("SQL2");
        sandbox.Host.Files.SetFreeSpace("SQL2", 'C', 1 << 20);
        Assert.Equal([3257, 3119, 3013], sandbox.Errors(RestoreFull("Orders", "f.bak")));
    }

    [Fact]
    public void Devices_that_are_missing_empty_or_no_backup_have_their_own_errors()
    {
        Assert.Equal([3201, 3013], sandbox.Errors(RestoreFull("Orders", "missing.bak")));
        File.WriteAllBytes(sandbox.Host.Files.Map("SQL1", Device("empty.bak"))!, []);
        Assert.Equal([3254, 3013], sandbox.Errors(RestoreFull("Orders", "empty.bak")));
        File.WriteAllBytes(sandbox.Host.Files.Map("SQL1", Device("text.bak"))!, new byte[9000]);
        Assert.Equal([3241, 3013], sandbox.Errors(RestoreFull("Orders", "text.bak")));
        Assert.Equal([4038, 3013], sandbox.Errors(RestoreFull("Orders", "f.bak") with { File = 7 }));
    }

    [Fact]
    public void A_truncated_file_leaves_a_database_that_never_comes_online()
    {
        var path = sandbox.Host.Files.Map("SQL1", Device("f.bak"))!;
        using (var stream = File.Open(path, FileMode.Open))
            stream.SetLength(stream.Length * 2 / 3);
        Assert.Contains(sandbox.Errors(RestoreFull("Orders", "f.bak")).First(), new[] { 3203, 3241, 3256 });
        Assert.Equal([4333, 3013], sandbox.Errors(new RestoreRequest { Kind = RestoreKind.Database, DatabaseName = "Orders" }));
    }

    [Fact]
    public void A_set_whose_content_only_a_real_server_can_read_is_3255_and_does_not_stop_the_sequence()
    {
        sandbox.Run(RestoreFull("Orders", "f.bak"));
        var path = sandbox.Host.Files.Map("SQL1", Device("l1.trn"))!;
        using (var media = BackupMediaSet.Open(path))
        using (var writer = BackupMediaWriter.Create([$"{path}.real"], media.Media, media.Sets[0]))
        {
            using (var payload = writer.OpenPayload(PayloadKind.Log))
                payload.Write(new byte[5000]);
            writer.Complete();
        }
        Assert.Equal([3255, 3013], sandbox.Errors(RestoreLog("Orders", "l1.trn.real")));
        sandbox.Run(RestoreLog("Orders", "l1.trn"));
    }

    [Fact]
    public void Checksum_needs_a_set_that_has_checksums_3187()
    {
        Assert.Equal([3187, 3013], sandbox.Errors(RestoreFull("Orders", "f.bak") with { Checksum = true }));
        sandbox.Run(Full("Orders", "c.bak") with { Checksum = true });
        sandbox.Run(RestoreFull("Orders", "c.bak") with { Checksum = true });
    }

    [Fact]
    public void An_interrupted_restore_is_left_restoring_and_only_the_same_set_goes_on_4319()
    {
        sandbox.Run(RestoreFull("Orders", "f.bak"));
        sandbox.Host.Faults.Add(new Fault(FaultPoint.RestoreRead, "SQL2", "Orders"));
        Assert.Equal([3203, 3013], sandbox.Errors(RestoreLog("Orders", "l1.trn")));
        Assert.Equal(DatabaseState.Restoring, Restored.State);
        Assert.Equal([4319, 3013], sandbox.Errors(RestoreLog("Orders", "l2.trn")));
        Assert.Equal([4319, 3013], sandbox.Errors(new RestoreRequest { Kind = RestoreKind.Database, DatabaseName = "Orders" }));
        sandbox.Run(RestoreLog("Orders", "l1.trn") with { Restart = true });
        sandbox.Run(RestoreLog("Orders", "l2.trn") with { NoRecovery = false });
        Assert.Equal([1, 2, 3], sandbox.Ids("Orders", "SQL2"));
    }

    [Fact]
    public void An_interrupted_full_restore_leaves_a_database_that_only_a_full_restore_repairs()
    {
        sandbox.Host.Faults.Add(new Fault(FaultPoint.RestoreRead, "SQL2", "Orders"));
        Assert.Equal([3203, 3013], sandbox.Errors(RestoreFull("Orders", "f.bak")));
        Assert.Equal([4319, 3013], sandbox.Errors(RestoreLog("Orders", "l1.trn")));
        Assert.Equal([4333, 3013], sandbox.Errors(new RestoreRequest { Kind = RestoreKind.Database, DatabaseName = "Orders" }));
        sandbox.Run(RestoreFull("Orders", "f.bak") with { NoRecovery = false });
        Assert.Equal([1], sandbox.Ids("Orders", "SQL2"));
    }

    [Fact]
    public void A_fault_at_the_start_changes_nothing()
    {
        sandbox.Host.Faults.Add(new Fault(FaultPoint.RestoreStart, "SQL2", "Orders"));
        Assert.Equal([3201, 3013], sandbox.Errors(RestoreFull("Orders", "f.bak")));
        Assert.Null(sandbox.Instance("SQL2").FindDatabase("Orders"));
    }

    [Fact]
    public void Recovery_alone_brings_a_restoring_database_online_and_is_refused_for_an_online_one_3153()
    {
        sandbox.Run(RestoreFull("Orders", "f.bak"));
        sandbox.Run(RestoreLog("Orders", "l1.trn"));
        sandbox.RecoverAlone("Orders");
        Assert.Equal([1, 2], sandbox.Ids("Orders", "SQL2"));
        Assert.Equal([3153, 3013], sandbox.Errors(new RestoreRequest { Kind = RestoreKind.Database, DatabaseName = "Orders" }));
    }

    [Fact]
    public void Recovery_rolls_back_what_was_not_committed_at_the_end_of_the_log()
    {
        var open = new SqlTransaction(51);
        table.Insert(open, [100, "never committed"]);
        sandbox.Run(Log("Orders", "l4.trn"));
        open.Commit();
        sandbox.Run(RestoreFull("Orders", "f.bak"));
        foreach (var log in new[] { "l1.trn", "l2.trn", "l3.trn", "l4.trn" })
            sandbox.Run(RestoreLog("Orders", log));
        sandbox.RecoverAlone("Orders");
        Assert.Equal([1, 2, 3, 4], sandbox.Ids("Orders", "SQL2"));
    }

    [Fact]
    public void A_transaction_open_during_the_full_backup_is_committed_by_a_later_log()
    {
        var open = new SqlTransaction(51);
        table.Insert(open, [100, "committed later"]);
        sandbox.Run(Full("Orders", "f2.bak"));
        table.Insert(open, [101, "committed later"]);
        open.Commit();
        sandbox.Run(Log("Orders", "l4.trn"));
        sandbox.Run(RestoreFull("Orders", "f2.bak"));
        sandbox.Run(RestoreLog("Orders", "l4.trn") with { NoRecovery = false });
        Assert.Equal([1, 2, 3, 4, 100, 101], sandbox.Ids("Orders", "SQL2"));
    }

    [Fact]
    public void A_differential_goes_onto_its_own_base_only_3136()
    {
        table.Delete(Begin(out var deleting), table.Scan()[0].Id);
        deleting.Commit();
        sandbox.Run(Differential("Orders", "d.bak"));
        sandbox.Run(Full("Orders", "f2.bak"));
        sandbox.Run(RestoreFull("Orders", "f2.bak"));
        Assert.Equal([3136, 3013], sandbox.Errors(RestoreFull("Orders", "d.bak")));
        sandbox.Run(RestoreFull("Orders", "f.bak"));
        sandbox.Run(RestoreFull("Orders", "d.bak") with { NoRecovery = false });
        Assert.Equal([2, 3, 4], sandbox.Ids("Orders", "SQL2"));
    }

    [Fact]
    public void A_standby_database_can_be_read_between_logs_and_not_written()
    {
        var open = new SqlTransaction(51);
        table.Insert(open, [100, "open"]);
        sandbox.Run(Log("Orders", "l4.trn"));
        open.Commit();
        sandbox.Run(Log("Orders", "l5.trn"));
        sandbox.Run(RestoreFull("Orders", "f.bak"));
        foreach (var log in new[] { "l1.trn", "l2.trn", "l3.trn", "l4.trn" })
            sandbox.Run(RestoreLog("Orders", log) with { NoRecovery = false, StandbyFile = @"C:\Backup\undo.dat" });
        Assert.Equal((DatabaseState.Online, true), (Restored.State, Restored.IsInStandby));
        Assert.Equal([1, 2, 3, 4], sandbox.Ids("Orders", "SQL2"));
        var error = Assert.Throws<Errors.SqlServerException>(() => Insert(Restored.FindTable("dbo", "Messages")!, 200));
        Assert.Equal(3906, error.Error.Number);

        sandbox.Run(RestoreLog("Orders", "l5.trn") with { NoRecovery = false });
        Assert.Equal([1, 2, 3, 4, 100], sandbox.Ids("Orders", "SQL2"));
        Assert.False(Restored.IsInStandby);
    }

    [Fact]
    public void A_restored_database_is_not_trusted_and_belongs_to_who_restored_it()
    {
        database.Write(
            new Sandbox.Storage.Logging.OptionsRecord(
                database.Options with
                {
                    IsTrustworthy = true,
                    IsDbChaining = true,
                    IsBrokerEnabled = true,
                }
            )
        );
        sandbox.Run(Full("Orders", "trusted.bak"));
        sandbox.Run(RestoreFull("Orders", "trusted.bak") with { NoRecovery = false });
        Assert.False(Restored.Options.IsTrustworthy || Restored.Options.IsDbChaining || Restored.Options.IsBrokerEnabled);
        Assert.Equal(sandbox.Session("SQL2").Login.Sid, Restored.OwnerSid);
        Assert.Equal(database.FamilyGuid, Restored.FamilyGuid);
        Assert.NotEqual(database.DatabaseGuid, Restored.DatabaseGuid);
    }

    [Fact]
    public void After_recovery_the_log_goes_on_on_a_new_recovery_fork_and_old_logs_are_refused_with_4330()
    {
        sandbox.Run(RestoreFull("Orders", "f.bak"));
        sandbox.Run(RestoreLog("Orders", "l1.trn") with { NoRecovery = false });
        Assert.NotEqual(database.RecoveryForkGuid, Restored.RecoveryForkGuid);
        var restoredTable = Restored.FindTable("dbo", "Messages")!;
        Insert(restoredTable, 50);
        Insert(restoredTable, 51);
        sandbox.Run(Log("Orders", "fork.trn"), "SQL2");
        Insert(restoredTable, 52);
        sandbox.Run(Log("Orders", "fork2.trn") with { NoRecovery = true }, "SQL2");

        sandbox.Run(RestoreFull("Orders", "f.bak"));
        sandbox.Run(RestoreLog("Orders", "l1.trn"));
        sandbox.Run(RestoreLog("Orders", "fork.trn"));
        Assert.Contains(sandbox.Errors(RestoreLog("Orders", "l3.trn")).First(), new[] { 4330, 4305, 4326 });
        sandbox.Run(RestoreLog("Orders", "fork2.trn") with { NoRecovery = false });
        Assert.Equal([1, 2, 50, 51, 52], sandbox.Ids("Orders", "SQL2"));

        sandbox.Run(RestoreFull("Orders", "f.bak") with { Replace = true });
        sandbox.Run(RestoreLog("Orders", "l1.trn"));
        sandbox.Run(RestoreLog("Orders", "l2.trn"));
        Assert.Equal([4330, 3013], sandbox.Errors(RestoreLog("Orders", "fork.trn")));
    }

    [Fact]
    public void Messages_are_those_of_a_real_server()
    {
        var messages = sandbox.Run(RestoreFull("Orders", "f.bak") with { Stats = 50 }).Messages;
        Assert.Contains("100 percent processed.", messages.Select(message => message.Text));
        Assert.StartsWith("RESTORE DATABASE successfully processed ", messages[^1].Text, StringComparison.Ordinal);
        var log = sandbox.Run(RestoreLog("Orders", "l1.trn")).Messages;
        Assert.Contains("Processed 0 pages for database 'Orders', file 'Orders' on file 1.", log.Select(message => message.Text));
        Assert.StartsWith("RESTORE LOG successfully processed 1 pages in 0.", log[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restores_of_different_databases_run_at_the_same_time()
    {
        sandbox.Database("Second");
        sandbox.Run(Full("Second", "second.bak"));
        sandbox.Session("SQL2");
        sandbox.Host.BackupBytesPerSecond = 500;
        var restores = new[] { ("Orders", "f.bak"), ("Second", "second.bak") }
            .Select(pair => Task.Run(() => sandbox.Run(RestoreFull(pair.Item1, pair.Item2))))
            .ToArray();
        Assert.True(
            SpinWait.SpinUntil(
                () => sandbox.Instance("SQL2").Databases.Count(found => found.Sequence?.Interrupted is not null) == 2,
                10_000
            )
        );
        sandbox.Host.BackupBytesPerSecond = null;
        await Task.WhenAll(restores);
    }

    private SqlTransaction Begin(out SqlTransaction transaction) => transaction = new SqlTransaction(51);
}
