using System.Data;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Types;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Sandbox.Tests.Tds;

public sealed class RpcTests : IAsyncDisposable
{
    private readonly FakeServer server = new();
    private readonly List<ProcedureRequest> calls = [];

    public RpcTests() =>
        server.OnCall = (call, sink, _) =>
        {
            calls.Add(call);
            sink.EndProcedure(0);
        };

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_statement_with_parameters_is_a_call_of_sp_executesql()
    {
        await using var connection = await server.ConnectAsync();
        await using var command = new SqlCommand("select @a, @b", connection);
        command.Parameters.AddWithValue("@a", 1);
        command.Parameters.Add("@b", SqlDbType.NVarChar, 20).Value = "two";
        await command.ExecuteNonQueryAsync();

        var call = Assert.Single(calls);
        Assert.Equal("sp_executesql", call.Name);
        Assert.Equal(["select @a, @b", "@a int,@b nvarchar(20)", 1, "two"], call.Arguments.Select(argument => argument.Value));
        Assert.Equal(["", "", "@a", "@b"], call.Arguments.Select(argument => argument.Name));
        Assert.Equal(SqlType.NVarChar(20), call.Arguments[3].Type);
    }

    [Fact]
    public async Task Output_parameters_and_the_return_status_come_back()
    {
        server.OnCall = (call, sink, _) =>
        {
            calls.Add(call);
            sink.Answer(SqlType.Int, 1, inProcedure: true);
            sink.OutputParameter("@name", SqlType.NVarChar(30), "the name");
            sink.OutputParameter("@count", SqlType.BigInt, 12L);
            sink.EndProcedure(-6);
        };
        await using var connection = await server.ConnectAsync();
        await using var command = new SqlCommand("[msdb].dbo.sp_help", connection) { CommandType = CommandType.StoredProcedure };
        command.Parameters.Add("@count", SqlDbType.BigInt).Direction = ParameterDirection.Output;
        command.Parameters.Add("@name", SqlDbType.NVarChar, 30).Direction = ParameterDirection.InputOutput;
        command.Parameters["@name"].Value = "before";
        command.Parameters.Add("@result", SqlDbType.Int).Direction = ParameterDirection.ReturnValue;

        Assert.Equal(1, await command.ExecuteScalarAsync());
        Assert.Equal("the name", command.Parameters["@name"].Value);
        Assert.Equal(12L, command.Parameters["@count"].Value);
        Assert.Equal(-6, command.Parameters["@result"].Value);
        Assert.Equal("[msdb].dbo.sp_help", calls[0].Name);
        Assert.True(calls[0].Arguments[0].IsOutput);
        Assert.Equal("before", calls[0].Arguments[1].Value);
    }

    [Fact]
    public async Task A_parameter_left_to_its_default_is_marked_so()
    {
        await using var connection = await server.ConnectAsync();
        await using var command = new SqlCommand("dbo.P", connection) { CommandType = CommandType.StoredProcedure };
        command.Parameters.Add("@a", SqlDbType.Int).Value = null;
        await command.ExecuteNonQueryAsync();

        Assert.True(Assert.Single(Assert.Single(calls).Arguments).IsDefault);
    }

    [Fact]
    public async Task A_prepared_statement_is_prepared_once_and_then_executed_by_its_handle()
    {
        server.OnCall = (call, sink, _) =>
        {
            calls.Add(call);
            if (call.Name == "sp_prepexec")
                sink.OutputParameter("", SqlType.Int, 17);
            sink.EndProcedure(0);
        };
        await using var connection = await server.ConnectAsync();
        await using (var command = new SqlCommand("update t set a = @a", connection))
        {
            command.Parameters.Add("@a", SqlDbType.Int).Value = 1;
            await command.PrepareAsync();
            await command.ExecuteNonQueryAsync();
            await command.ExecuteNonQueryAsync();
        }

        Assert.Equal(["sp_prepexec", "sp_execute"], calls.Select(call => call.Name));
        Assert.Equal(17, calls[1].Arguments[0].Value);
    }

    [Fact]
    public async Task Calls_in_one_message_each_have_their_result()
    {
        server.OnCall = (call, sink, _) =>
        {
            calls.Add(call);
            sink.EndStatement(StatementKind.Update, calls.Count, true);
            if (calls.Count == 2)
                sink.Message(new SqlMessage(547, 16, 0, "Conflict."));
            else
                sink.EndProcedure(0);
        };
        await using var connection = await server.ConnectAsync();
        await using var batch = new SqlBatch(connection);
        for (var i = 0; i < 3; i++)
        {
            var command = new SqlBatchCommand("update t set a = @a");
            command.Parameters.Add(new SqlParameter("@a", i));
            batch.BatchCommands.Add(command);
        }

        var error = await Assert.ThrowsAsync<SqlException>(() => batch.ExecuteNonQueryAsync());

        Assert.Equal(547, error.Number);
        Assert.Equal(3, calls.Count);
        Assert.Equal([0, 1, 2], calls.Select(call => call.Arguments[^1].Value));
    }

    [Fact]
    public async Task A_missing_procedure_is_2812_and_the_connection_lives_on()
    {
        server.OnCall = (call, sink, _) => sink.Message(MessageCatalog.Message(2812, call.Name));
        await using var connection = await server.ConnectAsync();
        await using var command = new SqlCommand("dbo.Nothing", connection) { CommandType = CommandType.StoredProcedure };

        for (var i = 0; i < 2; i++)
            Assert.Equal(2812, (await Assert.ThrowsAsync<SqlException>(() => command.ExecuteNonQueryAsync())).Number);
    }

    [Fact]
    public async Task A_table_valued_parameter_is_refused_with_8009()
    {
        using var rows = new DataTable();
        rows.Columns.Add("id", typeof(int));
        rows.Rows.Add(1);
        await using var connection = await server.ConnectAsync();
        await using var command = new SqlCommand("dbo.P", connection) { CommandType = CommandType.StoredProcedure };
        command.Parameters.Add(new SqlParameter("@rows", SqlDbType.Structured) { TypeName = "dbo.Ids", Value = rows });

        var error = await Assert.ThrowsAsync<SqlException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(8009, error.Number);
        Assert.Contains("@rows", error.Message, StringComparison.Ordinal);
        Assert.Empty(calls);
    }

    [Fact]
    public async Task The_clients_transactions_begin_save_roll_back_and_commit()
    {
        await using var connection = await server.ConnectAsync();
        await using (var transaction = connection.BeginTransaction(IsolationLevel.Serializable, "T1"))
        {
            await transaction.SaveAsync("S1");
            await transaction.RollbackAsync("S1");
            await transaction.CommitAsync();
        }
        await using (var transaction = connection.BeginTransaction())
            await transaction.RollbackAsync();

        Assert.Equal(
            ["begin T1 Serializable", "save S1", "rollback S1", "commit ", "begin  Unspecified", "rollback "],
            server.Events.Select(each => each.Replace("ReadCommitted", "Unspecified", StringComparison.Ordinal))
        );
    }
}
