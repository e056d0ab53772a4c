using Microsoft.Data.SqlClient;

namespace BizTalkDR.Sandbox.Tests.Cases;

/// <summary>
/// A connection that a pool gives out again has been reset (sp_reset_connection, MS-TDS status bit RESETCONNECTION): it is as a new one. The session is the
/// same, which is how it is known here.
/// </summary>
[Collection(nameof(CaseServer))]
public sealed class PooledConnectionTests(CaseServer server)
{
    [Theory]
    [InlineData("use tempdb", "select db_name()", "master")]
    [InlineData("set dateformat dmy", "select convert(nvarchar(10), cast('12/01/2026' as datetime), 126)", "2026-12-01")]
    [InlineData("set language british", "select @@language", "us_english")]
    [InlineData("set lock_timeout 5", "select cast(@@lock_timeout as nvarchar(10))", "-1")]
    [InlineData("set rowcount 1", "select cast(count(*) as nvarchar(10)) from (select top 2 name from sys.databases) d", "2")]
    [InlineData("create table #t(i int)", "select cast(object_id('tempdb..#t') as nvarchar(20))", null)]
    [InlineData("begin tran", "select cast(@@trancount as nvarchar(10))", "0")]
    [InlineData("set context_info 0x01", "select cast(context_info() as nvarchar(10))", null)]
    [InlineData("set xact_abort on", "select cast(@@options & 16384 as nvarchar(10))", "0")]
    [InlineData("set implicit_transactions on", "select cast(@@options & 2 as nvarchar(10))", "0")]
    public void What_one_user_of_a_connection_leaves_the_next_does_not_find(string left, string asked, string? expected)
    {
        var connectionString = PooledConnectionString();
        var first = Read(connectionString, left + "; select cast(@@spid as nvarchar(10))");
        var (spid, found) = Ask(connectionString, asked);
        Assert.Equal(first, spid);
        Assert.Equal(expected, found);
        SqlConnection.ClearAllPools();
    }

    private string PooledConnectionString()
    {
        var made = "";
        using var connection = server.Open(builder =>
        {
            builder.ApplicationName = Guid.NewGuid().ToString("N");
            made = new SqlConnectionStringBuilder(builder.ConnectionString) { Pooling = true, MaxPoolSize = 1 }.ConnectionString;
        });
        return made;
    }

    private static string Read(string connectionString, string statement)
    {
        using var connection = new SqlConnection(connectionString);
        connection.Open();
        using var command = new SqlCommand(statement, connection);
        return (string)command.ExecuteScalar();
    }

    private static (string Spid, string? Found) Ask(string connectionString, string asked)
    {
        using var connection = new SqlConnection(connectionString);
        connection.Open();
        using var command = new SqlCommand(asked, connection);
        var found = command.ExecuteScalar() as string;
        command.CommandText = "select cast(@@spid as nvarchar(10))";
        return ((string)command.ExecuteScalar(), found);
    }
}
