using System.Data;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using BizTalkDR.Backups;
using BizTalkDR.Errors;
using BizTalkDR.Tests.Restore.Planning;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Backups.History;

/// <summary>Headers that others have read: by the names of RESTORE HEADERONLY, whatever the types.</summary>
public sealed class GivenHeadersTests
{
    private const string Path = @"\\FILES\BizTalk\SOURCE_A_Log_BTS_2026_11_21_09_15_00_123.bak";

    private static Dictionary<string, object?> Row { get; } =
        new()
        {
            ["ServerName"] = "SOURCE",
            ["DatabaseName"] = "A",
            ["BackupType"] = (short)2,
            ["Position"] = (short)1,
            ["FirstLSN"] = 35000000012300001m,
            ["LastLSN"] = 36000000012300001m,
            ["FullName"] = Path,
        };

    [Theory]
    [InlineData("9999999999999999999999999")]
    [InlineData("9,999,999,999,999,999,999,999,999")]
    [InlineData(" 9999999999999999999999999 ")]
    public void Log_sequence_numbers_come_as_text(string lsn) => AssertLast(lsn);

    [Fact]
    public void Log_sequence_numbers_come_as_BigInteger_decimal_or_anything_that_prints_as_a_number()
    {
        AssertLast(BigInteger.Parse("9999999999999999999999999", CultureInfo.InvariantCulture));
        AssertLast(9999999999999999999999999m);
        AssertLast(new Printed("9999999999999999999999999"));
        AssertLast(new object[] { "9999999999999999999999999" });
    }

    [Fact]
    public void A_log_sequence_number_that_lost_its_digits_is_refused() =>
        Assert.Equal("HeaderNotReadable", Refused(Row.With("LastLSN", 3.6e24)).ErrorId);

    [Theory]
    [InlineData((short)1, BackupType.Full)]
    [InlineData("Database", BackupType.Full)]
    [InlineData("Full", BackupType.Full)]
    [InlineData("D", BackupType.Full)]
    [InlineData(2L, BackupType.Log)]
    [InlineData("Transaction Log", BackupType.Log)]
    [InlineData(BackupMedia.BackupType.Log, BackupType.Log)]
    [InlineData("5", BackupType.Differential)]
    [InlineData("Database Differential", BackupType.Differential)]
    [InlineData("Differential", BackupType.Differential)]
    [InlineData(4, BackupType.Other)]
    public void The_kind_comes_as_a_number_a_letter_or_a_word(object given, BackupType type) =>
        Assert.Equal(type, Only(Row.With("BackupType", given).With("FullName", "x.bak")).Type);

    [Theory]
    [InlineData("FullName")]
    [InlineData("BackupPath")]
    [InlineData("Path")]
    [InlineData("PhysicalDeviceName")]
    [InlineData("physical_device_name")]
    public void The_path_comes_by_any_of_its_names(string name) =>
        Assert.Equal(@"E:\x.trn", Only(Row.Where(pair => pair.Key != "FullName").Append(new(name, @"E:\x.trn")).ToDictionary()).Path);

    [Fact]
    public void A_path_that_is_a_list_names_the_stripes()
    {
        var file = Only(Row.With("FullName", new[] { @"E:\1.bak", @"F:\2.bak" }));

        Assert.Equal([@"E:\1.bak", @"F:\2.bak"], file.Paths);
    }

    [Fact]
    public void Headers_of_the_jobs_files_become_sets()
    {
        var history = Read(Row);

        var set = Assert.Single(history.Sets);
        Assert.Equal((BackupType.Log, "BTS_2026_11_21_09_15_00_123", HistorySource.Headers), (set.Type, set.MarkName, set.Source));
        Assert.Equal(new DatabaseKey("SOURCE", "A"), set.Files[0].Database);
        Assert.Equal([HistorySource.Headers], history.Sources);
    }

    [Fact]
    public void Json_of_headers_reads_as_the_headers_themselves()
    {
        var built = new HistoryBuilder("A", "B").Full().Logs(2).Build();
        var json = JsonSerializer.Serialize(
            built
                .Sets.SelectMany(set => set.Files)
                .Select(file => new
                {
                    file.Database.Name,
                    ServerName = file.Database.Server,
                    DatabaseName = file.Database.Name,
                    BackupType = file.Type == BackupType.Full ? 1 : 2,
                    FirstLSN = file.Header!.FirstLSN.ToString(),
                    file.Header.LastLSN,
                    file.Header.FirstRecoveryForkID,
                    file.Header.RecoveryForkID,
                    BackupStartDate = file.BackupDate,
                    IsCopyOnly = false,
                    IsDamaged = "False",
                    CompressedBackupSize = (long?)null,
                    FullName = file.Path,
                })
        );
        var rows = JsonSerializer.Deserialize<List<Dictionary<string, JsonElement>>>(json)!;

        var history = Read([.. rows.Select(row => row.ToDictionary(pair => pair.Key, pair => Plain(pair.Value)))]);

        Assert.Equal(
            built.Sets.Select(set => (set.SetId, set.MarkName, true)),
            history.Sets.Select(set => (set.SetId, set.MarkName, set.IsComplete))
        );
        Assert.Equal(
            built.Sets.SelectMany(set => set.Files).Select(file => (file.Header!.LastLSN, file.Header.RecoveryForkID, file.BackupDate)),
            history.Sets.SelectMany(set => set.Files).Select(file => (file.Header!.LastLSN, file.Header.RecoveryForkID, file.BackupDate))
        );
    }

    [Fact]
    public void A_row_of_a_DataTable_with_DBNull_in_it_reads()
    {
        using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        foreach (var pair in Row)
            table.Columns.Add(pair.Key, pair.Value!.GetType());
        table.Columns.Add("BackupStartDate", typeof(DateTime));
        table.Columns.Add("RecoveryForkID", typeof(Guid));
        table.Rows.Add([.. Row.Values, DBNull.Value, new Guid("11111111-2222-3333-4444-555555555555")]);

        var row = table.Columns.Cast<DataColumn>().ToDictionary(column => column.ColumnName, column => (object?)table.Rows[0][column]);

        var file = Only(row);
        Assert.Null(file.Header!.BackupStartDate);
        Assert.Equal(new Guid("11111111-2222-3333-4444-555555555555"), file.Header.RecoveryForkID);
    }

    [Fact]
    public void The_history_that_dbatools_returns_reads()
    {
        var file = Only(
            new Dictionary<string, object?>
            {
                ["ComputerName"] = "sql1",
                ["InstanceName"] = "MSSQLSERVER",
                ["SqlInstance"] = "SOURCE",
                ["Database"] = "A",
                ["Type"] = "Full",
                ["Start"] = new Printed("2026-11-21 09:15:00.123"),
                ["End"] = new Printed("2026-11-21 09:16:00.000"),
                ["TotalSize"] = new Printed("1.5 GB"),
                ["Path"] = new[] { @"E:\full.bak" },
                ["FullName"] = new[] { @"E:\full.bak" },
                ["FileList"] = new object?[]
                {
                    new Dictionary<string, object?>
                    {
                        ["Type"] = "D",
                        ["LogicalName"] = "A",
                        ["PhysicalName"] = @"D:\Data\A.mdf",
                    },
                    new Dictionary<string, object?>
                    {
                        ["Type"] = "L",
                        ["LogicalName"] = "A_log",
                        ["PhysicalName"] = @"L:\Log\A.ldf",
                    },
                },
                ["Position"] = 1,
                ["FirstLsn"] = BigInteger.Parse("35000000012300001", CultureInfo.InvariantCulture),
                ["LastLsn"] = BigInteger.Parse("36000000012300001", CultureInfo.InvariantCulture),
                ["CheckpointLsn"] = BigInteger.Parse("35000000012300001", CultureInfo.InvariantCulture),
                ["LastRecoveryForkGUID"] = new Guid("11111111-2222-3333-4444-555555555555"),
                ["IsCopyOnly"] = false,
                ["SoftwareVersionMajor"] = 15,
            }
        );

        Assert.Equal((new DatabaseKey("SOURCE", "A"), BackupType.Full), (file.Database, file.Type));
        Assert.Equal(new DateTime(2026, 11, 21, 9, 15, 0, 123), file.BackupDate);
        Assert.Equal(35000000012300001m, file.Header!.CheckpointLSN);
        Assert.NotNull(file.Header.RecoveryForkID);
        Assert.Equal([DatabaseFileKind.Rows, DatabaseFileKind.Log], file.FileList.Select(each => each.Kind));
    }

    [Theory]
    [InlineData("FullName", "HeaderWithoutPath")]
    [InlineData("FirstLSN", "HeaderWithoutLsn")]
    [InlineData("LastLSN", "HeaderWithoutLsn")]
    [InlineData("DatabaseName", "HeaderWithoutDatabase")]
    [InlineData("BackupType", "HeaderWithoutType")]
    public void A_header_that_lacks_what_is_needed_is_an_error_that_names_it(string name, string errorId)
    {
        var refused = Refused(Row.Where(pair => pair.Key != name).ToDictionary());

        Assert.Equal(errorId, refused.ErrorId);
        Assert.StartsWith("Header 1", refused.Message);
        Assert.Contains("RESTORE HEADERONLY", refused.Remedy);
    }

    [Fact]
    public void A_damaged_file_that_was_piped_in_with_the_others_is_named_and_stops_nothing()
    {
        var history = Read(
            Row,
            new Dictionary<string, object?>
            {
                ["Path"] = @"\\FILES\BizTalk\SOURCE_A_Log_BTS_2026_11_21_09_30_00_123.bak",
                ["IsDamaged"] = true,
                ["Reason"] = "The file is empty.",
                ["DatabaseName"] = null,
            }
        );

        Assert.Equal("BTS_2026_11_21_09_15_00_123", Assert.Single(history.Sets).MarkName);
        Assert.Equal(BackupContradictionKind.DamagedFile, Assert.Single(history.Contradictions).Kind);
    }

    [Fact]
    public void Stripes_that_were_piped_in_one_by_one_are_put_together()
    {
        var mediaSet = Guid.NewGuid();
        var stripes = Enumerable
            .Range(1, 2)
            .Select(each =>
                Row.With("FullName", $@"E:\{each}.bak")
                    .With("MediaSetId", mediaSet)
                    .With("FamilyCount", 2)
                    .With("FamilySequenceNumber", each)
            )
            .ToArray();

        Assert.Equal([@"E:\1.bak", @"E:\2.bak"], Assert.Single(Read(stripes).OtherBackups).Paths);
        Assert.Equal(BackupContradictionKind.MissingStripe, Assert.Single(Read(stripes[1]).Contradictions).Kind);
    }

    private static void AssertLast(object lsn) =>
        Assert.Equal(9_999_999_999_999_999_999_999_999m, Only(Row.With("LastLSN", lsn)).Header!.LastLSN);

    private static BackupFile Only(IReadOnlyDictionary<string, object?> row)
    {
        var history = Read(row);
        return Assert.Single(history.Sets.SelectMany(set => set.Files).Concat(history.OtherBackups));
    }

    private static BackupHistoryException Refused(IReadOnlyDictionary<string, object?> row) =>
        Assert.Throws<BackupHistoryException>(() => Read(row));

    private static BackupHistory Read(params IReadOnlyDictionary<string, object?>[] rows) =>
        WrittenBackups.Read(new BackupHistoryOptions { Sources = HistorySources.Headers, Headers = rows });

    private static object? Plain(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Number => value.GetDecimal(),
            JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
            _ => value.GetString(),
        };

    private sealed class Printed(string text)
    {
        public override string ToString() => text;
    }
}

file static class Rows
{
    public static Dictionary<string, object?> With(this IReadOnlyDictionary<string, object?> row, string name, object? value) =>
        new(row.Where(pair => pair.Key != name).Append(new(name, value)));
}
