using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Results;

/// <summary>Takes what statements produce, in the order in which SQL Server sends it.</summary>
internal interface IResultSink
{
    /// <summary>A result set begins. Rows follow until <see cref="EndStatement"/>.</summary>
    void BeginResultSet(IReadOnlyList<ResultColumn> columns);

    /// <summary>One row, in column order, CLR values as <see cref="SqlTypeKind"/> says, null for NULL.</summary>
    void Row(IReadOnlyList<object?> values);

    /// <summary>A statement is done: a DONE or DONEINPROC token.</summary>
    /// <param name="kind">What kind of statement it was.</param>
    /// <param name="rowCount">Rows selected or changed; null when there is no count (or NOCOUNT is on).</param>
    /// <param name="inProcedure">It ran inside a procedure (DONEINPROC).</param>
    void EndStatement(StatementKind kind, long? rowCount, bool inProcedure);

    /// <summary>An error or information.</summary>
    void Message(SqlMessage message);

    /// <summary>The current database changed (USE): an environment change. Message 5701 is sent by the session on its own.</summary>
    void DatabaseChanged(string before, string after);

    /// <summary>A transaction began in the session (environment change 8).</summary>
    void TransactionBegan(long id);

    /// <summary>The session's transaction ended (environment change 9 or 10).</summary>
    void TransactionEnded(long id, bool isCommitted);

    /// <summary>An output parameter of an RPC.</summary>
    void OutputParameter(string name, SqlType type, object? value);

    /// <summary>A procedure ended (RETURNSTATUS and DONEPROC).</summary>
    /// <param name="returnStatus">Its RETURN value.</param>
    void EndProcedure(int returnStatus);
}

/// <param name="Name">Empty when the expression has no name.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsNullable">Whether NULLs can be in it.</param>
/// <param name="IsIdentity">Whether it is a table's identity column.</param>
internal sealed record ResultColumn(string Name, SqlType Type, bool IsNullable = true, bool IsIdentity = false);

/// <summary>What kind of statement ended; the values are those of the DONE token's CurCmd where one is documented.</summary>
internal enum StatementKind : ushort
{
    Other = 0,
    Select = 0xC1,
    Insert = 0xC3,
    Delete = 0xC4,
    Update = 0xC5,
    Merge = 0x117,
    Execute = 0xE0,
}
