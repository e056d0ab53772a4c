using BizTalkDR.Sandbox.Results;

namespace BizTalkDR.Sandbox.Sessions;

/// <summary>
/// One connection's session. Calls are synchronous and one at a time; results go to the sink while they are made. A statement's
/// error goes to the sink as a message (severity above 10); a call itself throws only <see cref="OperationCanceledException"/> after
/// an attention, and <see cref="Errors.SqlServerException"/> with severity 20 or more when the connection must end.
/// </summary>
internal interface ISqlSession : IDisposable
{
    /// <summary>@@SPID.</summary>
    int Spid { get; }

    /// <summary>The current database's name.</summary>
    string DatabaseName { get; }

    /// <summary>@@LANGUAGE.</summary>
    string Language => "us_english";

    /// <summary>Cancelled when another session ends this one (KILL): its connection closes.</summary>
    CancellationToken Killed { get; }

    /// <summary>Cancelled when the connection is cut: its client is sent nothing more.</summary>
    CancellationToken Cut => CancellationToken.None;

    void ExecuteBatch(string text, IResultSink sink, CancellationToken attention);

    /// <summary>An RPC: a procedure by name (sp_executesql, sp_prepare and kin too, whose ids the wire maps to names).</summary>
    void ExecuteProcedure(ProcedureRequest request, IResultSink sink, CancellationToken attention);

    /// <summary>The transaction manager requests of the wire (SqlTransaction of the client).</summary>
    void BeginTransaction(string? name, TransactionIsolation isolation, IResultSink sink);

    void CommitTransaction(string? name, IResultSink sink);

    void RollbackTransaction(string? name, IResultSink sink);

    void SaveTransaction(string name, IResultSink sink);

    /// <summary>A pooled connection is used anew (sp_reset_connection): settings, temporary tables and, unless kept, the transaction go.</summary>
    void Reset(bool keepTransaction, IResultSink sink);
}
