using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Requests;
using static BizTalkDR.Sandbox.Tests.Storage.StorageFixture;

namespace BizTalkDR.Sandbox.Tests.Storage.Backup;

/// <summary>Faults at a byte of a backup or a restore, and drives and shares that fill up.</summary>
public sealed class TransferFaultTests : IAsyncLifetime
{
    private readonly StorageFixture sandbox = new();

    public ValueTask InitializeAsync()
    {
        var table = sandbox.Table(sandbox.Database("Orders"));
        for (var id = 0; id < 2000; id++)
            Insert(table, id, new string('x', 90));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(70_001)]
    public void A_backup_ends_at_the_byte_at_which_its_disk_fails(long at)
    {
        sandbox.Host.Faults.Add(new Fault(FaultPoint.BackupWrite, "SQL1", "Orders") { AtByte = at });
        Assert.Equal([3202, 3013], sandbox.Errors(Full("Orders", "f.bak")));
        Assert.InRange(Length("f.bak"), at, at + 70_000);
        Assert.NotEmpty(sandbox.Errors(Full("Orders", "f.bak") with { Kind = BackupKind.Log, Devices = [Device("l.trn")] }));
        sandbox.Run(Full("Orders", "again.bak"));
    }

    [Fact]
    public void A_byte_behind_the_end_is_never_reached()
    {
        sandbox.Host.Faults.Add(new Fault(FaultPoint.BackupWrite, "SQL1", "Orders") { AtByte = long.MaxValue });
        sandbox.Run(Full("Orders", "f.bak"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(70_001)]
    public void A_restore_ends_at_the_byte_at_which_its_disk_fails_and_is_done_again(long at)
    {
        sandbox.Run(Full("Orders", "f.bak"));
        sandbox.Host.Faults.Add(new Fault(FaultPoint.RestoreRead, "SQL2", "Orders") { AtByte = at });
        Assert.Equal([3203, 3013], sandbox.Errors(RestoreFull("Orders", "f.bak")));
        Assert.Equal(DatabaseState.Restoring, sandbox.Instance("SQL2").FindDatabase("Orders")!.State);
        sandbox.Run(RestoreFull("Orders", "f.bak") with { NoRecovery = false });
        Assert.Equal(2000, sandbox.Ids("Orders", "SQL2").Count());
    }

    [Fact]
    public void A_share_that_is_full_ends_a_backup_with_3202_and_has_room_again_when_files_go()
    {
        sandbox.Run(Full("Orders", "f.bak"));
        var one = Length("f.bak");
        sandbox.Host.Files.SetFreeSpace(@"\\FILES\Backup", (long)(one * 1.5));
        sandbox.Run(Full("Orders", "g.bak"));
        Assert.Equal([3202, 3013], sandbox.Errors(Full("Orders", "h.bak")));
        File.Delete(PathOf("g.bak"));
        File.Delete(PathOf("h.bak"));
        sandbox.Run(Full("Orders", "h.bak"));
    }

    [Fact]
    public void Databases_and_backups_use_up_a_drives_room_and_give_it_back()
    {
        var (instance, files) = (sandbox.Instance("SQL1"), sandbox.Host.Files);
        var size = sandbox.Database("Orders").Files.Sum(file => (long)file.Size * 8192);
        files.SetFreeSpace("SQL1", 'C', size + (4 << 20));
        Assert.Equal(size + (4 << 20), files.GetFreeSpace("SQL1", 'C'));

        sandbox.Run(Full("Orders", @"C:\Backup\f.bak"));
        Assert.InRange(files.GetFreeSpace("SQL1", 'C'), 1, size + (4 << 20) - 1);
        sandbox.Database("Second");
        Assert.InRange(files.GetFreeSpace("SQL1", 'C'), 0, 4 << 20);
        var full = Assert.Throws<Sandbox.Errors.SqlServerException>(() => sandbox.Database("Third"));
        Assert.Equal([5149, 1802], [full.Error.Number, .. full.Following.Select(message => message.Number)]);

        DatabaseCreation.Drop(instance, "Second");
        sandbox.Database("Third");
    }

    private string PathOf(string file) => sandbox.Host.Files.Map("SQL1", Device(file))!;

    private long Length(string file) => new FileInfo(PathOf(file)).Length;
}
