using BizTalkDR.Backups;
using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Commands;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class ListCommandTests
{
    private readonly FakeEngine engine = Samples.EngineWithGroup();

    [Fact]
    public void Databases_of_production_are_listed_unless_another_side_is_asked_for()
    {
        Assert.Equal(Samples.SourceDatabases, Run(new GetBtsDatabaseCommand { Topology = Samples.Argument }).Output);
        Assert.Equal(InstanceSide.Source, engine.SideRead);
        Run(new GetBtsDatabaseCommand { SqlInstance = ["DR1"], Side = InstanceSide.Destination });
        Assert.Equal(InstanceSide.Destination, engine.SideRead);
        Assert.Equal("DR1", Assert.Single(engine.Topology!.Destination).Name);
    }

    [Fact]
    public void Databases_are_filtered_by_name_and_role()
    {
        Assert.Single(Run(new GetBtsDatabaseCommand { Topology = Samples.Argument, Database = ["*msgbox*"] }).Output);
        Assert.Single(Run(new GetBtsDatabaseCommand { Topology = Samples.Argument, Role = [DatabaseRole.BamStarSchema] }).Output);
    }

    [Fact]
    public void What_the_reader_noticed_is_a_warning()
    {
        engine.Group = new BizTalkGroup { Warnings = ["The server OLD is not in the topology."] };
        Assert.Equal(["The server OLD is not in the topology."], Run(new GetBtsDatabaseCommand { Topology = Samples.Argument }).Warnings);
    }

    [Fact]
    public void A_group_that_can_not_be_read_is_an_error()
    {
        engine.Broken["group"] = new GroupException("NotAManagementDatabase", "It is not one.") { Server = "PROD1" };
        Assert.Equal("NotAManagementDatabase", Assert.Single(Run(new GetBtsDatabaseCommand { Topology = Samples.Argument }).Errors).Id);
    }

    [Fact]
    public void Backup_sets_are_filtered_by_type_mark_and_number()
    {
        engine.History = Situations.NothingRestoredYet.History;
        Assert.Equal([1L, 2L, 3L, 4L], Ids(new GetBtsBackupSetCommand { Topology = Samples.Argument }));
        Assert.Equal([1L], Ids(new GetBtsBackupSetCommand { Topology = Samples.Argument, Type = BackupType.Full }));
        Assert.Equal([3L], Ids(new GetBtsBackupSetCommand { Topology = Samples.Argument, Mark = ["*_09_15_*"] }));
        Assert.Equal([3L, 4L], Ids(new GetBtsBackupSetCommand { Topology = Samples.Argument, Last = 2 }));
        Assert.Equal([1L, 2L, 3L, 4L], Ids(new GetBtsBackupSetCommand { Topology = Samples.Argument, Last = 9 }));
    }

    [Fact]
    public void Marks_are_listed_oldest_first_and_one_is_recommended()
    {
        engine.Situation = Situations.NothingRestoredYet;
        var marks = Run(new GetBtsLogMarkCommand { Topology = Samples.Argument }).Output.Cast<LogMark>().ToList();
        Assert.Equal([Situations.FirstMark, Situations.SecondMark, Situations.ThirdMark], marks.Select(mark => mark.Name));
        Assert.Equal(Situations.SecondMark, Assert.Single(marks, mark => mark.IsRecommended).Name);
        Assert.Equal(InstanceSide.Destination, engine.SituationOptions!.Side);
    }

    [Fact]
    public void Only_the_recommended_mark_is_returned_when_asked_so()
    {
        engine.Situation = Situations.NothingRestoredYet;
        var mark = Assert.IsType<LogMark>(
            Assert.Single(Run(new GetBtsLogMarkCommand { Topology = Samples.Argument }, "Recommended").Output)
        );
        Assert.Equal(Situations.SecondMark, mark.Name);
        Assert.Equal(LogMarkRule.SecondToLast, mark.Rule);
    }

    [Fact]
    public void Marks_are_filtered_by_name()
    {
        engine.Situation = Situations.NothingRestoredYet;
        Assert.Single(Run(new GetBtsLogMarkCommand { Topology = Samples.Argument, Name = ["*_09_30_*"] }).Output);
    }

    private IEnumerable<long> Ids(GetBtsBackupSetCommand cmdlet) => Run(cmdlet).Output.Cast<BackupSet>().Select(set => set.SetId);

    private RecordingRuntime Run(BtsConnectionCmdlet cmdlet, params string[] given)
    {
        using (cmdlet)
        {
            cmdlet.CreateEngine = FakeEngine.Factory(engine);
            return cmdlet.Run(given);
        }
    }
}
