using System.Xml.Linq;
using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Reporting.Chains;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Reporting;

/// <summary>The picture of the chains: what is there, what is missing, and the mark that is chosen.</summary>
public sealed class ChainPageTests
{
    private static readonly DateTime Start = new(2026, 11, 21, 9, 0, 0);
    private static readonly DatabaseKey Management = new("PROD1", "BizTalkMgmtDb");
    private static readonly DatabaseKey MessageBox = new("PROD2", "BizTalkMsgBoxDb");

    [Fact]
    public void Each_database_has_a_lane_with_its_backups_and_the_recommended_mark_stands_out()
    {
        var page = Page(Situation());
        var picture = Picture(page);
        Assert.Equal(["PROD1/BizTalkMgmtDb", "PROD2/BizTalkMsgBoxDb"], Texts(picture, "name").Where(name => name != "Marks"));
        Assert.Equal(2, Shapes(picture, "chain-full").Count());
        Assert.Equal(8, Shapes(picture, "chain-log").Count());
        Assert.Equal(4, Shapes(picture, "chain-usable").Count());
        Assert.Equal([Mark(3)], Texts(picture, "chain-chosen-name"));
        Assert.Empty(Shapes(picture, "failed"));
        Assert.Contains("one unbroken chain", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_mark_that_was_named_stands_out_instead() =>
        Assert.Equal([Mark(1)], Texts(Picture(Page(Situation(), Mark(1))), "chain-chosen-name"));

    [Fact]
    public void A_mark_that_is_in_no_set_is_refused()
    {
        var refused = Assert.Throws<BizTalkDRException>(() => ChainPage.Render(Situation(), "BTS_1999"));
        Assert.Equal("MarkNotFound", refused.ErrorId);
    }

    [Fact]
    public void A_log_that_is_missing_between_two_is_seen_and_told_with_its_LSNs()
    {
        var page = Page(Situation(set => set.SetId == 4 ? WithLsn(set, MessageBox, 350, 400) : set));
        Assert.NotEmpty(Shapes(Picture(page), "failed"));
        Assert.Contains("No log backup holds LSN 300 to 350", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_without_a_database_is_a_gap_in_the_lane_of_that_database()
    {
        var page = Page(Situation(set => set.SetId == 4 ? set with { Files = [set.Files[0]], IsComplete = false } : set));
        Assert.Contains("has no backup of this database", page, StringComparison.Ordinal);
        Assert.Single(Shapes(Picture(page), "failed"));
    }

    [Fact]
    public void A_file_that_cannot_be_restored_is_a_gap_with_the_reason()
    {
        var page = Page(
            Situation(set =>
                set.SetId == 3 ? set with { Files = [set.Files[0] with { Defect = "The file is <gone>." }, set.Files[1]] } : set
            )
        );
        Assert.Contains("The file is &lt;gone&gt;.", page, StringComparison.Ordinal);
        Assert.Single(Shapes(Picture(page), "failed"));
        Assert.NotEmpty(Shapes(Picture(page), "chain-unusable"));
    }

    [Fact]
    public void A_copy_shows_how_far_it_is_restored()
    {
        var situation = Situation() with
        {
            Positions =
            [
                new DatabasePosition
                {
                    Instance = "DR1",
                    Database = "BizTalkMgmtDb",
                    State = DatabaseState.Restoring,
                    LastRestore = new LastRestore { Type = BackupType.Log, Path = @"D:\copied\BizTalkMgmtDb_3.bak" },
                },
            ],
        };
        var page = Page(situation);
        Assert.Single(Shapes(Picture(page), "chain-position"));
        Assert.Contains("DR1/BizTalkMgmtDb is Restoring, restored up to 2026-11-21 09:30:00", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_lies_before_the_second_to_last_full_set_is_drawn_only_where_all_is_wanted()
    {
        var older = Situation();
        var earlier = older with
        {
            History = older.History with
            {
                Sets =
                [
                    Set(-20, BackupType.Full, Start.AddDays(-20)),
                    Set(-10, BackupType.Full, Start.AddDays(-10)),
                    .. older.History.Sets,
                ],
            },
        };
        Assert.Equal(4, Shapes(Picture(Page(earlier)), "chain-full").Count());
        Assert.Equal(6, Shapes(Picture(ChainPage.Render(earlier, whole: true)), "chain-full").Count());
    }

    [Fact]
    public void A_history_without_backups_is_refused() =>
        Assert.Equal(
            "NothingToShow",
            Assert.Throws<BizTalkDRException>(() => ChainPage.Render(Situation() with { History = new BackupHistory() })).ErrorId
        );

    [Fact]
    public void The_page_fetches_nothing_and_stays_inside_its_picture()
    {
        var page = Page(Situation());
        foreach (var outside in new[] { "http://", "https://", "<script", "src=", "@import" })
            Assert.DoesNotContain(outside, page, StringComparison.OrdinalIgnoreCase);
        var picture = Picture(page);
        var width = (double)picture.Attribute("width")!;
        Assert.All(
            picture.Descendants("rect"),
            shape => Assert.InRange((double)shape.Attribute("x")! + (double)shape.Attribute("width")!, 0, width)
        );
    }

    private static string Page(RestoreSituation situation, string? mark = null) => ChainPage.Render(situation, mark);

    private static XElement Picture(string page) =>
        XElement
            .Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)])
            .Descendants("svg")
            .First();

    private static IEnumerable<XElement> Shapes(XElement picture, string style) =>
        picture.Descendants().Where(shape => (string?)shape.Attribute("class") == style);

    private static IEnumerable<string> Texts(XElement picture, string style) =>
        Shapes(picture, style).Where(shape => shape.Name == "text").Select(text => text.Value);

    /// <summary>One full set and four log sets of two databases, a quarter of an hour apart.</summary>
    private static RestoreSituation Situation(Func<BackupSet, BackupSet>? change = null) =>
        new()
        {
            Directory = InstanceDirectory.Of([]),
            History = new BackupHistory
            {
                Sets = [.. new[] { Set(1, BackupType.Full, Start), Log(2), Log(3), Log(4), Log(5) }.Select(change ?? (set => set))],
                Sources = [HistorySource.BackupJob],
            },
            Targets = [RestoreTarget.SameName(Management, "DR1"), RestoreTarget.SameName(MessageBox, "DR1")],
        };

    private static BackupSet Log(long id) => Set(id, BackupType.Log, Start.AddMinutes(15 * (id - 1))) with { MarkName = Mark(id - 1) };

    private static string Mark(long number) => $"BTS_2026_11_21_09_{number * 15 % 60:00}_00_00{number}";

    private static BackupSet Set(long id, BackupType type, DateTime time) =>
        new()
        {
            SetId = id,
            Type = type,
            IsComplete = true,
            Source = HistorySource.BackupJob,
            Files =
            [
                .. new[] { Management, MessageBox }.Select(database => new BackupFile
                {
                    Database = database,
                    ServerName = database.Server,
                    Type = type,
                    Paths = [$@"\\FILES\BizTalk\{database.Name}_{id}.bak"],
                    BackupDate = time,
                    Header = type == BackupType.Log ? Header(database, 100 * (id - 1), 100 * id) : null,
                }),
            ],
        };

    private static BackupSet WithLsn(BackupSet set, DatabaseKey database, decimal first, decimal last) =>
        set with
        {
            Files = [.. set.Files.Select(file => file.Database == database ? file with { Header = Header(database, first, last) } : file)],
        };

    private static BackupHeader Header(DatabaseKey database, decimal first, decimal last) =>
        new()
        {
            DatabaseName = database.Name,
            BackupType = BackupType.Log,
            FirstLSN = first,
            LastLSN = last,
        };
}
