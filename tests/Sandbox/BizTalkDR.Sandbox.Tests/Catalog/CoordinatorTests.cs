using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Tests.Catalog;

/// <summary>MSDTC, the services and what the server's account can see: what somebody who checks a server asks for.</summary>
public sealed class CoordinatorTests : CatalogTestBase
{
    private const string Distributed =
        "SET XACT_ABORT ON BEGIN DISTRIBUTED TRANSACTION EXEC OTHER.master.sys.sp_executesql N'SELECT 1' ROLLBACK TRANSACTION";

    private SqlInstance Linked()
    {
        var other = Host.AddInstance(new SqlInstanceOptions { Name = "OTHER" });
        Session().MustRun("EXEC sp_addlinkedserver 'OTHER', 'SQL Server' EXEC sp_serveroption 'OTHER', 'rpc out', 'true'");
        return other;
    }

    [Fact]
    public void A_distributed_transaction_reaches_a_linked_server_and_leaves_nothing_behind()
    {
        Linked();
        var session = Session();

        session.MustRun(Distributed);

        Assert.Equal(0, session.TransactionCount);
        Assert.Null(session.Transaction);
    }

    [Fact]
    public void A_commit_on_a_linked_server_leaves_the_callers_transaction_open_though_both_sessions_have_the_same_id()
    {
        var other = Linked();
        using var caller = Session("tempdb");
        while (other.Sessions.Count < caller.Spid - OpenSessions.FirstId)
            other.OpenInternalSession("earlier");
        caller.MustRun("CREATE TABLE dbo.Kept (i int)");
        caller.MustRun(
            """
            SET XACT_ABORT ON BEGIN DISTRIBUTED TRANSACTION INSERT dbo.Kept VALUES (1)
            EXEC OTHER.master.sys.sp_executesql N'IF @@TRANCOUNT > 0 COMMIT TRANSACTION'
            """
        );

        Assert.Equal(caller.Spid, other.Sessions.All[^1].Spid);
        caller.MustRun("ROLLBACK TRANSACTION");
        Assert.Equal(0, caller.Scalar("SELECT COUNT(*) FROM dbo.Kept"));
    }

    [Fact]
    public void Without_MSDTC_of_its_own_the_server_refuses_to_begin_one_with_8501()
    {
        Linked();
        Instance.IsCoordinatorRunning = false;

        Assert.Equal([8501], Session().Run(Distributed).ErrorNumbers);
    }

    [Fact]
    public void Without_MSDTC_on_the_other_side_the_call_fails_with_7391()
    {
        Linked().IsCoordinatorRunning = false;

        Assert.Equal([7391], Session().Run(Distributed).ErrorNumbers);
        Session().MustRun("EXEC OTHER.master.sys.sp_executesql N'SELECT 1'");
    }

    [Fact]
    public async Task A_stopped_Agent_is_listed_as_stopped()
    {
        const string Agent = "SELECT status_desc FROM sys.dm_server_services WHERE servicename LIKE N'SQL Server Agent%'";
        Assert.Equal("Running", Session().Scalar(Agent));

        await Instance.Agent.StopAsync();

        Assert.Equal("Stopped", Session().Scalar(Agent));
        Assert.Equal("Running", Session().Scalar("SELECT status_desc FROM sys.dm_server_services WHERE servicename LIKE N'SQL Server (%'"));
    }

    [Fact]
    public void Xp_fileexist_sees_nothing_where_access_is_denied()
    {
        const string Look = @"EXEC xp_fileexist N'C:\Backup'";
        Session().MustRun(@"EXEC xp_create_subdir N'C:\Backup'");
        Assert.Equal([0, 1, 1], Session().MustRun(Look).Rows[0].Select(Convert.ToInt32));

        Host.Files.DenyAccess(@"C:\Backup");

        Assert.Equal([0, 0, 0], Session().MustRun(Look).Rows[0].Select(Convert.ToInt32));
    }
}
