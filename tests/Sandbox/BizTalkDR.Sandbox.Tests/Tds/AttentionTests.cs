using System.Data;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Types;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Sandbox.Tests.Tds;

public sealed class AttentionTests : IAsyncDisposable
{
    private readonly FakeServer server = new();
    private readonly ManualResetEventSlim started = new();

    public AttentionTests() =>
        server.OnBatch = (batch, sink, attention) =>
        {
            if (batch != "wait")
            {
                sink.Answer(batch);
                return;
            }
            started.Set();
            attention.WaitHandle.WaitOne(TimeSpan.FromMinutes(15));
            attention.ThrowIfCancellationRequested();
        };

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        started.Dispose();
    }

    [Fact]
    public async Task A_command_that_is_cancelled_ends_and_the_connection_lives_on()
    {
        await using var connection = await server.ConnectAsync();
        await using var command = new SqlCommand("wait", connection);
        var running = Task.Run(() => command.ExecuteNonQuery());
        Assert.True(started.Wait(TimeSpan.FromMinutes(15)));
        command.Cancel();

        var error = await Assert.ThrowsAsync<SqlException>(() => running);

        Assert.Contains("cancelled by user", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("alive", await new SqlCommand("alive", connection).ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_command_that_takes_too_long_times_out_and_the_connection_lives_on()
    {
        await using var connection = await server.ConnectAsync();
        await using var command = new SqlCommand("wait", connection) { CommandTimeout = 1 };

        var error = await Assert.ThrowsAsync<SqlException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(-2, error.Number);
        Assert.Equal(ConnectionState.Open, connection.State);
        Assert.Equal("alive", await new SqlCommand("alive", connection).ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_reader_closed_in_the_middle_of_its_rows_stops_them()
    {
        var sent = 0;
        server.OnBatch = (batch, sink, attention) =>
        {
            if (batch == "alive")
            {
                sink.Answer(batch);
                return;
            }
            sink.BeginResultSet([new ResultColumn("text", SqlType.NVarChar(100))]);
            for (; sent < 10_000_000; sent++)
            {
                attention.ThrowIfCancellationRequested();
                sink.Row(["a row that goes on and on"]);
            }
            sink.EndStatement(StatementKind.Select, sent, false);
        };
        await using var connection = await server.ConnectAsync();
        await using var command = new SqlCommand("rows", connection);
        await using (var reader = await command.ExecuteReaderAsync())
        {
            Assert.True(await reader.ReadAsync());
            command.Cancel();
        }

        Assert.InRange(sent, 1, 9_999_999);
        Assert.Equal("alive", await new SqlCommand("alive", connection).ExecuteScalarAsync());
    }

    [Fact]
    public async Task An_attention_that_comes_too_late_is_acknowledged_too()
    {
        await using var connection = await server.ConnectAsync();
        for (var i = 0; i < 200; i++)
        {
            await using var command = new SqlCommand("quick", connection);
            var running = Task.Run(() => command.ExecuteScalar());
            command.Cancel();
            try
            {
                Assert.Equal("quick", await running);
            }
            catch (Exception error) when (error is SqlException or InvalidOperationException)
            {
                Assert.Contains("cancel", error.Message, StringComparison.OrdinalIgnoreCase);
            }
        }

        Assert.Equal("alive", await new SqlCommand("alive", connection).ExecuteScalarAsync());
    }
}
