using System.Globalization;
using BizTalkDR.Backups;
using BizTalkDR.Backups.History;
using BizTalkDR.Instances;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Tests.Sides;

namespace BizTalkDR.Tests.Backups.History;

/// <summary>A table of sets that goes back far is read as far as a restore can need, and no further.</summary>
public sealed class HistoryExtentTests(LongSides longSides) : IClassFixture<LongSides>
{
    // Two sets at once.
    private static readonly HistoryExtent Little = HistoryExtent.Recent with { Rows = 18 };

    private SandboxSides Sides => longSides.Sides;

    private InstanceDirectory Directory => InstanceDirectory.Ask(Sides.Connector, Sides.Topology);

    [Fact]
    public void Three_full_sets_are_read_and_what_follows_them()
    {
        var whole = Job(HistoryExtent.Whole);
        var history = Job(Little);

        Assert.True(whole.IsWhole);
        Assert.False(history.IsWhole);
        Assert.InRange(history.Sets.Count, 3, whole.Sets.Count - 1);
        Assert.Equal(Described(whole).TakeLast(history.Sets.Count), Described(history));
        Assert.Equal(HistoryExtent.FullSets, history.Sets.Count(set => set.Type == BackupType.Full));
    }

    [Fact]
    public void No_set_is_torn_apart_however_many_rows_are_read_at_once()
    {
        var whole = Job(HistoryExtent.Whole);
        for (var rows = 1; rows <= 40; rows += 3)
        {
            var history = Job(Little with { Rows = rows });

            Assert.Equal(Described(whole).TakeLast(history.Sets.Count), Described(history));
        }
    }

    [Fact]
    public void A_mark_that_is_named_is_found_with_three_full_sets_before_it()
    {
        var whole = Job(HistoryExtent.Whole).Sets;
        var mark = whole[whole.Count * 2 / 3];

        var history = Job(Little with { Mark = mark.MarkName!.ToLowerInvariant() });

        Assert.Contains(history.Sets, set => set.SetId == mark.SetId);
        Assert.Equal(HistoryExtent.FullSets, history.Sets.Count(set => set.Type == BackupType.Full && set.SetId < mark.SetId));
        Assert.False(history.IsWhole);
    }

    [Fact]
    public void A_mark_that_does_not_exist_is_looked_for_to_the_end()
    {
        var history = Job(Little with { Mark = "BTS_1999_01_01_00_00_00_000" });

        Assert.True(history.IsWhole);
        Assert.Equal(Job(HistoryExtent.Whole).Sets.Count, history.Sets.Count);
    }

    [Fact]
    public void It_reaches_back_to_the_time_that_is_asked_for()
    {
        var whole = Job(HistoryExtent.Whole).Sets;
        var old = whole[3];

        var history = Job(Little with { Since = old.BackupDate });

        Assert.Contains(history.Sets, set => set.SetId == old.SetId);
    }

    [Fact]
    public void A_plan_to_an_old_mark_reads_what_that_mark_needs()
    {
        var mark = Job(HistoryExtent.Whole).Sets.Last(set => set.MarkName?.StartsWith("OLD_", StringComparison.Ordinal) == true).MarkName!;

        var situation = new RestoreSituationReader(Sides.Connector).Read(
            Sides.Topology,
            new RestoreSituationOptions
            {
                MarkName = mark,
                History = new BackupHistoryOptions { Extent = Little },
            },
            TestContext.Current.CancellationToken
        );

        Assert.Contains(situation.History.Sets, set => set.MarkName == mark);
    }

    [Fact]
    public void What_files_are_compared_with_is_read_whole()
    {
        var history = new BackupHistoryReader(Sides.Connector).Read(
            Sides.Topology,
            Directory,
            new BackupHistoryOptions
            {
                Extent = Little,
                PathMap = new Dictionary<string, string> { [@"\\OLD\BizTalk"] = @"\\FILES\BizTalk" },
            },
            TestContext.Current.CancellationToken
        );

        Assert.True(history.IsWhole);
    }

    private BackupHistory Job(HistoryExtent extent) =>
        new BackupHistoryReader(Sides.Connector).ReadBackupJob(Sides.Topology, Directory, extent, TestContext.Current.CancellationToken);

    internal static IEnumerable<string> Described(BackupHistory history) =>
        history.Sets.Select(set =>
            string.Create(CultureInfo.InvariantCulture, $"{set.SetId} {set.Type} {set.MarkName} {set.IsComplete}: ")
            + string.Join(", ", set.Databases.Order())
        );
}

/// <summary>The same where ids began anew, so that the newest sets are not those with the greatest ids.</summary>
public sealed class RenumberedHistoryTests
{
    [Fact]
    public async Task Ids_that_began_anew_are_noticed_and_everything_is_read()
    {
        await using var sides = new LongSides();
        await sides.InitializeAsync();
        sides.Sides.Execute(
            "PROD-SQL1",
            "UPDATE BizTalkMgmtDb.dbo.adm_BackupHistory SET BackupDateTime = DATEADD(year, -1, BackupDateTime) WHERE MarkName NOT LIKE N'OLD[_]%'"
        );
        var directory = InstanceDirectory.Ask(sides.Sides.Connector, sides.Sides.Topology);

        var history = new BackupHistoryReader(sides.Sides.Connector).ReadBackupJob(
            sides.Sides.Topology,
            directory,
            HistoryExtent.Recent with
            {
                Rows = 18,
            },
            TestContext.Current.CancellationToken
        );

        Assert.True(history.IsWhole);
    }
}

/// <summary>A sandbox whose backup job's table goes back forty sets further than its files, every eighth of them a full set.</summary>
public sealed class LongSides : IAsyncLifetime, IAsyncDisposable
{
    private const string OlderSets = """
        DECLARE @first bigint = (SELECT MIN(BackupSetId) FROM BizTalkMgmtDb.dbo.adm_BackupHistory)
        DECLARE @begun datetime = (SELECT MIN(BackupDateTime) FROM BizTalkMgmtDb.dbo.adm_BackupHistory)
        INSERT INTO BizTalkMgmtDb.dbo.adm_BackupHistory
            (BackupSetId, MarkName, DatabaseName, BackupFileName, BackupFileLocation, BackupType, BackupDateTime, SetComplete, ServerName)
        SELECT
            @first - n.number,
            CASE WHEN n.number % 8 = 0 THEN NULL ELSE N'OLD_' + CONVERT(nvarchar(10), n.number) END,
            d.DatabaseName,
            N'old_' + d.DatabaseName + CONVERT(nvarchar(10), n.number) + N'.bak',
            N'\\FILES\BizTalk',
            CASE WHEN n.number % 8 = 0 THEN 'db' ELSE 'lg' END,
            DATEADD(hour, -3 * n.number, @begun),
            1,
            d.ServerName
        FROM (
            SELECT 1 + ones.digit + 10 * tens.digit AS number
            FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS ones (digit)
            CROSS JOIN (VALUES (0), (1), (2), (3)) AS tens (digit)
        ) AS n
        CROSS JOIN BizTalkMgmtDb.dbo.admv_BackupDatabases AS d
        """;

    private SandboxSides? sides;

    internal SandboxSides Sides => sides!;

    public async ValueTask InitializeAsync()
    {
        sides = await SandboxSides.ShippedAsync(1);
        sides.Execute("PROD-SQL1", OlderSets);
    }

    public ValueTask DisposeAsync() => sides?.DisposeAsync() ?? ValueTask.CompletedTask;
}
