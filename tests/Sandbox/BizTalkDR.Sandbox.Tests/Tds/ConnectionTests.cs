using System.Security.Cryptography.X509Certificates;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Tds;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Sandbox.Tests.Tds;

public sealed class ConnectionTests : IAsyncDisposable
{
    private readonly FakeServer server = new();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("Mandatory", true)]
    [InlineData("Optional", false)]
    public async Task A_client_logs_in_with_as_much_encryption_as_it_asks_for(string encrypt, bool isEncrypted)
    {
        await using var connection = await server.ConnectAsync(builder =>
        {
            builder.Encrypt = SqlConnectionEncryptOption.Parse(encrypt);
            builder.InitialCatalog = "Orders";
            builder.ApplicationName = "the test";
            builder.WorkstationID = "PC1";
        });

        Assert.Equal("Orders", connection.Database);
        Assert.Equal("15.00.4430", connection.ServerVersion);
        Assert.Equal(51, connection.ServerProcessId);
        var login = Assert.Single(server.Logins);
        Assert.Equal(("sa", FakeServer.Password, "Orders"), (login.UserName, login.Password, login.Database));
        Assert.Equal(("the test", "PC1"), (login.ApplicationName, login.HostName));
        Assert.Equal(Environment.ProcessId, login.ClientProcessId);
        Assert.Equal("127.0.0.1", login.ClientAddress);
        Assert.Equal(isEncrypted, login.IsEncrypted);
    }

    [Fact]
    public async Task A_client_that_wants_TLS_before_all_else_gets_it()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, server.Listener.Certificate.Certificate.Export(X509ContentType.Cert));
            await using var connection = await server.ConnectAsync(builder =>
            {
                builder.Encrypt = SqlConnectionEncryptOption.Strict;
                builder.TrustServerCertificate = false;
                builder.ServerCertificate = file;
            });

            Assert.True(Assert.Single(server.Logins).IsEncrypted);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_server_that_can_not_encrypt_takes_the_clients_that_do_not_ask_for_it_and_no_others()
    {
        await using var plain = new FakeServer(new TdsLimits { Encrypts = false });

        await Assert.ThrowsAsync<SqlException>(() => plain.ConnectAsync(builder => builder.Encrypt = SqlConnectionEncryptOption.Mandatory));
        Assert.Empty(plain.Logins);

        await using var connection = await plain.ConnectAsync(builder => builder.Encrypt = SqlConnectionEncryptOption.Optional);
        Assert.False(Assert.Single(plain.Logins).IsEncrypted);
    }

    [Fact]
    public async Task A_client_that_does_not_trust_the_certificate_does_not_log_in()
    {
        await Assert.ThrowsAsync<SqlException>(() => server.ConnectAsync(builder => builder.TrustServerCertificate = false));

        Assert.Empty(server.Logins);
    }

    [Theory]
    [InlineData("Mandatory")]
    [InlineData("Optional")]
    public async Task A_wrong_password_is_refused_with_18456(string encrypt)
    {
        var error = await Assert.ThrowsAsync<SqlException>(() =>
            server.ConnectAsync(builder =>
            {
                builder.Encrypt = SqlConnectionEncryptOption.Parse(encrypt);
                builder.Password = "wrong";
            })
        );

        Assert.Equal((18456, (byte)14, (byte)1), (error.Number, error.Class, error.State));
        Assert.Equal("Login failed for user 'sa'.", error.Message);
    }

    [Fact]
    public async Task A_database_that_can_not_be_opened_is_refused_with_4060_and_18456()
    {
        var error = await Assert.ThrowsAsync<SqlException>(() =>
            server.ConnectAsync(builder => (builder.InitialCatalog, builder.ConnectRetryCount) = ("missing", 0))
        );

        Assert.Equal([4060, 18456], error.Errors.Cast<SqlError>().Select(each => each.Number));
    }

    [Theory]
    [InlineData(512, false)]
    [InlineData(4096, true)]
    [InlineData(32767, false)]
    [InlineData(16000, true)]
    public async Task Any_packet_size_carries_values_longer_than_a_packet(int packetSize, bool isEncrypted)
    {
        var text = string.Concat(Enumerable.Range(0, 40000).Select(number => (char)(' ' + (number % 90))));
        server.OnBatch = (batch, sink, _) => sink.Answer(batch);
        await using var connection = await server.ConnectAsync(builder =>
        {
            builder.PacketSize = packetSize;
            builder.Encrypt = isEncrypted;
        });
        await using var command = new SqlCommand(text, connection);

        Assert.Equal(packetSize, connection.PacketSize);
        Assert.Equal(text, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Two_hundred_clients_work_at_once()
    {
        using var together = new Barrier(200);
        server.OnBatch = (batch, sink, attention) =>
        {
            Assert.True(together.SignalAndWait(TimeSpan.FromMinutes(15), attention));
            sink.Answer(batch);
        };

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(async number =>
                {
                    await using var connection = await server.ConnectAsync(builder => builder.ConnectTimeout = 60);
                    await using var command = new SqlCommand($"client {number}", connection);
                    return (string?)await command.ExecuteScalarAsync();
                })
        );

        Assert.Equal(Enumerable.Range(0, 200).Select(number => $"client {number}"), answers);
    }

    [Fact]
    public async Task A_connection_taken_from_the_pool_is_reset()
    {
        server.OnBatch = (batch, sink, _) => sink.Answer(batch);
        for (var i = 0; i < 3; i++)
        {
            await using var connection = await server.ConnectAsync(builder => builder.Pooling = true);
            await using var command = new SqlCommand("hello", connection);
            Assert.Equal("hello", await command.ExecuteScalarAsync());
        }

        Assert.Single(server.Logins);
        Assert.Equal(["reset False", "reset False"], server.Events);
        SqlConnection.ClearAllPools();
    }

    [Fact]
    public async Task A_client_that_leaves_has_its_session_closed()
    {
        await (await server.ConnectAsync()).DisposeAsync();

        await Wait.Until(() => server.Events.Contains("closed") && server.Listener.ConnectionCount == 0);
    }

    [Fact]
    public async Task A_listener_that_stops_cancels_what_runs()
    {
        using var started = new ManualResetEventSlim();
        server.OnBatch = (_, _, attention) =>
        {
            started.Set();
            attention.WaitHandle.WaitOne(TimeSpan.FromMinutes(15));
            attention.ThrowIfCancellationRequested();
        };
        var connection = await server.ConnectAsync();
        var command = new SqlCommand("wait", connection);
        var running = Task.Run(() => command.ExecuteNonQuery());
        Assert.True(started.Wait(TimeSpan.FromMinutes(15)));

        await server.Listener.DisposeAsync();

        await Assert.ThrowsAsync<SqlException>(() => running);
        await Wait.Until(() => server.Events.Contains("closed"));
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task A_client_that_wants_several_results_at_once_gets_one_at_a_time()
    {
        server.OnBatch = (batch, sink, _) => sink.Answer(batch);
        await using var connection = await server.ConnectAsync(builder => builder.MultipleActiveResultSets = true);
        await using var command = new SqlCommand("one", connection);
        await using (await command.ExecuteReaderAsync())
            await Assert.ThrowsAsync<InvalidOperationException>(() => new SqlCommand("two", connection).ExecuteScalarAsync());

        Assert.Equal("three", await new SqlCommand("three", connection).ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_killed_session_closes_its_connection()
    {
        await using var connection = await server.ConnectAsync();
        await server.Sessions[connection.ServerProcessId].Kill.CancelAsync();

        await Wait.Until(() => server.Events.Contains("closed"));
        await using var command = new SqlCommand("hello", connection);
        await Assert.ThrowsAnyAsync<Exception>(() => command.ExecuteNonQueryAsync());
    }

    [Fact]
    public async Task A_session_killed_at_work_learns_it_as_596()
    {
        server.OnBatch = (_, _, attention) =>
        {
            server.Sessions.Values.Single().Kill.Cancel();
            attention.ThrowIfCancellationRequested();
        };
        await using var connection = await server.ConnectAsync();
        await using var command = new SqlCommand("wait", connection);

        var error = await Assert.ThrowsAsync<SqlException>(() => command.ExecuteNonQueryAsync());

        Assert.Contains(596, error.Errors.Cast<SqlError>().Select(each => each.Number));
    }
}
