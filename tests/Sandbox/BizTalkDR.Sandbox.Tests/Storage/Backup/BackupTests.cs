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

namespace BizTalkDR.Sandbox.Tests.Storage.Backup;

public sealed class BackupTests : IAsyncDisposable
{
    private readonly StorageFixture sandbox = new();
    private readonly Database database;
    private readonly Table table;

    public BackupTests()
    {
        database = sandbox.Database("Orders");
        table = sandbox.Table(database);
        Insert(table, 1);
    }

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public void A_log_backup_under_the_simple_recovery_model_is_refused_with_4208()
    {
        database.Options = database.Options with { RecoveryModel = RecoveryModel.Simple };
        Assert.Equal([4208, 3013], sandbox.Errors(Log("Orders", "l.trn")));
    }

    [Fact]
    public void A_log_backup_before_any_full_backup_is_refused_with_4214()
    {
        Assert.Equal([4214, 3013], sandbox.Errors(Log("Orders", "l.trn")));
    }

    [Fact]
    public void A_copy_only_full_backup_does_not_begin_a_log_chain()
    {
        sandbox.Run(Full("Orders", "f.bak") with { IsCopyOnly = true });
        Assert.Equal([4214, 3013], sandbox.Errors(Log("Orders", "l.trn")));
        Assert.Equal([3035, 3013], sandbox.Errors(Differential("Orders", "d.bak")));
    }

    [Fact]
    public void A_differential_backup_without_a_base_is_refused_with_3035()
    {
        Assert.Equal([3035, 3013], sandbox.Errors(Differential("Orders", "d.bak")));
    }

    [Fact]
    public void A_database_that_does_not_exist_is_refused_with_911()
    {
        Assert.Equal([911, 3013], sandbox.Errors(Full("Nothing", "f.bak")));
    }

    [Fact]
    public void The_system_databases_have_rules_of_their_own()
    {
        Assert.Equal([3147, 3013], sandbox.Errors(Full("tempdb", "t.bak")));
        Assert.Equal([4212, 3013], sandbox.Errors(Log("master", "m.trn")));
        sandbox.Run(Full("master", "m.bak"));
        Assert.Equal([3024, 3013], sandbox.Errors(Differential("master", "m.dif")));
        Assert.Equal([4208, 3013], sandbox.Errors(Log("msdb", "m.trn")));
    }

    [Fact]
    public void Each_log_begins_where_the_one_before_ended()
    {
        sandbox.Run(Full("Orders", "f.bak"));
        for (var i = 0; i < 3; i++)
        {
            Insert(table, 10 + i);
            sandbox.Run(Log("Orders", $"l{i}.trn"));
        }
        var full = Header("f.bak");
        var logs = Enumerable.Range(0, 3).Select(i => Header($"l{i}.trn")).ToArray();
        Assert.True(logs[0].FirstLSN <= full.LastLSN && full.LastLSN < logs[0].LastLSN);
        Assert.Equal(logs[0].LastLSN, logs[1].FirstLSN);
        Assert.Equal(logs[1].LastLSN, logs[2].FirstLSN);
        Assert.All(logs, log => Assert.Equal(full.CheckpointLSN, log.DatabaseBackupLSN));
        Assert.Equal([true, false, false], logs.Select(log => log.BeginsLogChain));
        Assert.Equal(0, full.DatabaseBackupLSN);
        Assert.True(full.FirstLSN <= full.CheckpointLSN && full.CheckpointLSN < full.LastLSN);
    }

    [Fact]
    public void A_copy_only_log_does_not_advance_the_archive_point()
    {
        sandbox.Run(Full("Orders", "f.bak"));
        sandbox.Run(Log("Orders", "copy.trn") with { IsCopyOnly = true });
        sandbox.Run(Log("Orders", "l.trn"));
        Assert.Equal(Header("copy.trn").FirstLSN, Header("l.trn").FirstLSN);
        Assert.True(Header("copy.trn").IsCopyOnly);
    }

    [Fact]
    public void A_log_backup_cuts_the_log_off()
    {
        sandbox.Run(Full("Orders", "f.bak"));
        for (var i = 0; i < 100; i++)
            Insert(table, 10 + i);
        database.Checkpoint();
        var before = database.Log.Count;
        sandbox.Run(Log("Orders", "l.trn"));
        Assert.True(database.Log.Count < before / 2);
    }

    [Fact]
    public void Going_over_the_simple_model_breaks_the_log_chain()
    {
        sandbox.Run(Full("Orders", "f.bak"));
        database.ArchivePoint = default;
        Assert.Null(database.LastLogBackupLsn);
        Assert.Equal([4214, 3013], sandbox.Errors(Log("Orders", "l.trn")));
        sandbox.Run(Differential("Orders", "d.bak"));
        sandbox.Run(Log("Orders", "l.trn"));
        Assert.True(Header("l.trn").BeginsLogChain);
    }

    [Fact]
    public void A_backup_to_a_file_that_exists_appends_a_set_unless_init_or_format()
    {
        sandbox.Run(Full("Orders", "f.bak"));
        sandbox.Run(Full("Orders", "f.bak"));
        Assert.Equal([1, 2], Headers("f.bak").Select(set => set.Position));
        sandbox.Run(Full("Orders", "f.bak") with { Init = true });
        Assert.Equal([1], Headers("f.bak").Select(set => set.Position));
        sandbox.Run(Full("Orders", "f.bak") with { Format = true });
        Assert.Equal([1], Headers("f.bak").Select(set => set.Position));
    }

    [Fact]
    public void Init_does_not_overwrite_a_set_that_has_not_expired_unless_skip()
    {
        sandbox.Run(Full("Orders", "f.bak") with { RetainDays = 7 });
        Assert.Equal([4030, 3013], sandbox.Errors(Full("Orders", "f.bak") with { Init = true }));
        sandbox.Run(Full("Orders", "f.bak") with { Init = true, Skip = true });
    }

    [Fact]
    public void A_compressed_set_can_not_follow_an_uncompressed_one()
    {
        sandbox.Run(Full("Orders", "f.bak"));
        Assert.Equal([3098, 3013], sandbox.Errors(Full("Orders", "f.bak") with { Compression = true }));
        sandbox.Run(Full("Orders", "c.bak") with { Compression = true });
        Assert.True(Header("c.bak").Compressed);
    }

    [Fact]
    public void A_set_may_be_striped_over_several_devices()
    {
        var striped = Full("Orders", "s1.bak") with { Devices = [Device("s1.bak"), Device("s2.bak")] };
        sandbox.Run(striped);
        Assert.Equal([3132, 3013], sandbox.Errors(Full("Orders", "s1.bak")));
        sandbox.Run(RestoreFull("Orders", "x") with { Devices = striped.Devices });
        Assert.Equal([3132, 3013], sandbox.Errors(RestoreFull("Orders", "s2.bak") with { Replace = true }));
    }

    [Theory]
    [InlineData(@"\\NOWHERE\Backup\f.bak", "53(")]
    [InlineData(@"\\FILES\Nothing\f.bak", "67(")]
    [InlineData(@"C:\Nothing\f.bak", "3(")]
    [InlineData(@"Q:\f.bak", "3(")]
    public void A_place_that_does_not_exist_is_3201_with_the_operating_systems_reason(string path, string reason)
    {
        var error = Assert.Throws<Sandbox.Errors.SqlServerException>(() => sandbox.Run(Full("Orders", path)));
        Assert.Equal(3201, error.Error.Number);
        Assert.Contains($"error {reason}", error.Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_share_that_is_closed_is_3201_access_denied()
    {
        sandbox.Host.Files.DenyAccess(@"\\FILES\Backup");
        var error = Assert.Throws<Sandbox.Errors.SqlServerException>(() => sandbox.Run(Full("Orders", "f.bak")));
        Assert.Contains("5(Access is denied.)", error.Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_backup_is_3241_and_stays_as_it_is()
    {
        var path = sandbox.Host.Files.Map("SQL1", Device("text.bak"))!;
        File.WriteAllText(path, new string('x', 5000));
        Assert.Equal([3241, 3013], sandbox.Errors(Full("Orders", "text.bak")));
        Assert.Equal(5000, new FileInfo(path).Length);
        sandbox.Run(Full("Orders", "text.bak") with { Format = true });
    }

    [Fact]
    public void A_name_without_a_folder_goes_to_the_default_backup_folder()
    {
        sandbox.Run(Full("Orders", "ignored") with { Devices = ["plain.bak"] });
        Assert.True(File.Exists(sandbox.Host.Files.Map("SQL1", @"C:\Backup\plain.bak")));
    }

    [Fact]
    public void Progress_and_success_are_told_as_on_a_real_server()
    {
        var messages = sandbox.Run(Full("Orders", "f.bak") with { Stats = 25 }).Messages;
        Assert.Equal([3211, 3211, 4035, 4035, 3014], Known(messages.Select(message => message.Number)));
        Assert.Equal("100 percent processed.", messages.Last(message => message.Number == 3211).Text);
        Assert.Contains(
            messages,
            message =>
                message.Text.StartsWith("Processed 1 pages for database 'Orders', file 'Orders' on file 1.", StringComparison.Ordinal)
        );
        Assert.StartsWith(
            "BACKUP DATABASE successfully processed 2 pages in 0.",
            messages.Single(message => message.Number == 3014).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_tail_log_backup_leaves_the_database_restoring_and_needs_it_alone()
    {
        sandbox.Run(Full("Orders", "f.bak"));
        var user = sandbox.Instance().OpenInternalSession("user", "Orders");
        Assert.Equal([3101, 3013], sandbox.Errors(Log("Orders", "tail.trn") with { NoRecovery = true }));
        user.Database = sandbox.Instance().FindDatabase("master")!;
        sandbox.Run(Log("Orders", "tail.trn") with { NoRecovery = true });
        Assert.Equal(DatabaseState.Restoring, database.State);
        Assert.Equal(Header("tail.trn").LastLSN, database.RedoStartLsn);
        Assert.Equal([927, 3013], sandbox.Errors(Full("Orders", "f.bak")));
        sandbox.RecoverAlone("Orders", "SQL1");
        Assert.Equal([1], sandbox.Ids("Orders"));
    }

    [Fact]
    public void A_backup_in_a_transaction_is_refused_with_3021()
    {
        sandbox.Session().TransactionCount = 1;
        Assert.Equal([3021, 3013], sandbox.Errors(Full("Orders", "f.bak")));
    }

    [Fact]
    public void Options_at_odds_are_refused_with_3031_or_3032()
    {
        Assert.Equal([3031, 3013], sandbox.Errors(Differential("Orders", "d.bak") with { IsCopyOnly = true }));
        Assert.Equal([3032, 3013], sandbox.Errors(Full("Orders", "f.bak") with { NoRecovery = true }));
    }

    [Fact]
    public void A_fault_at_the_start_is_3201_and_leaves_no_set()
    {
        sandbox.Host.Faults.Add(new Fault(FaultPoint.BackupStart, "SQL1", "Orders"));
        Assert.Equal([3201, 3013], sandbox.Errors(Full("Orders", "f.bak")));
        Assert.False(File.Exists(sandbox.Host.Files.Map("SQL1", Device("f.bak"))));
        sandbox.Run(Full("Orders", "f.bak"));
    }

    [Fact]
    public void A_fault_in_the_middle_is_3202_and_leaves_an_incomplete_set_and_the_log_chain_as_it_was()
    {
        sandbox.Run(Full("Orders", "f.bak"));
        sandbox.Host.Faults.Add(new Fault(FaultPoint.BackupWrite, Subject: "orders"));
        Assert.Equal([3202, 3013], sandbox.Errors(Log("Orders", "broken.trn")));
        Assert.Equal([3256, 3013], sandbox.Errors(RestoreLog("", "broken.trn") with { Kind = RestoreKind.VerifyOnly }));
        sandbox.Run(Log("Orders", "l.trn"));
        Assert.True(Header("l.trn").FirstLSN <= Header("f.bak").LastLSN);
    }

    [Fact]
    public void A_fault_in_the_first_full_backup_begins_no_log_chain()
    {
        sandbox.Host.Faults.Add(new Fault(FaultPoint.BackupWrite));
        Assert.Equal([3202, 3013], sandbox.Errors(Full("Orders", "f.bak")));
        Assert.Equal([4214, 3013], sandbox.Errors(Log("Orders", "l.trn")));
    }

    [Fact]
    public async Task A_second_data_backup_at_the_same_time_is_refused_with_3023()
    {
        sandbox.Host.BackupBytesPerSecond = 2000;
        var first = Task.Run(() => sandbox.Run(Full("Orders", "f1.bak")));
        Assert.True(SpinWait.SpinUntil(() => database.LogReuseWait == "ACTIVE_BACKUP_OR_RESTORE", 10_000));
        Assert.Equal([3023, 3013], sandbox.Errors(Full("Orders", "f2.bak")));
        sandbox.Host.BackupBytesPerSecond = null;
        await first;
    }

    private static IEnumerable<int> Known(IEnumerable<int> numbers) => numbers.Where(number => number != 3009);

    private BackupSetHeader Header(string file) => Headers(file).Single();

    private List<BackupSetHeader> Headers(string file)
    {
        using var media = BackupMediaReader.Open(sandbox.Host.Files.Map("SQL1", Device(file))!);
        return [.. media.Sets];
    }
}
