using System.Data;
using System.Globalization;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Tds.Tracing;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Sandbox.Tests.Hosting;

public sealed class StatementTraceTests : IAsyncDisposable
{
    private readonly SandboxHost host = new();
    private readonly SqlInstance instance;

    public StatementTraceTests()
    {
        instance = host.AddInstance(new SqlInstanceOptions { Name = "SRC" });
        host.Statements.IsOn = true;
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public void Every_request_is_there_in_the_order_it_arrived_with_its_session_and_database()
    {
        using (var connection = Open())
        {
            Execute(connection, "USE msdb");
            using var call = new SqlCommand("SELECT @id, @name", connection);
            call.Parameters.Add("@id", SqlDbType.Int).Value = 7;
            call.Parameters.Add("@name", SqlDbType.NVarChar, 20).Value = "seven";
            call.ExecuteNonQuery();
            using var transaction = connection.BeginTransaction();
            transaction.Rollback();
        }
        var requests = RequestsUntil(TracedRequestKind.Logout);

        Assert.Equal(
            [
                (TracedRequestKind.Login, "master", ""),
                (TracedRequestKind.Batch, "master", "USE msdb"),
                (TracedRequestKind.Procedure, "msdb", "sp_executesql"),
                (TracedRequestKind.Transaction, "msdb", "Begin"),
                (TracedRequestKind.Transaction, "msdb", "Rollback"),
                (TracedRequestKind.Logout, "msdb", ""),
            ],
            requests.Select(request => (request.Kind, request.Database, request.Text))
        );
        Assert.Single(requests.Select(request => request.Session).Distinct());
        Assert.Single(requests.Select(request => request.Connection).Distinct());
        Assert.All(requests, request => Assert.Equal(("SRC", "trace test"), (request.Instance, request.Application)));
        Assert.All(requests, request => Assert.True(request.Ended > request.Arrived, request.ToString()));
        Assert.Equal(
            [("", "SELECT @id, @name"), ("", "@id int,@name nvarchar(20)"), ("@id", 7), ("@name", "seven")],
            requests[2].Parameters.Select(parameter => (parameter.Name, parameter.Value))
        );
    }

    [Fact]
    public void A_connection_that_gets_the_session_id_of_an_earlier_one_has_a_number_of_its_own()
    {
        for (var i = 0; i < 2; i++)
        {
            Open().Dispose();
            Assert.True(SpinWait.SpinUntil(() => instance.Sessions.Count == 0, TimeSpan.FromMinutes(15)));
        }

        var logins = host.Statements.Requests.Where(request => request.Kind == TracedRequestKind.Login).ToList();
        Assert.Equal([51, 51], logins.Select(request => request.Session));
        Assert.NotEqual(logins[0].Connection, logins[1].Connection);
    }

    [Fact]
    public void What_was_sent_after_an_answer_had_come_has_arrived_after_its_end()
    {
        using var one = Open();
        using var other = Open();
        for (var i = 0; i < 50; i++)
            Execute(i % 2 == 0 ? one : other, string.Create(CultureInfo.InvariantCulture, $"DECLARE @i int = {i}"));

        var batches = host.Statements.Requests.Where(request => request.Kind == TracedRequestKind.Batch).ToList();
        Assert.Equal(50, batches.Count);
        Assert.All(batches.Zip(batches.Skip(1)), pair => Assert.True(pair.First.Ended < pair.Second.Arrived));
    }

    [Fact]
    public void What_runs_at_once_overlaps()
    {
        using var one = Open();
        using var other = Open();
        var slow = Task.Run(() => Execute(one, "WAITFOR DELAY '00:00:01'"), TestContext.Current.CancellationToken);
        Assert.True(
            SpinWait.SpinUntil(
                () => host.Statements.Requests.Any(request => request.Text.StartsWith("WAITFOR", StringComparison.Ordinal)),
                20_000
            )
        );
        Execute(other, "PRINT 'meanwhile'");
        slow.Wait(TestContext.Current.CancellationToken);

        var batches = host.Statements.Requests.Where(request => request.Kind == TracedRequestKind.Batch).ToList();
        Assert.True(batches[0].Ended > batches[1].Ended);
        Assert.True(batches[0].Elapsed > TimeSpan.FromSeconds(0.9));
    }

    [Fact]
    public void Nothing_is_kept_while_it_is_off_nor_of_the_servers_own_sessions()
    {
        host.Statements.IsOn = false;
        using var connection = Open();
        Execute(connection, "PRINT 'unheard'");
        host.Statements.IsOn = true;
        using (var own = instance.OpenInternalSession("own"))
            own.MustRun("SELECT 1 AS one");

        Assert.Empty(host.Statements.Requests);
    }

    [Theory]
    [InlineData(
        "CREATE LOGIN me WITH PASSWORD = 'Geheim!1', CHECK_POLICY = OFF",
        "CREATE LOGIN me WITH PASSWORD = '***', CHECK_POLICY = OFF"
    )]
    [InlineData("CREATE LOGIN me WITH PASSWORD = 0xABCDEF HASHED, SID = 0x01", "CREATE LOGIN me WITH PASSWORD = '***' HASHED, SID = 0x01")]
    [InlineData(
        "ALTER LOGIN me WITH PASSWORD=N'it''s new' OLD_PASSWORD = N'old'",
        "ALTER LOGIN me WITH PASSWORD='***' OLD_PASSWORD = '***'"
    )]
    [InlineData("SELECT PWDCOMPARE('guess', password_hash), 'x'", "SELECT PWDCOMPARE('***', password_hash), 'x'")]
    [InlineData("DECLARE @secret nvarchar(9) = N'abc'", "DECLARE @secret nvarchar(9) = '***'")]
    [InlineData("EXEC sp_addlogin 'me', 'Geheim!1'; SELECT 'shown'", "EXEC sp_addlogin '***', '***'; SELECT 'shown'")]
    [InlineData(
        "EXEC sp_addlinkedsrvlogin N'OTHER', 'FALSE', NULL, @rmtuser = N'me', @rmtpassword = N'Geheim!1'; SELECT 'shown'",
        "EXEC sp_addlinkedsrvlogin '***', '***', NULL, @rmtuser = '***', @rmtpassword = '***'; SELECT 'shown'"
    )]
    [InlineData(
        "SELECT password_hash FROM sys.sql_logins WHERE name = N'me'",
        "SELECT password_hash FROM sys.sql_logins WHERE name = N'me'"
    )]
    public void Secrets_in_a_text_are_hidden_and_nothing_else_is(string sent, string kept) => Assert.Equal(kept, TracedSecrets.Hide(sent));

    [Fact]
    public void A_text_about_secrets_that_cannot_be_read_is_not_kept()
    {
        Assert.DoesNotContain("Geheim", TracedSecrets.Hide("CREATE LOGIN me WITH PASSWORD = 'Geheim!1' /* open"));
        Assert.DoesNotContain("Geheim", TracedSecrets.Hide("CREATE LOGIN me WITH PASSWORD = 'Geheim!1"));
    }

    [Fact]
    public void Parameters_named_after_secrets_and_passwords_of_the_login_are_nowhere()
    {
        using (var connection = Open())
        {
            using var command = new SqlCommand("SELECT @passwordHash, @other", connection);
            command.Parameters.Add("@passwordHash", SqlDbType.VarBinary, 256).Value = new byte[] { 1, 2, 3 };
            command.Parameters.Add("@other", SqlDbType.Int).Value = 1;
            command.ExecuteNonQuery();
        }
        var requests = RequestsUntil(TracedRequestKind.Logout);

        var parameters = requests.Single(request => request.Kind == TracedRequestKind.Procedure).Parameters;
        Assert.Equal([(null, true), (1, false)], parameters.Skip(2).Select(parameter => (parameter.Value, parameter.IsSecret)));
        Assert.DoesNotContain(
            requests,
            request =>
                request.Text.Contains(instance.SaPassword, StringComparison.Ordinal)
                || request.Parameters.Any(parameter =>
                    parameter.Value is string text && text.Contains(instance.SaPassword, StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public void A_password_for_a_linked_server_is_hidden_whatever_its_parameter_is_called()
    {
        using (var connection = Open())
        {
            Execute(connection, "EXEC sp_addlinkedserver 'OTHER'");
            using var command = new SqlCommand("EXEC sp_addlinkedsrvlogin 'OTHER', 'FALSE', NULL, N'me', @value", connection);
            command.Parameters.AddWithValue("@value", "Geheim!1");
            command.ExecuteNonQuery();
        }
        var requests = RequestsUntil(TracedRequestKind.Logout);

        var call = requests.Single(request => request.Kind == TracedRequestKind.Procedure);
        Assert.Equal("EXEC sp_addlinkedsrvlogin '***', '***', NULL, '***', @value", call.Parameters[0].Value);
        Assert.DoesNotContain(
            call.Parameters,
            parameter => parameter.Value is string text && text.Contains("Geheim", StringComparison.Ordinal)
        );
    }

    private IReadOnlyList<TracedRequest> RequestsUntil(TracedRequestKind last)
    {
        Assert.True(SpinWait.SpinUntil(() => host.Statements.Requests.Any(request => request.Kind == last), TimeSpan.FromMinutes(15)));
        return host.Statements.Requests;
    }

    private SqlConnection Open()
    {
        var connection = new SqlConnection(
            new SqlConnectionStringBuilder
            {
                DataSource = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1,{instance.EndPoint.Port}"),
                UserID = "sa",
                Password = instance.SaPassword,
                ApplicationName = "trace test",
                TrustServerCertificate = true,
                Pooling = false,
            }.ConnectionString
        );
        connection.Open();
        return connection;
    }

    private static void Execute(SqlConnection connection, string batch)
    {
        using var command = new SqlCommand(batch, connection);
        command.ExecuteNonQuery();
    }
}
