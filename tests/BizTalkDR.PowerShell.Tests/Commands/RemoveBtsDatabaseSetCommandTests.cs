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
        Assert.Contains("-Confirm:$false", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(Engine.Done);
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
