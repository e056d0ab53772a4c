using BizTalkDR.Group;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Base;

public sealed class DatabaseSetCmdletTests : CmdletTests
{
    public DatabaseSetCmdletTests() => Engine = Samples.EngineWithGroup(InstanceSide.Destination);

    [Fact]
    public void What_the_backup_job_does_not_cover_is_not_dropped_unless_named()
    {
        Engine.Group = new BizTalkGroup { Databases = Samples.SourceDatabases };
        Session.Host.Typed = "sample";
        Run("Remove-BtsDatabaseSet $topology -Side Source");
        Run("Remove-BtsDatabaseSet $topology -Side Source -Database *");
        Run("Remove-BtsDatabaseSet $topology -Side Source -Database [b]am*, BizTalkMgmtDb");
        Assert.DoesNotContain("drop PROD1/BAMStarSchema", Engine.Done);
        Run("Remove-BtsDatabaseSet $topology -Side Source -Database bamstarschema");
        Assert.Equal("drop PROD1/BAMStarSchema", Engine.Done[^1]);
    }

    [Fact]
    public void Databases_piped_in_without_a_topology_are_reached_by_their_instances_names()
    {
        Session["databases"] = Samples.SourceDatabases.Take(2);
        Run("$databases | Test-BtsDatabaseSet");
        Assert.Equal(["PROD1", "PROD2"], Engine.Topology!.Source.Select(instance => instance.Name));
        Assert.Equal(["verify PROD1/BizTalkMgmtDb, PROD2/BizTalkMsgBoxDb at any mark"], Engine.Done);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("none*")]
    [InlineData("BizTalkMgmtDb", "none")]
    public void A_name_that_no_database_has_is_an_error_and_nothing_is_done_with_the_others(params string[] names)
    {
        Session["names"] = names;
        var error = FailureOf("Test-BtsDatabaseSet $topology -Database $names");
        Assert.Equal("DatabaseNotFound", error.Id());
        Assert.Contains(names[^1], error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Engine.Done, done => done.StartsWith("verify", StringComparison.Ordinal));
    }

    [Fact]
    public void Databases_are_given_by_a_topology_or_by_themselves_but_not_by_both_and_instances()
    {
        Session["databases"] = Samples.DestinationDatabases;
        Assert.Equal("AmbiguousParameterSet", FailureOf("Test-BtsDatabaseSet -SqlInstance DR1 -InputObject $databases").Id());
        Assert.Empty(Engine.Done);
    }
}
