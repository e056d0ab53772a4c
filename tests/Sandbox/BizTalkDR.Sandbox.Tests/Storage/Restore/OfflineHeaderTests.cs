using BizTalkDR.BackupMedia.Files;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Requests;
using static BizTalkDR.Sandbox.Tests.Storage.StorageFixture;

namespace BizTalkDR.Sandbox.Tests.Storage.Restore;

/// <summary>What RESTORE HEADERONLY, FILELISTONLY and LABELONLY answer is what the files themselves say to a reader without a server.</summary>
public sealed class OfflineHeaderTests : IAsyncDisposable
{
    private readonly StorageFixture sandbox = new();

    public OfflineHeaderTests()
    {
        var table = sandbox.Table(sandbox.Database("Orders]"));
        Insert(table, 1);
        sandbox.Run(Full("Orders]", "o.bak") with { Name = "nightly", MediaName = "media", Checksum = true, Description = "Größe" });
        Mark(table, 2, "BTS_1");
        sandbox.Run(Log("Orders]", "o.bak"));
        Insert(table, 3);
        sandbox.Run(Differential("Orders]", "o.bak"));
        sandbox.Run(Full("Orders]", "o.bak") with { IsCopyOnly = true });
        sandbox.Run(Log("Orders]", "o.bak") with { IsCopyOnly = true });
        var bulk = sandbox.Database("Orders]");
        bulk.Options = bulk.Options with { RecoveryModel = RecoveryModel.BulkLogged };
        sandbox.Run(Log("Orders]", "o.bak"));
        sandbox.Run(Full("Orders]", "1.bak") with { Devices = [Device("1.bak"), Device("2.bak")], Compression = true });
    }

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public void Headeronly_answers_for_every_set_what_the_file_says_property_by_property()
    {
        var offline = Read("o.bak");
        var rows = Ask(RestoreKind.HeaderOnly, "o.bak");
        Assert.Equal(6, rows.Rows.Count);
        Assert.Equal(6, offline.Count);
        foreach (var (row, header) in rows.Rows.Zip(offline))
            AssertSame(rows, row, header);
    }

    [Fact]
    public void Headeronly_of_a_striped_set_answers_what_each_of_its_files_says()
    {
        var rows = Ask(RestoreKind.HeaderOnly, "1.bak", "2.bak");
        AssertSame(rows, Assert.Single(rows.Rows), Assert.Single(Read("1.bak")));
        AssertSame(rows, Assert.Single(rows.Rows), Assert.Single(Read("2.bak")));
    }

    [Theory]
    [InlineData("o.bak")]
    [InlineData("2.bak")]
    public void Labelonly_answers_what_the_file_says_property_by_property(string file)
    {
        var rows = Ask(RestoreKind.LabelOnly, file);
        var header = Read(file)[0];
        AssertSame(rows, Assert.Single(rows.Rows), header, except: "IsCompressed");
        Assert.Equal(header.Compressed, rows.Rows[0][rows.Columns.ToList().FindIndex(column => column.Name == "IsCompressed")]);
    }

    [Fact]
    public void Filelistonly_answers_for_every_file_what_the_backup_file_says_property_by_property()
    {
        var rows = Ask(RestoreKind.FileListOnly, "o.bak");
        var files = Read("o.bak")[0].FileList!;
        Assert.Equal(2, files.Count);
        foreach (var (row, file) in rows.Rows.Zip(files))
            AssertSame(rows, row, file);
    }

    [Fact]
    public void A_truncated_file_answers_the_sound_sets_and_an_incomplete_one_as_it_does_offline()
    {
        var path = sandbox.Host.Files.Map("SQL1", Device("o.bak"))!;
        using (var file = File.OpenWrite(path))
            file.SetLength(file.Length - 9000);
        var offline = Read("o.bak");
        var rows = Ask(RestoreKind.HeaderOnly, "o.bak");
        Assert.Equal(Enumerable.Repeat(false, 5).Append(true), offline.Select(header => header.IsDamaged));
        Assert.Equal("*** INCOMPLETE ***", rows.Rows[5][0]);
        foreach (var (row, header) in rows.Rows.Zip(offline).Take(5))
            AssertSame(rows, row, header);
    }

    [Fact]
    public void Verifyonly_refuses_what_the_file_says_is_damaged_and_passes_what_it_says_is_sound()
    {
        var path = sandbox.Host.Files.Map("SQL1", Device("o.bak"))!;
        using (var file = File.OpenWrite(path))
            file.SetLength(file.Length - 9000);
        foreach (var header in Read("o.bak"))
        {
            var request = new RestoreRequest
            {
                Kind = RestoreKind.VerifyOnly,
                Devices = [Device("o.bak")],
                File = header.Position,
            };
            if (header.IsDamaged)
                Assert.NotEmpty(sandbox.Errors(request, "SQL1"));
            else
                Assert.Contains(sandbox.Run(request, "SQL1").Messages, message => message.Number == 3262);
        }
    }

    private RecordedResultSet Ask(RestoreKind kind, params string[] files) =>
        Assert.Single(sandbox.Run(new RestoreRequest { Kind = kind, Devices = [.. files.Select(Device)] }, "SQL1").ResultSets);

    private List<BackupFileHeader> Read(string file) =>
        [.. BackupFileReader.ReadAll([new FoundFile(sandbox.Host.Files.Map("SQL1", Device(file))!, null)], 2)];

    /// <summary>Columns that are never null answer zero or empty where the file has nothing.</summary>
    private static void AssertSame(RecordedResultSet rows, object?[] row, object offline, string except = "")
    {
        foreach (var (column, value) in rows.Columns.Zip(row).Where(pair => pair.First.Name != except))
        {
            var property = offline.GetType().GetProperty(column.Name!);
            Assert.NotNull(property);
            Assert.Equal($"{column.Name}: {Plain(value)}", $"{column.Name}: {Plain(property.GetValue(offline))}");
        }
    }

    private static string Plain(object? value) =>
        value switch
        {
            null => "",
            bool bit => bit ? "1" : "",
            Enum number => Convert.ToInt32(number, null).ToString(System.Globalization.CultureInfo.InvariantCulture),
            0m => "",
            _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) is { } text
            && text is not ("0" or "00000000-0000-0000-0000-000000000000")
                ? text
                : "",
        };
}
