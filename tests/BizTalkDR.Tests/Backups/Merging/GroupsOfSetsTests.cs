using BizTalkDR.Backups;
using BizTalkDR.Tests.Restore.Planning;

namespace BizTalkDR.Tests.Backups.Merging;

/// <summary>Files of two groups in one folder: sets tell which are whose.</summary>
public sealed class GroupsOfSetsTests
{
    private static readonly BackupHistory Ours = new HistoryBuilder("BizTalkMgmtDb", "SSODB").Full().Logs(3).Build();
    private static readonly BackupHistory Theirs = new HistoryBuilder("TestMgmtDb", "TestSSO")
        .MarksNamed("TST")
        .Wait(TimeSpan.FromHours(1))
        .Full()
        .Logs(3)
        .Build();

    [Fact]
    public void What_shares_no_set_with_the_management_database_is_another_groups_and_left_out()
    {
        var merged = SourceHistories.Merge(Ours.Files(), Theirs.Files(SourceHistories.Found));

        Assert.Equal(SourceHistories.Merge(Ours.Files()).Sets.Select(set => set.ToString()), merged.Sets.Select(set => set.ToString()));
        Assert.Equal(["BizTalkMgmtDb", "SSODB"], merged.CurrentDatabases().Select(key => key.Name));
        Assert.Contains(
            merged.Warnings,
            warning => warning.StartsWith("8 backups of TestMgmtDb, TestSSO share no backup set", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void What_the_groups_own_tables_tell_is_the_group_whatever_its_management_database_is_called()
    {
        var named = SourceHistories.Merge(new HistoryBuilder("A").Full().Logs(2).Build().Table(), Theirs.Files(SourceHistories.Found));

        Assert.Equal(["A"], named.CurrentDatabases().Select(key => key.Name));
    }

    [Fact]
    public void Where_none_holds_the_management_database_the_groups_are_named()
    {
        var other = new HistoryBuilder("A", "B").Full().Logs(1).Build();
        var merged = SourceHistories.Merge(other.Files(), Theirs.Files(SourceHistories.Found));

        Assert.Contains(
            merged.Warnings,
            warning =>
                warning.Contains("2 groups", StringComparison.Ordinal)
                && warning.Contains("A, B; TestMgmtDb, TestSSO", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_database_that_has_joined_the_group_since_is_of_it()
    {
        var grown = new HistoryBuilder("BizTalkMgmtDb").Full().Logs(2).AddDatabase("Orders").Full().Logs(2).Build();

        var merged = SourceHistories.Merge(grown.Files());

        Assert.Contains(merged.CurrentDatabases(), key => key.Name == "Orders");
        Assert.DoesNotContain(merged.Warnings, warning => warning.Contains("another group", StringComparison.Ordinal));
    }
}
