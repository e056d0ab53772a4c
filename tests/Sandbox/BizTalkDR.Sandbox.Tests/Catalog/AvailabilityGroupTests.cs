using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Tests.Catalog;

public sealed class AvailabilityGroupTests : CatalogTestBase
{
    private readonly SqlInstance secondary;

    public AvailabilityGroupTests()
    {
        secondary = Host.AddInstance(new SqlInstanceOptions { Name = "PROD2" });
        Session().Perform("CREATE DATABASE Orders; CREATE DATABASE Others");
        Session().Perform(@"BACKUP DATABASE Orders TO DISK = N'C:\Backup\Orders.bak'");
        Host.AddAvailabilityGroup("AG1", "AG1-LSN", [Instance, secondary], ["Orders"]);
    }

    [Fact]
    public void Its_databases_replicas_and_listener_are_in_the_catalog_of_its_replicas_and_of_no_other_instance()
    {
        const string members = """
            SELECT d.name, g.name, r.replica_server_name, l.dns_name, l.port, s.role_desc, ds.is_primary_replica, ds.synchronization_state_desc
            FROM sys.databases AS d
            INNER JOIN sys.availability_replicas AS r ON r.replica_id = d.replica_id
            INNER JOIN sys.availability_groups AS g ON g.group_id = r.group_id
            INNER JOIN sys.availability_group_listeners AS l ON l.group_id = g.group_id
            INNER JOIN sys.dm_hadr_availability_replica_states AS s ON s.replica_id = r.replica_id AND s.is_local = 1
            INNER JOIN sys.dm_hadr_database_replica_states AS ds ON ds.group_database_id = d.group_database_id AND ds.is_local = 1
            """;
        var row = Assert.Single(Rows(Instance, members));
        Assert.Equal(["Orders", "AG1", "PROD", "AG1-LSN", 1433, "PRIMARY", true, "SYNCHRONIZED"], row);
        Assert.Equal("AG1", Assert.Single(Rows(secondary, "SELECT name FROM sys.availability_groups"))[0]);
        Assert.Equal(["Orders"], Rows(secondary, "SELECT database_name FROM sys.availability_databases_cluster").Select(found => found[0]));
        var outside = Host.AddInstance(new SqlInstanceOptions { Name = "OUTSIDE" });
        Assert.Empty(Rows(outside, "SELECT name FROM sys.availability_groups"));
        Assert.Equal(0, Rows(outside, "SELECT SERVERPROPERTY('IsHadrEnabled')")[0][0]);
        Assert.Equal(1, Rows(Instance, "SELECT SERVERPROPERTY('IsHadrEnabled')")[0][0]);
    }

    [Fact]
    public void The_guard_of_job_steps_is_1_on_the_primary_and_NULL_for_what_is_in_no_group()
    {
        Assert.Equal(true, Rows(Instance, "SELECT sys.fn_hadr_is_primary_replica(N'Orders')")[0][0]);
        Assert.Null(Rows(Instance, "SELECT sys.fn_hadr_is_primary_replica(N'Others')")[0][0]);
    }

    [Fact]
    public void A_member_can_not_be_dropped_3752_nor_restored_over_3104_nor_taken_out_of_use_1468_before_it_leaves()
    {
        Assert.Equal(3752, Error("DROP DATABASE Orders"));
        Assert.Equal(3104, Error(@"RESTORE DATABASE Orders FROM DISK = N'C:\Backup\Orders.bak' WITH REPLACE"));
        Assert.Equal(1468, Error("ALTER DATABASE Orders SET OFFLINE"));
        Assert.Equal(1468, Error("ALTER DATABASE Orders SET RECOVERY SIMPLE"));
        Assert.Equal(1468, Error("ALTER DATABASE Orders MODIFY NAME = Renamed"));
        Session().Perform("ALTER AVAILABILITY GROUP AG1 REMOVE DATABASE Orders");
        Assert.Null(Rows(Instance, "SELECT replica_id FROM sys.databases WHERE name = N'Orders'")[0][0]);
        Session().Perform(@"RESTORE DATABASE Orders FROM DISK = N'C:\Backup\Orders.bak' WITH REPLACE");
        Session().Perform("DROP DATABASE Orders");
    }

    [Fact]
    public void A_group_that_is_dropped_lets_its_databases_go()
    {
        Session().Perform("DROP AVAILABILITY GROUP AG1");
        Session().Perform("DROP DATABASE Orders");
        Assert.Equal(15151, Error("DROP AVAILABILITY GROUP AG1"));
    }

    [Fact]
    public void A_linked_server_finds_the_primary_by_the_listeners_name()
    {
        secondary.OpenInternal().Perform("EXEC sp_addlinkedserver @server = N'AG1-LSN', @srvproduct = N'SQL Server'");
        Assert.Equal("PROD", Rows(secondary, "SELECT * FROM OPENQUERY([AG1-LSN], 'SELECT @@SERVERNAME')")[0][0]);
    }

    private int Error(string statement) => Assert.Throws<SqlServerException>(() => Session().Perform(statement)).Error.Number;

    private static IReadOnlyList<object?[]> Rows(SqlInstance instance, string query) =>
        instance.OpenInternal().Perform(query).Results[0].Rows;
}

internal static class InstanceSessions
{
    internal static SqlSession OpenInternal(this SqlInstance instance) =>
        Sandbox.Security.EngineSecurity.OpenInternalSession(instance, "test");
}
