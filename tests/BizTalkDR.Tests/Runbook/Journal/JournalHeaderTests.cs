using BizTalkDR.Group;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Tests.Runbook.Journal;

/// <summary>A journal is gone on with for the group and the instances it was begun for.</summary>
public class JournalHeaderTests
{
    private readonly JournalHeader header = Journals.Header();

    [Fact]
    public void The_same_group_on_the_same_instances_goes_on_whatever_the_order_case_or_name_of_the_topology() =>
        header.Require(
            Journals.About() with
            {
                Topology = "renamed",
                Group = new GroupIdentity(Journals.Family, "BizTalkMgmtDb_renamed"),
                Source = RunSide.Of([new RunInstance("prod-sql1", "prodhost1"), new RunInstance("PROD-SQL2", "PRODHOST2")]),
            }
        );

    [Fact]
    public void Another_group_is_refused_by_name_though_all_names_are_the_same()
    {
        var refused = Assert.Throws<JournalException>(() =>
            header.Require(Journals.About() with { Group = new GroupIdentity(Guid.NewGuid(), "BizTalkMgmtDb") })
        );
        Assert.Equal("JournalOfAnotherGroup", refused.ErrorId);
        Assert.Contains($"{Journals.Family}", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PROD-SQL1", "ANOTHERHOST")]
    [InlineData("PROD-SQLX", "PRODHOST1")]
    public void Another_instance_is_refused_by_name_and_another_name_for_it_too(string name, string server)
    {
        var refused = Assert.Throws<JournalException>(() =>
            header.Require(
                Journals.About() with
                {
                    Source = RunSide.Of([new RunInstance(name, server), new RunInstance("PROD-SQL2", "PRODHOST2")]),
                }
            )
        );
        Assert.Equal("JournalOfAnotherTopology", refused.ErrorId);
        Assert.Contains($"{name} ({server})", refused.Message, StringComparison.Ordinal);
        Assert.Contains("PROD-SQL1 (PRODHOST1)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_instance_more_or_less_is_another_topology() =>
        Assert.Equal(
            "JournalOfAnotherTopology",
            Assert.Throws<JournalException>(() => header.Require(Journals.About() with { Destination = RunSide.Of([]) })).ErrorId
        );

    [Fact]
    public void Names_do_not_run_into_each_other_in_a_fingerprint() =>
        Assert.NotEqual(RunSide.Of([new RunInstance("AB", "C")]).Fingerprint, RunSide.Of([new RunInstance("A", "BC")]).Fingerprint);

    [Fact]
    public void Another_runbook_is_refused_by_name() =>
        Assert.Equal("JournalOfAnotherRunbook", Assert.Throws<JournalException>(() => header.RequireRunbook("Failback")).ErrorId);
}
