using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Language;

/// <summary>Runs T-SQL for a session. One interpreter serves all sessions of an instance.</summary>
internal interface IInterpreter
{
    void ExecuteBatch(SqlSession session, string text, IResultSink sink, CancellationToken attention);

    void ExecuteProcedure(SqlSession session, ProcedureRequest request, IResultSink sink, CancellationToken attention);

    void BeginTransaction(SqlSession session, string? name, TransactionIsolation isolation, IResultSink sink);

    void CommitTransaction(SqlSession session, string? name, IResultSink sink);

    void RollbackTransaction(SqlSession session, string? name, IResultSink sink);

    void SaveTransaction(SqlSession session, string name, IResultSink sink);

    void Reset(SqlSession session, bool keepTransaction, IResultSink sink);

    /// <summary>The connection is gone: an open transaction is rolled back, temporary tables are dropped.</summary>
    void Close(SqlSession session);
}
