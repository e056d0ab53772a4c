using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class RemoveBtsDatabaseSetCommandTests : CmdletTests
{
    public RemoveBtsDatabaseSetCommandTests() => Engine = Samples.EngineWithGroup(InstanceSide.Destination);

    [Fact]
    public void It_asks_once_and_names_every_database()
    {
        var run = Run("Remove-BtsDatabaseSet $topology -Side Destination -KillSession");
        Assert.Equal(
            ("2 databases on DR1 (BizTalkMgmtDb, BizTalkMsgBoxDb)", "Drop the databases and delete their files"),
            Assert.Single(run.Asked)
        );
        Assert.Single(run.Questions);
        Assert.Equal(["drop DR1/BizTalkMgmtDb", "drop DR1/BizTalkMsgBoxDb"], Engine.Done);
        Assert.True(Engine.RemovalOptions!.KillSessions);
        Assert.Equal(2, Engine.RemovalOptions.Asked.Count);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void WhatIf_lists_each_database_and_drops_none()
    {
        var run = Run("Remove-BtsDatabaseSet $topology -Side Destination -WhatIf -Force");
        Assert.Equal(["[BizTalkMgmtDb] on DR1", "[BizTalkMsgBoxDb] on DR1"], run.Asked.Select(asked => asked.Target));
        Assert.Empty(run.Questions);
        Assert.Empty(Engine.Done);
    }

    [Fact]
    public void Force_asks_nothing_and_PassThru_returns_results()
    {
        var run = Run("Remove-BtsDatabaseSet $topology -Side Destination -Force -PassThru");
        Assert.Empty(run.Asked);
        Assert.Equal(2, run.Output.Count);
    }

    [Fact]
    public void A_refused_removal_ends_the_command()
    {
        Engine.Broken["remove"] = new DatabaseSetException("DatabaseInUse", ErrorKind.Conflict, "Somebody is in it.");
        Assert.Equal("DatabaseInUse", FailureOf("Remove-BtsDatabaseSet $topology -Side Destination").Id());
    }

    [Fact]
    public void Where_nobody_can_be_asked_nothing_is_dropped_and_the_error_says_how_to_run_unattended()
    {
        Session.Host.AskingFails = new InvalidOperationException("Nobody is here.");
        var error = FailureOf("Remove-BtsDatabaseSet $topology -Side Destination");
        Assert.Equal("NoAnswer", error.Id());
        Assert.Contains("-Force", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(Engine.Done);
    }

    [Fact]
    public void Enter_alone_and_an_earlier_Yes_to_All_drop_nothing()
    {
        Session.Host.AnswerLabel = "Yes to All";
        Session.Host.Answer = false;
        Run("Remove-BtsDatabaseSet $topology -Side Destination");
        Assert.Equal("No", Assert.Single(Session.Host.Defaults));
        Assert.DoesNotContain("Yes to All", Assert.Single(Session.Host.Choices));
        Assert.Empty(Engine.Done);
    }

    [Theory]
    [InlineData("sample", 2)]
    [InlineData("SAMPLE", 2)]
    [InlineData("y", 0)]
    [InlineData("", 0)]
    public void Production_is_dropped_only_by_the_name_of_its_group(string typed, int dropped)
    {
        Engine.Group = new Group.BizTalkGroup { Databases = Samples.SourceDatabases };
        Session.Host.Typed = typed;
        var run = Run("Remove-BtsDatabaseSet $topology -Side Source");
        var (caption, question) = Assert.Single(run.Questions);
        Assert.Equal("Drop production's databases of sample", caption);
        Assert.Contains("PRODUCTION", question, StringComparison.Ordinal);
        Assert.Contains("[BizTalkMsgBoxDb] on PROD2, ONLINE", question, StringComparison.Ordinal);
        Assert.Equal(dropped, Engine.Done.Count);
    }

    [Fact]
    public void Databases_of_production_that_are_piped_in_are_production_whatever_else_is_given()
    {
        Engine.Group = new Group.BizTalkGroup { Databases = Samples.SourceDatabases };
        Session.Host.Typed = "y";
        Assert.Single(Run("Get-BtsDatabase $topology | Remove-BtsDatabaseSet -Topology $topology").Questions);
        Assert.Empty(Engine.Done);
    }

    [Theory]
    [InlineData(" -Confirm:$false", "ForceNeeded")]
    [InlineData("", "NoAnswer")]
    public void Unattended_production_is_dropped_with_Force_alone(string how, string error)
    {
        Engine.Group = new Group.BizTalkGroup { Databases = Samples.SourceDatabases };
        Session.Host.AskingFails = new InvalidOperationException("Nobody is here.");
        Assert.Equal(error, FailureOf("Remove-BtsDatabaseSet $topology -Side Source" + how).Id());
        Assert.Empty(Engine.Done);
        Assert.Null(Run("Remove-BtsDatabaseSet $topology -Side Source -Force").Failure);
        Assert.Equal(2, Engine.Done.Count);
    }

    [Theory]
    [InlineData("-Confirm:$false")]
    [InlineData("-Force")]
    public void Unattended_it_drops_without_a_question(string how)
    {
        Session.Host.AskingFails = new InvalidOperationException("Nobody is here.");
        Assert.Null(Run($"Remove-BtsDatabaseSet $topology -Side Destination {how}").Failure);
        Assert.Equal(2, Engine.Done.Count);
    }
}
