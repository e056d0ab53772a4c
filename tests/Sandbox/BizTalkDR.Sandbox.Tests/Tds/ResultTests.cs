using System.Data;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Types;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Sandbox.Tests.Tds;

public sealed class ResultTests : IAsyncDisposable
{
    private readonly FakeServer server = new();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Result_sets_and_row_counts_come_in_their_order()
    {
        server.OnBatch = (_, sink, _) =>
        {
            sink.EndStatement(StatementKind.Insert, 3, false);
            sink.Answer("one");
            sink.EndStatement(StatementKind.Other, null, false);
            sink.EndStatement(StatementKind.Update, 4, false);
            sink.BeginResultSet([
                new ResultColumn("id", SqlType.Int, IsNullable: false, IsIdentity: true),
                new ResultColumn("", SqlType.SysName, IsNullable: false),
            ]);
            sink.EndStatement(StatementKind.Select, 0, false);
        };
        await using var connection = await server.ConnectAsync();
        await using var command = new SqlCommand("batch", connection);
        var counts = new List<int>();
        command.StatementCompleted += (_, completed) => counts.Add(completed.RecordCount);
        await using var reader = await command.ExecuteReaderAsync();

        Assert.True(await reader.ReadAsync());
        Assert.Equal("one", reader.GetString(0));
        Assert.True(await reader.NextResultAsync());
        Assert.False(await reader.ReadAsync());
        Assert.Equal(["id", ""], Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));
        var schema = await reader.GetColumnSchemaAsync();
        Assert.True(schema[0].IsIdentity);
        Assert.False(schema[1].AllowDBNull);
        Assert.False(await reader.NextResultAsync());
        await reader.CloseAsync();
        Assert.Equal(7, reader.RecordsAffected);
        Assert.Equal([3, 1, 4, 0], counts);
    }

    [Fact]
    public async Task A_column_that_can_not_be_NULL_is_read_like_any_other()
    {
        server.OnBatch = (_, sink, _) =>
        {
            sink.BeginResultSet([
                new ResultColumn("a", SqlType.Int, IsNullable: false),
                new ResultColumn("b", SqlType.SysName, IsNullable: false),
                new ResultColumn("c", SqlType.DateTime, IsNullable: false),
                new ResultColumn("d", SqlType.Bit, IsNullable: false),
            ]);
            sink.Row([1, "two", new DateTime(2026, 11, 21), true]);
            sink.Row([null, "two", new DateTime(2026, 11, 21), null]);
            sink.EndStatement(StatementKind.Select, 2, false);
        };
        await using var connection = await server.ConnectAsync();
        await using var command = new SqlCommand("select", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var row = new object[4];

        Assert.True(await reader.ReadAsync());
        reader.GetValues(row);
        Assert.Equal([1, "two", new DateTime(2026, 11, 21), true], row);
        Assert.True(await reader.ReadAsync());
        Assert.True(await reader.IsDBNullAsync(0));
        Assert.True(await reader.IsDBNullAsync(3));
    }

    [Fact]
    public async Task An_empty_batch_has_an_empty_response()
    {
        await using var connection = await server.ConnectAsync();
        await using var command = new SqlCommand("-- nothing", connection);

        Assert.Equal(-1, await command.ExecuteNonQueryAsync());
        Assert.Null(await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Errors_carry_number_severity_state_procedure_and_line()
    {
        server.OnBatch = (_, sink, _) =>
        {
            sink.Message(new SqlMessage(3201, 16, 2, "Cannot open backup device.", 7, "dbo.sp_BackupAllFull"));
            sink.Message(new SqlMessage(3013, 16, 1, "BACKUP DATABASE is terminating abnormally.", 8));
            sink.EndStatement(StatementKind.Other, null, false);
        };
        await using var connection = await server.ConnectAsync();
        await using var command = new SqlCommand("backup", connection);

        var error = await Assert.ThrowsAsync<SqlException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal((3201, (byte)16, (byte)2), (error.Errors[0].Number, error.Errors[0].Class, error.Errors[0].State));
        Assert.Equal(("dbo.sp_BackupAllFull", 7), (error.Errors[0].Procedure, error.Errors[0].LineNumber));
        Assert.Equal((3013, "", 8), (error.Errors[1].Number, error.Errors[1].Procedure, error.Errors[1].LineNumber));
        Assert.Equal(ConnectionState.Open, connection.State);
    }

    [Fact]
    public async Task An_error_after_rows_reaches_the_reader()
    {
        server.OnBatch = (_, sink, _) =>
        {
            sink.Answer("row");
            sink.Message(new SqlMessage(8134, 16, 1, "Divide by zero error encountered."));
        };
        await using var connection = await server.ConnectAsync();
        await using var command = new SqlCommand("select", connection);
        await using var reader = await command.ExecuteReaderAsync();

        Assert.True(await reader.ReadAsync());
        var error = await Assert.ThrowsAsync<SqlException>(() => reader.NextResultAsync());
        Assert.Equal(8134, error.Number);
    }

    [Fact]
    public async Task An_error_of_severity_20_closes_the_connection()
    {
        server.OnBatch = (_, _, _) => throw new SqlServerException(new SqlMessage(3624, 20, 1, "Assertion."));
        await using var connection = await server.ConnectAsync();
        await using var command = new SqlCommand("select", connection);

        var error = await Assert.ThrowsAsync<SqlException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(20, error.Class);
        Assert.Equal(ConnectionState.Closed, connection.State);
    }

    [Fact]
    public async Task A_failure_of_the_server_itself_is_told_to_that_client()
    {
        server.OnBatch = (_, sink, _) => sink.Answer(SqlType.Int, "not a number");
        await using var connection = await server.ConnectAsync();
        await using var command = new SqlCommand("select", connection);

        var error = await Assert.ThrowsAsync<SqlException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(3624, error.Number);
        Assert.Contains("FormatException", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_is_seen_while_the_statement_runs()
    {
        using var seen = new SemaphoreSlim(0);
        server.OnBatch = (_, sink, attention) =>
        {
            for (var percent = 10; percent <= 100; percent += 10)
            {
                sink.Message(new SqlMessage(3211, 10, 1, $"{percent} percent processed."));
                Assert.True(seen.Wait(TimeSpan.FromMinutes(15), attention), $"{percent} % was not seen.");
            }
            sink.EndStatement(StatementKind.Other, null, false);
        };
        await using var connection = await server.ConnectAsync();
        var texts = new List<string>();
        connection.FireInfoMessageEventOnUserErrors = true;
        connection.InfoMessage += (_, message) =>
        {
            texts.Add(message.Message);
            seen.Release();
        };
        await using var command = new SqlCommand("restore", connection);

        await Task.Run(() => command.ExecuteNonQuery());

        Assert.Equal(Enumerable.Range(1, 10).Select(ten => $"{ten * 10} percent processed."), texts);
    }

    [Fact]
    public async Task Changing_the_database_is_seen_by_the_client()
    {
        server.OnBatch = (_, sink, _) =>
        {
            sink.DatabaseChanged("master", "Orders");
            sink.Message(MessageCatalog.Message(5701, "Orders"));
        };
        await using var connection = await server.ConnectAsync();
        await connection.ChangeDatabaseAsync("Orders");

        Assert.Equal("Orders", connection.Database);
    }

    [Fact]
    public async Task A_hundred_thousand_rows_stream()
    {
        server.OnBatch = (_, sink, _) =>
        {
            sink.BeginResultSet([
                new ResultColumn("id", SqlType.Int),
                new ResultColumn("name", SqlType.NVarChar(50)),
                new ResultColumn("at", SqlType.DateTime),
                new ResultColumn("lsn", SqlType.Lsn),
            ]);
            var row = new object?[4];
            for (var i = 0; i < 100_000; i++)
            {
                (row[0], row[1], row[2], row[3]) = (i, "a name of some length", new DateTime(2026, 11, 21), 36000000007800001m);
                sink.Row(row);
            }
            sink.EndStatement(StatementKind.Select, 100_000, false);
        };
        await using var connection = await server.ConnectAsync();
        await using var command = new SqlCommand("select", connection);
        using var reader = command.ExecuteReader();
        var (count, sum) = (0, 0L);
        while (reader.Read())
            (count, sum) = (count + 1, sum + reader.GetInt32(0));

        Assert.Equal((100_000, 4_999_950_000L), (count, sum));
    }
}
