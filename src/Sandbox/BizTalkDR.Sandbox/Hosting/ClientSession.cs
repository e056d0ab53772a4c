using BizTalkDR.Sandbox.Language;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Hosting;

/// <summary>A session as the wire protocol sees it.</summary>
internal sealed class ClientSession(SqlSession session) : ISqlSession
{
    public int Spid => session.Spid;

    public string DatabaseName => session.DatabaseName;

    public string Language => session.Settings.Language;

    public CancellationToken Killed => session.Killed.Token;

    public CancellationToken Cut => session.Cut.Token;

    public void ExecuteBatch(string text, IResultSink sink, CancellationToken attention) => session.ExecuteBatch(text, sink, attention);

    public void ExecuteProcedure(ProcedureRequest request, IResultSink sink, CancellationToken attention) =>
        session.ExecuteProcedure(request, sink, attention);

    public void BeginTransaction(string? name, TransactionIsolation isolation, IResultSink sink) =>
        session.BeginTransaction(name, isolation, sink);

    public void CommitTransaction(string? name, IResultSink sink) => session.CommitTransaction(name, sink);

    public void RollbackTransaction(string? name, IResultSink sink) => session.RollbackTransaction(name, sink);

    public void SaveTransaction(string name, IResultSink sink) => session.SaveTransaction(name, sink);

    public void Reset(bool keepTransaction, IResultSink sink) => session.Reset(keepTransaction, sink);

    public void Dispose() => session.Dispose();
}
