using BizTalkDR.Sandbox.Results;

namespace BizTalkDR.Sandbox.Sessions;

/// <summary>What runs the requests of an instance's sessions. The language puts it there: a session knows no T-SQL.</summary>
/// <param name="Batch">Runs a batch.</param>
/// <param name="Procedure">Runs a procedure call.</param>
internal sealed record SessionRequests(
    Action<SqlSession, string, IResultSink, CancellationToken> Batch,
    Action<SqlSession, ProcedureRequest, IResultSink, CancellationToken> Procedure
);
