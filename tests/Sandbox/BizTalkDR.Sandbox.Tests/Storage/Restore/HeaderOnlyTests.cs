using BizTalkDR.Sandbox.Storage.Requests;
using static BizTalkDR.Sandbox.Tests.Storage.StorageFixture;

namespace BizTalkDR.Sandbox.Tests.Storage.Restore;

public sealed class HeaderOnlyTests : IAsyncDisposable
{
    private readonly StorageFixture sandbox = new();

    public HeaderOnlyTests()
    {
        Insert(sandbox.Table(sandbox.Database("Orders")), 1);
        sandbox.Run(Full("Orders", "o.bak") with { Name = "nightly", MediaName = "media" });
        sandbox.Run(Log("Orders", "o.bak"));
    }

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public void Headeronly_lists_every_set_with_its_lsns()
    {
        var headers = Read(RestoreKind.HeaderOnly);
        Assert.Equal(56, headers.Columns.Count);
        Assert.Equal(["nightly", null], Column(headers, "BackupName"));
        Assert.Equal([(short)1, (short)2], Column(headers, "BackupType"));
        Assert.Equal([(short)1, (short)2], Column(headers, "Position"));
        Assert.Equal(Column(headers, "CheckpointLSN")[0], Column(headers, "DatabaseBackupLSN")[1]);
    }

    [Fact]
    public void Filelistonly_lists_the_files()
    {
        var files = Read(RestoreKind.FileListOnly);
        Assert.Equal(22, files.Columns.Count);
        Assert.Equal(["Orders", "Orders_log"], Column(files, "LogicalName"));
        Assert.Equal(["D", "L"], Column(files, "Type"));
    }

    [Fact]
    public void Labelonly_shows_the_media_header_of_one_family()
    {
        var label = Read(RestoreKind.LabelOnly);
        Assert.Equal(13, label.Columns.Count);
        Assert.Equal(["media"], Column(label, "MediaName"));
    }

    [Fact]
    public void Verifyonly_says_3262_for_a_sound_set()
    {
        var messages = sandbox.Run(Request(RestoreKind.VerifyOnly) with { File = 2 }).Messages;
        Assert.Equal("The backup set on file 2 is valid.", messages[^1].Text);
    }

    [Fact]
    public void Verifyonly_finds_damage_in_a_set_with_checksums_3189()
    {
        sandbox.Run(Full("Orders", "c.bak") with { Checksum = true });
        var path = sandbox.Host.Files.Map("SQL1", Device("c.bak"))!;
        var bytes = File.ReadAllBytes(path);
        var at = bytes.AsSpan().IndexOf("PK_Messages"u8);
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Equal([3189, 3013], sandbox.Errors(Request(RestoreKind.VerifyOnly) with { Devices = [Device("c.bak")] }));
        Assert.Equal([3183, 3013], sandbox.Errors(RestoreFull("Orders", "c.bak")));
    }

    private static RestoreRequest Request(RestoreKind kind) => new() { Kind = kind, Devices = [Device("o.bak")] };

    private RecordedResultSet Read(RestoreKind kind) => Assert.Single(sandbox.Run(Request(kind)).ResultSets);

    private static object?[] Column(RecordedResultSet table, string name)
    {
        var index = table.Columns.Select(column => column.Name).ToList().IndexOf(name);
        return [.. table.Rows.Select(row => row[index])];
    }
}
