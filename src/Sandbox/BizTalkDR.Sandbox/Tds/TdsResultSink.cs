using System.Buffers.Binary;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>
/// Turns what a session produces into the tokens of one response. A DONE token is held back until it is known whether anything follows it.
/// </summary>
internal sealed class TdsResultSink(TokenWriter tokens) : IResultSink
{
    private readonly List<(string Name, SqlType Type, object? Value)> outputs = [];
    private SqlType[] columnTypes = [];
    private (Token Token, DoneStatus Status, StatementKind Kind, long RowCount)? heldBack;
    private bool hasFailed;
    private bool hasProcedureEnded;
    private IReadOnlyList<ProcedureArgument> arguments = [];

    /// <summary>Whether information goes out while its statement still runs.</summary>
    internal bool SendsInformationAtOnce { get; init; } = true;

    /// <inheritdoc/>
    public void BeginResultSet(IReadOnlyList<ResultColumn> columns)
    {
        SendHeldBack();
        columnTypes = new SqlType[columns.Count];
        for (var i = 0; i < columnTypes.Length; i++)
            columnTypes[i] = WireTypes.ForVersion(columns[i].Type, tokens.Version);
        tokens.Columns(columns, columnTypes);
    }

    /// <inheritdoc/>
    public void Row(IReadOnlyList<object?> values) => tokens.Row(values, columnTypes);

    /// <inheritdoc/>
    public void EndStatement(StatementKind kind, long? rowCount, bool inProcedure) =>
        HoldBack(inProcedure ? Token.DoneInProcedure : Token.Done, kind, rowCount);

    /// <inheritdoc/>
    public void Message(SqlMessage message)
    {
        SendHeldBack();
        tokens.Message(message);
        if (message.IsError)
            hasFailed = true;
        else if (SendsInformationAtOnce && message.Number != 0)
            // Progress must be seen while the statement is still at work; only the output of PRINT (number 0) may wait.
            tokens.Packets.Flush();
    }

    /// <inheritdoc/>
    public void DatabaseChanged(string before, string after)
    {
        SendHeldBack();
        tokens.Changed(EnvironmentChange.Database, after, before);
    }

    /// <inheritdoc/>
    public void TransactionBegan(long id)
    {
        SendHeldBack();
        tokens.Changed(EnvironmentChange.TransactionBegan, Descriptor(id), []);
    }

    /// <inheritdoc/>
    public void TransactionEnded(long id, bool isCommitted)
    {
        SendHeldBack();
        var change = isCommitted ? EnvironmentChange.TransactionCommitted : EnvironmentChange.TransactionRolledBack;
        tokens.Changed(change, [], Descriptor(id));
    }

    /// <inheritdoc/>
    public void OutputParameter(string name, SqlType type, object? value) => outputs.Add((name, type, value));

    /// <inheritdoc/>
    public void EndProcedure(int returnStatus)
    {
        SendHeldBack();
        tokens.ReturnStatus(returnStatus);
        SendOutputs();
        HoldBack(Token.DoneProcedure, StatementKind.Execute, null);
        hasProcedureEnded = true;
    }

    /// <summary>An error with what follows from it.</summary>
    internal void Error(SqlServerException error)
    {
        Message(error.Error);
        foreach (var following in error.Following)
            Message(following);
    }

    /// <summary>A procedure call of an RPC message begins.</summary>
    internal void BeginCall(ProcedureRequest call) => (arguments, hasProcedureEnded) = (call.Arguments, false);

    /// <summary>It ended, perhaps by an error that kept it from saying so.</summary>
    internal void EndCall()
    {
        outputs.Clear();
        if (hasProcedureEnded && heldBack is { Token: Token.DoneProcedure } && !hasFailed)
            return;
        SendHeldBack();
        HoldBack(Token.DoneProcedure, StatementKind.Execute, null);
    }

    /// <summary>The connection was reset before this request.</summary>
    internal void ConnectionReset()
    {
        SendHeldBack();
        tokens.Changed(EnvironmentChange.ConnectionReset, [], []);
    }

    /// <summary>The response is complete: its last DONE goes out, and the message ends.</summary>
    internal void EndResponse()
    {
        if (heldBack is null || heldBack is { Token: Token.DoneInProcedure } || hasFailed)
        {
            SendHeldBack();
            HoldBack(Token.Done, StatementKind.Other, null);
        }
        var (token, status, kind, rowCount) = heldBack!.Value;
        tokens.Done(token, status, kind, rowCount);
        heldBack = null;
        tokens.Packets.EndMessage();
    }

    /// <summary>Acknowledges an attention, in a message of its own after the response that it cut short.</summary>
    internal void AcknowledgeAttention()
    {
        tokens.Done(Token.Done, DoneStatus.Attention, StatementKind.Other, 0);
        tokens.Packets.EndMessage();
    }

    private static byte[] Descriptor(long id)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, id);
        return bytes;
    }

    private void HoldBack(Token token, StatementKind kind, long? rowCount)
    {
        SendHeldBack();
        var status = (rowCount is null ? DoneStatus.Final : DoneStatus.Count) | (hasFailed ? DoneStatus.Error : DoneStatus.Final);
        heldBack = (token, status, kind, rowCount ?? 0);
        hasFailed = false;
    }

    private void SendHeldBack()
    {
        if (heldBack is not { } done)
            return;
        heldBack = null;
        tokens.Done(done.Token, done.Status | DoneStatus.More, done.Kind, done.RowCount);
    }

    private void SendOutputs()
    {
        for (var i = 0; i < outputs.Count; i++)
            tokens.ReturnValue(Ordinal(outputs[i].Name, i), outputs[i].Name, outputs[i].Type, outputs[i].Value);
        outputs.Clear();
    }

    // A client may give an argument by place; its return value then counts among those asked for.
    private int Ordinal(string name, int index)
    {
        for (var i = 0; i < arguments.Count; i++)
            if (arguments[i].Name.SameAs(name))
                return i;
        var seen = 0;
        for (var i = 0; i < arguments.Count; i++)
            if (arguments[i].IsOutput && seen++ == index)
                return i;
        return index;
    }
}
