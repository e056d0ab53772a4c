using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Tests.Catalog;

/// <summary>As whom a linked server is used, and what it lets through.</summary>
public sealed class LinkedServerTests : CatalogTestBase
{
    private const string WhoAmI = "EXEC ('SELECT SUSER_SNAME()') AT OTHER";
    private const string Test = "EXEC sp_testlinkedserver OTHER";
    private const string Password = "Secret-4711";
    private readonly SqlInstance other;

    public LinkedServerTests()
    {
        other = Host.AddInstance(new SqlInstanceOptions { Name = "OTHER" });
        using var session = Session();
        session.MustRun("EXEC sp_addlinkedserver 'OTHER', 'SQL Server' EXEC sp_serveroption 'OTHER', 'rpc out', 'true'");
        CreateLogin(Instance, "alice", Password);
        CreateLogin(Instance, "bob", Password);
        CreateLogin(other, "alice", Password);
        CreateLogin(other, "reader", Password);
    }

    private static void CreateLogin(SqlInstance instance, string name, string password)
    {
        using var session = instance.OpenInternalSession("test");
        session.MustRun($"CREATE LOGIN {name} WITH PASSWORD = '{password}', CHECK_POLICY = OFF");
    }

    private SqlSession As(string login) => Instance.LogIn(new LoginRequest { UserName = login, Password = Password });

    private void Map(string useSelf, string? local, string? user = null, string? password = null)
    {
        static string Literal(string? text) => text is null ? "NULL" : $"N'{text}'";
        using var session = Session();
        session.MustRun($"EXEC sp_addlinkedsrvlogin 'OTHER', '{useSelf}', {Literal(local)}, {Literal(user)}, {Literal(password)}");
    }

    private void Unmap(string local)
    {
        using var session = Session();
        session.MustRun($"EXEC sp_droplinkedsrvlogin 'OTHER', {local}");
    }

    private static (int Number, int Severity, int State, string Text)[] ErrorsOf(SqlSession session, string sql) =>
        [
            .. session
                .Run(sql)
                .Messages.Where(message => message.IsError)
                .Select(message => (message.Number, (int)message.Severity, (int)message.State, message.Text)),
        ];

    [Fact]
    public void A_new_linked_server_takes_a_SQL_login_to_the_one_of_the_same_name_and_password()
    {
        using var session = As("alice");

        Assert.Equal("alice", session.Scalar(WhoAmI));
        session.MustRun(Test);
    }

    [Theory]
    [InlineData(WhoAmI)]
    [InlineData(Test)]
    [InlineData("SELECT * FROM OTHER.master.sys.databases")]
    [InlineData("SELECT * FROM OPENQUERY(OTHER, 'SELECT 1 AS one')")]
    [InlineData("EXEC OTHER.master.sys.sp_executesql N'SELECT 1'")]
    public void A_SQL_login_that_the_other_server_does_not_have_fails_there_with_18456(string use)
    {
        using var session = As("bob");

        Assert.Equal([(18456, 14, 1, "Login failed for user 'bob'.")], ErrorsOf(session, use));
    }

    [Fact]
    public void A_SQL_login_with_another_password_over_there_fails_with_18456()
    {
        using (var session = other.OpenInternalSession("test"))
            session.MustRun("ALTER LOGIN alice WITH PASSWORD = 'Another-0815', CHECK_POLICY = OFF");
        using var alice = As("alice");

        Assert.Equal([18456], alice.Run(WhoAmI).ErrorNumbers);
        Assert.Equal(1, alice.Scalar("SELECT 1"));
    }

    [Fact]
    public void The_default_mapping_takes_everybody_to_its_remote_login()
    {
        Map("FALSE", null, "reader", Password);

        foreach (var login in new[] { "alice", "bob" })
        {
            using var session = As(login);
            Assert.Equal("reader", session.Scalar(WhoAmI));
        }
    }

    [Fact]
    public void A_mapping_of_its_own_comes_before_the_default_one_and_the_default_is_back_when_it_is_dropped()
    {
        Map("FALSE", null, "reader", Password);
        Map("TRUE", "alice");
        using var alice = As("alice");
        using var bob = As("bob");
        Assert.Equal(("alice", "reader"), (alice.Scalar(WhoAmI), bob.Scalar(WhoAmI)));

        Unmap("alice");

        Assert.Equal("reader", alice.Scalar(WhoAmI));
    }

    [Theory]
    [InlineData(WhoAmI)]
    [InlineData(Test)]
    [InlineData("SELECT * FROM OTHER.master.sys.databases")]
    public void Without_any_mapping_access_is_denied_with_7416(string use)
    {
        Unmap("NULL");
        Map("FALSE", "bob", "reader", Password);
        using var alice = As("alice");
        using var bob = As("bob");

        var error = Assert.Single(ErrorsOf(alice, use));

        Assert.Equal((7416, 16, 1, "Access to the remote server is denied because no login-mapping exists."), error);
        bob.MustRun(use);
    }

    [Fact]
    public void A_wrong_remote_password_is_the_other_servers_18456_and_stands_in_its_error_log()
    {
        Map("FALSE", null, "reader", "Wrong-0815");
        using var session = As("alice");

        foreach (var use in new[] { WhoAmI, Test })
            Assert.Equal([(18456, 14, 1, "Login failed for user 'reader'.")], ErrorsOf(session, use));

        var log = other.ErrorLog.Read(0).Select(line => line.Text).ToList();
        Assert.Contains("Error: 18456, Severity: 14, State: 8.", log);
        Assert.DoesNotContain(log, line => line.Contains("Wrong-0815", StringComparison.Ordinal));
    }

    [Fact]
    public void A_failed_login_over_there_goes_to_the_CATCH_block_of_the_caller()
    {
        Map("FALSE", null, "reader", "Wrong-0815");
        using var session = As("alice");

        Assert.Equal(18456, session.Scalar($"BEGIN TRY {WhoAmI} END TRY BEGIN CATCH SELECT ERROR_NUMBER() END CATCH"));
    }

    [Fact]
    public void A_mapping_without_a_remote_login_fails_in_the_provider_with_7399_and_7303()
    {
        Map("FALSE", null);
        using var session = As("alice");

        var sink = session.Run(WhoAmI);

        Assert.Equal([7399, 7303], sink.ErrorNumbers);
        Assert.EndsWith("reported an error. Authentication failed.", sink.Messages.First(message => message.Number == 7399).Text);
        Assert.Contains("\"SQLNCLI11\" for linked server \"OTHER\"", sink.Messages.First(message => message.Number == 7303).Text);
        Assert.Contains("Invalid authorization specification", sink.Messages.First(message => !message.IsError).Text);
    }

    [Fact]
    public void A_disabled_remote_login_is_refused_with_18470()
    {
        Map("FALSE", null, "reader", Password);
        using (var session = other.OpenInternalSession("test"))
            session.MustRun("ALTER LOGIN reader DISABLE");
        using var alice = As("alice");

        Assert.Equal([18470], alice.Run(Test).ErrorNumbers);
    }

    [Fact]
    public void A_password_that_changed_over_there_is_found_by_the_next_test()
    {
        Map("FALSE", null, "reader", Password);
        using var alice = As("alice");
        alice.MustRun(Test);
        using (var session = other.OpenInternalSession("test"))
            session.MustRun("ALTER LOGIN reader WITH PASSWORD = 'Another-0815', CHECK_POLICY = OFF");

        Assert.Equal([18456], alice.Run(Test).ErrorNumbers);
    }

    [Fact]
    public void Rights_over_there_are_those_of_the_remote_login_not_of_the_caller()
    {
        using (var session = other.OpenInternalSession("test"))
        {
            session.MustRun("CREATE DATABASE Orders");
            session.MustRun("USE Orders CREATE USER reader FOR LOGIN reader");
            session.MustRun("CREATE TABLE Orders.dbo.Open1 (Id int) CREATE TABLE Orders.dbo.Closed (Id int)");
            session.MustRun("USE Orders GRANT SELECT ON dbo.Open1 TO reader");
        }
        Map("FALSE", "sa", "reader", Password);
        var sa = Instance.LogIn(new LoginRequest { UserName = "sa", Password = Instance.SaPassword });

        Assert.Equal("reader", sa.Scalar("SELECT who FROM OPENQUERY(OTHER, 'SELECT SUSER_SNAME() AS who')"));
        Assert.Equal(0, sa.Scalar("SELECT COUNT(*) FROM OTHER.Orders.dbo.Open1"));
        Assert.Equal([229], sa.Run("SELECT * FROM OTHER.Orders.dbo.Closed").ErrorNumbers);
        Assert.Equal([229], sa.Run("EXEC ('SELECT * FROM Orders.dbo.Closed') AT OTHER").ErrorNumbers);
        Assert.Equal([15247], sa.Run("EXEC OTHER.master.dbo.sp_addlinkedserver N'THIRD', N'SQL Server'").ErrorNumbers);
    }

    [Fact]
    public void A_catalog_that_the_remote_login_may_not_open_fails_with_4060()
    {
        using (var session = other.OpenInternalSession("test"))
            session.MustRun("CREATE DATABASE Orders");
        using (var session = Session())
            session.MustRun("EXEC sp_addlinkedserver 'ORDERS', '', 'SQLNCLI', 'OTHER', NULL, NULL, 'Orders'");
        using var alice = As("alice");

        Assert.Equal([4060, 18456], alice.Run("EXEC sp_testlinkedserver ORDERS").ErrorNumbers);
    }

    [Fact]
    public void An_impersonated_login_needs_a_mapping_that_names_a_remote_login()
    {
        using var session = Session();
        session.MustRun("EXECUTE AS LOGIN = 'alice'");

        var error = Assert.Single(ErrorsOf(session, WhoAmI));
        Assert.Equal((7437, 16, 1), (error.Number, error.Severity, error.State));

        Map("FALSE", "alice", "reader", Password);
        Assert.Equal("reader", session.Scalar(WhoAmI));
        session.MustRun("REVERT");
    }

    [Fact]
    public void The_Agents_steps_appear_as_the_account_of_their_computer()
    {
        var session = Instance.OpenInternalSession("test", networkAccount: @"CONTOSO\PROD$");
        Assert.Equal([(18456, 14, 1, @"Login failed for user 'CONTOSO\PROD$'.")], ErrorsOf(session, WhoAmI));

        using (var there = other.OpenInternalSession("test"))
            there.MustRun(@"CREATE LOGIN [CONTOSO\PROD$] FROM WINDOWS");

        Assert.Equal(@"CONTOSO\PROD$", session.Scalar(WhoAmI));
    }

    [Theory]
    [InlineData("rpc out", WhoAmI, "RPC")]
    [InlineData("rpc out", "EXEC OTHER.master.sys.sp_executesql N'SELECT 1'", "RPC")]
    [InlineData("data access", "SELECT * FROM OTHER.master.sys.databases", "DATA ACCESS")]
    [InlineData("data access", "SELECT * FROM OPENQUERY(OTHER, 'SELECT 1 AS one')", "DATA ACCESS")]
    public void What_the_servers_options_do_not_allow_fails_with_7411(string option, string use, string missing)
    {
        using var session = As("alice");
        session.MustRun(use);
        using (var admin = Session())
            admin.MustRun($"EXEC sp_serveroption 'OTHER', '{option}', 'false'");

        Assert.Equal([(7411, 16, 1, $"Server 'OTHER' is not configured for {missing}.")], ErrorsOf(session, use));
        session.MustRun(Test);
    }

    [Fact]
    public void RPC_without_OUT_is_about_calls_from_there_and_stops_none_from_here()
    {
        using (var admin = Session())
            admin.MustRun("EXEC sp_serveroption 'OTHER', 'rpc', 'false'");
        using var session = As("alice");

        Assert.Equal("alice", session.Scalar(WhoAmI));
    }

    [Fact]
    public void The_instances_own_name_needs_neither_mapping_nor_options()
    {
        using var session = As("bob");

        Assert.Equal("bob", session.Scalar("EXEC ('SELECT SUSER_SNAME()') AT PROD"));
        Assert.Equal("PROD", session.Scalar("SELECT name FROM PROD.master.sys.servers WHERE server_id = 0"));
        Assert.Equal([7411], session.Run("SELECT * FROM OPENQUERY(PROD, 'SELECT 1 AS one')").ErrorNumbers);
    }

    [Fact]
    public void Mappings_are_listed_without_passwords()
    {
        Map("FALSE", "alice", "reader", Password);
        using var session = Session();

        var rows = session.MustRun("EXEC sp_helplinkedsrvlogin 'OTHER'").Rows;
        Assert.Equal(["OTHER", null, (short)1, null], rows[0]);
        Assert.Equal(["OTHER", "alice", (short)0, "reader"], rows[1]);
        Assert.Equal(rows[1], Assert.Single(session.MustRun("EXEC sp_helplinkedsrvlogin 'OTHER', 'alice'").Rows));
        Assert.Equal(
            [true, null, false, "reader"],
            session
                .MustRun("SELECT uses_self_credential, remote_name FROM sys.linked_logins ORDER BY local_principal_id")
                .Rows.SelectMany(row => row)
        );
        Assert.Equal(
            "alice",
            session.Scalar("SELECT SUSER_NAME(local_principal_id) FROM sys.linked_logins WHERE uses_self_credential = 0")
        );
        var everything = session.MustRun("SELECT * FROM sys.linked_logins SELECT * FROM sys.servers SELECT * FROM sys.sysservers");
        Assert.DoesNotContain(
            everything.ResultSets.SelectMany(set => set.Rows).SelectMany(row => row),
            value => value is string text && text.Contains(Password, StringComparison.Ordinal)
        );
        Assert.Equal([15015], session.Run("EXEC sp_helplinkedsrvlogin 'NOWHERE'").ErrorNumbers);
    }

    [Fact]
    public void A_mapping_follows_its_login_when_that_is_renamed_and_goes_with_it_when_it_is_dropped()
    {
        Map("FALSE", "bob", "reader", Password);
        using var session = Session();
        session.MustRun("ALTER LOGIN bob WITH NAME = rob");
        Assert.Equal("rob", session.Scalar("SELECT SUSER_NAME(local_principal_id) FROM sys.linked_logins WHERE remote_name = 'reader'"));

        session.MustRun("DROP LOGIN rob");

        Assert.Equal(0, session.Scalar("SELECT COUNT(*) FROM sys.linked_logins WHERE remote_name = 'reader'"));
    }

    [Fact]
    public void Whoever_has_no_mapping_does_not_see_the_server()
    {
        const string Seen = "SELECT COUNT(*) FROM sys.servers WHERE is_linked = 1";
        using var alice = As("alice");
        Assert.Equal(1, alice.Scalar(Seen));

        Unmap("NULL");

        Assert.Equal(0, alice.Scalar(Seen));
        Assert.Equal(1, Session().Scalar(Seen));
    }

    [Fact]
    public void Mappings_are_changed_with_ALTER_ANY_LOGIN_and_never_inside_a_transaction()
    {
        const string Add = "EXEC sp_addlinkedsrvlogin 'OTHER', 'FALSE', 'alice', 'reader', 'x'";
        const string Drop = "EXEC sp_droplinkedsrvlogin 'OTHER', 'alice'";
        using var admin = Session();
        using var alice = As("alice");
        Assert.Equal([15247, 15247], alice.Run(Add).ErrorNumbers.Concat(alice.Run(Drop).ErrorNumbers));
        admin.MustRun("GRANT ALTER ANY LOGIN TO alice");
        using var again = As("alice");
        again.MustRun(Add);
        again.MustRun(Drop);

        foreach (var statement in new[] { Add, Drop, "EXEC sp_addlinkedserver 'THIRD'", "EXEC sp_dropserver 'OTHER'" })
            Assert.Equal([15002], admin.Run($"BEGIN TRANSACTION {statement} ROLLBACK TRANSACTION").ErrorNumbers);
        Assert.Equal([15007], admin.Run("EXEC sp_addlinkedsrvlogin 'OTHER', 'TRUE', 'nobody'").ErrorNumbers);
        Assert.Equal([201], admin.Run("EXEC sp_droplinkedsrvlogin 'OTHER'").ErrorNumbers);
    }

    [Theory]
    [InlineData("INSERT INTO OTHER.Orders.dbo.Work (Id) VALUES (1)")]
    [InlineData("UPDATE OTHER.Orders.dbo.Work SET Id = 2")]
    [InlineData("DELETE FROM OTHER.Orders.dbo.Work")]
    public void Writing_through_a_four_part_name_is_refused_and_leaves_the_table_of_that_name_here_alone(string write)
    {
        foreach (var instance in new[] { Instance, other })
        {
            using var session = instance.OpenInternalSession("test");
            session.MustRun("CREATE DATABASE Orders");
            session.MustRun("CREATE TABLE Orders.dbo.Work (Id int)");
            session.MustRun("INSERT INTO Orders.dbo.Work VALUES (7)");
        }
        using var admin = Session();

        Assert.Equal([40517], admin.Run(write).ErrorNumbers);

        Assert.Equal(7, admin.Scalar("SELECT SUM(Id) FROM Orders.dbo.Work"));
        Assert.Equal(7, admin.Scalar("SELECT SUM(Id) FROM OTHER.Orders.dbo.Work"));
    }

    [Fact]
    public void A_transaction_goes_on_over_there_as_the_remote_login_and_is_rolled_back_with_the_callers()
    {
        using (var session = other.OpenInternalSession("test"))
        {
            session.MustRun("CREATE DATABASE Orders");
            session.MustRun("USE Orders CREATE TABLE dbo.Work (Who sysname) CREATE USER reader FOR LOGIN reader");
            session.MustRun("USE Orders GRANT INSERT ON dbo.Work TO reader");
        }
        Map("FALSE", null, "reader", Password);
        using var alice = As("alice");
        const string Insert = "EXEC ('INSERT INTO Orders.dbo.Work VALUES (SUSER_SNAME())') AT OTHER";

        alice.MustRun($"BEGIN TRANSACTION {Insert} ROLLBACK TRANSACTION");
        alice.MustRun($"BEGIN TRANSACTION {Insert} COMMIT TRANSACTION");

        using var reading = other.OpenInternalSession("test");
        Assert.Equal(["reader"], reading.MustRun("SELECT Who FROM Orders.dbo.Work").Rows.Select(row => row[0]));
    }
}
