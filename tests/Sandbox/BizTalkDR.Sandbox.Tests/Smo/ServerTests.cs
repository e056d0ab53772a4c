using BizTalkDR.Sandbox.Security;
using Microsoft.SqlServer.Management.Smo;

namespace BizTalkDR.Sandbox.Tests.Smo;

public sealed class ServerTests(SmoFixture fixture) : IClassFixture<SmoFixture>
{
    [Fact]
    public void The_server_tells_what_it_is()
    {
        var server = fixture.Connect();

        Assert.Equal("PROD", server.InstanceName);
        Assert.Equal("BTSSQL", server.NetName);
        Assert.Equal(new Version(15, 0, 4430), server.Version);
        Assert.Equal("SQL_Latin1_General_CP1_CI_AS", server.Information.Collation);
        Assert.Equal(new Version(15, 0, 4430), server.Information.Version);
        Assert.False(server.Information.IsClustered);
        Assert.Equal(@"C:\Backup", server.Settings.BackupDirectory);
        Assert.Equal(@"C:\Data", server.Settings.DefaultFile.TrimEnd('\\'));
        Assert.Equal(ServerLoginMode.Mixed, server.Settings.LoginMode);
    }

    [Fact]
    public void Databases_are_listed_with_their_properties()
    {
        var server = fixture.Connect();

        Assert.Superset(
            new HashSet<string> { "master", "model", "msdb", "tempdb", "Orders" },
            server.Databases.Cast<Database>().Select(database => database.Name).ToHashSet()
        );
        var orders = server.Databases["Orders"];
        Assert.Equal(DatabaseStatus.Normal, orders.Status);
        Assert.Equal(RecoveryModel.Full, orders.RecoveryModel);
        Assert.Equal("sa", orders.Owner);
        Assert.False(orders.Trustworthy);
        Assert.Equal(CompatibilityLevel.Version150, orders.CompatibilityLevel);
        Assert.False(orders.IsSystemObject);
        Assert.True(server.Databases["msdb"].IsSystemObject);
        Assert.Equal(DatabaseUserAccess.Multiple, orders.UserAccess);
        Assert.Null(server.Databases["Nothing"]);
    }

    [Fact]
    public void Files_of_a_database_are_listed()
    {
        var orders = fixture.Connect().Databases["Orders"];

        var file = Assert.Single(orders.FileGroups["PRIMARY"].Files.Cast<DataFile>());
        Assert.StartsWith(@"C:\Data\", file.FileName, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith(@"C:\Log\", Assert.Single(orders.LogFiles.Cast<LogFile>()).FileName, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_database_is_altered()
    {
        fixture.Execute("CREATE DATABASE Altered");
        var database = fixture.Connect().Databases["Altered"];
        database.RecoveryModel = RecoveryModel.Simple;
        database.Trustworthy = true;
        database.Alter(TerminationClause.RollbackTransactionsImmediately);

        var again = fixture.Connect().Databases["Altered"];
        Assert.Equal((RecoveryModel.Simple, true), (again.RecoveryModel, again.Trustworthy));
    }

    [Fact]
    public void A_database_is_dropped_with_its_connections()
    {
        fixture.Execute("CREATE DATABASE Doomed");
        var server = fixture.Connect();
        server.KillDatabase("Doomed");

        Assert.Null(fixture.Connect().Databases["Doomed"]);
    }

    [Fact]
    public void Tables_are_listed_with_their_columns()
    {
        var items = fixture.Connect().Databases["Orders"].Tables["Items"];

        Assert.Equal(["Id", "Name"], items.Columns.Cast<Column>().Select(column => column.Name));
        Assert.Equal(50, items.Columns["Name"].DataType.MaximumLength);
        Assert.True(items.Columns["Id"].InPrimaryKey);
    }

    [Fact]
    public void Logins_are_listed()
    {
        fixture.Execute("CREATE LOGIN Reader WITH PASSWORD = 'Read3r!Read3r', CHECK_POLICY = OFF");
        var server = fixture.Connect();

        var sa = server.Logins["sa"];
        Assert.Equal([1], sa.Sid);
        Assert.Equal(LoginType.SqlLogin, sa.LoginType);
        Assert.Equal("master", server.Logins["Reader"].DefaultDatabase);
        Assert.False(server.Logins["Reader"].IsDisabled);
        Assert.True(sa.IsMember("sysadmin"));
    }

    [Fact]
    public void Statements_run_in_the_database_they_are_meant_for()
    {
        var orders = fixture.Connect().Databases["Orders"];
        using var result = orders.ExecuteWithResults("SELECT DB_NAME() AS db, COUNT(*) AS items FROM dbo.Items");

        var row = Assert.Single(result.Tables[0].Rows.Cast<System.Data.DataRow>());
        Assert.Equal(("Orders", 2), ((string)row["db"], (int)row["items"]));
    }

    [Fact]
    public void A_new_database_has_every_property_that_SMO_knows()
    {
        new Database(fixture.Connect(), "Fresh").Create();
        var server = fixture.Connect();
        server.SetDefaultInitFields(typeof(Database), true);
        var fresh = server.Databases["Fresh"];

        Assert.Equal(DatabaseStatus.Normal, fresh.Status);
        Assert.True(fresh.Size > 0);
        Assert.NotEqual(Guid.Empty, fresh.RecoveryForkGuid);
        Assert.Equal(DateTime.MinValue, fresh.LastBackupDate);
    }

    [Fact]
    public void A_table_is_scripted()
    {
        var script = string.Join('\n', fixture.Connect().Databases["Orders"].Tables["Items"].Script().Cast<string>());

        Assert.Contains("CREATE TABLE [dbo].[Items]", script, StringComparison.Ordinal);
        Assert.Contains("[Name] [nvarchar](50)", script, StringComparison.Ordinal);
    }

    [Fact]
    public void A_login_is_made_put_in_a_role_disabled_and_dropped()
    {
        var login = new Login(fixture.Connect(), "Operator") { LoginType = LoginType.SqlLogin, PasswordPolicyEnforced = false };
        login.Create("Op3rator!Op3rator");
        login.AddToRole("dbcreator");
        login.Disable();

        var again = fixture.Connect().Logins["Operator"];
        Assert.True(again.IsDisabled);
        Assert.True(again.IsMember("dbcreator"));
        again.Drop();
        Assert.Null(fixture.Connect().Logins["Operator"]);
    }

    [Fact]
    public void A_configuration_option_is_changed()
    {
        var server = fixture.Connect();
        server.Configuration.DefaultBackupCompression.ConfigValue = 1;
        server.Configuration.Alter();

        Assert.Equal(1, fixture.Connect().Configuration.DefaultBackupCompression.RunValue);
    }

    [Fact]
    public void Sessions_are_listed_with_their_database()
    {
        var server = fixture.Connect();

        Assert.Contains(
            server.EnumProcesses().Rows.Cast<System.Data.DataRow>(),
            row => (short)row["Spid"] == server.ConnectionContext.ProcessID && (string)row["Login"] == "sa"
        );
    }
}
