using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Statements;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Language;

/// <summary>Calls to other instances: four-part names, EXEC ... AT, OPENQUERY. They join the caller's transaction when it is distributed.</summary>
internal static class RemoteSessions
{
    /// <summary>Runs a batch on a linked server and gives its rows.</summary>
    internal static RemoteResult Query(StatementContext context, string server, string query)
    {
        var result = new RemoteResult();
        Run(context, server, result, session => session.ExecuteBatch(query, result, context.Attention));
        return result;
    }

    /// <summary>Runs something on a linked server; its errors become errors of the calling statement.</summary>
    internal static void Run(StatementContext context, string server, IResultSink sink, Action<SqlSession> run)
    {
        var target = context.Instance.LinkedServers.Resolve(server) ?? throw MessageCatalog.Error(7202, server);
        if (
            target == context.Instance
            && string.Equals(server, context.Instance.Name, StringComparison.OrdinalIgnoreCase)
            && context.Session.Transaction is null
        )
        {
            run(OpenSession(context, target));
            return;
        }
        var session = OpenSession(context, target);
        var transaction = context.Session.Transaction;
        var joins = transaction is not null && context.Session.TransactionCount > 0;
        if (joins && context.Instance.LinkedServers.Find(server) is { PromotesTransactions: true })
            transaction!.IsDistributed = true;
        joins = joins && transaction!.IsDistributed;
        if (joins)
        {
            CheckCoordinators(context.Instance, target, server);
            (session.Transaction, session.TransactionCount) = (transaction, 1);
        }
        try
        {
            run(session);
        }
        finally
        {
            if (joins)
                (session.Transaction, session.TransactionCount) = (null, 0);
        }
    }

    // The caller's own MSDTC is asked when its transaction becomes a distributed one, the other's when the transaction is to go there.
    private static void CheckCoordinators(SqlInstance caller, SqlInstance target, string server)
    {
        if (!caller.IsCoordinatorRunning)
            throw MessageCatalog.Error(8501, caller.Name);
        if (!target.IsCoordinatorRunning)
            throw MessageCatalog.Error(7391, "SQLNCLI11", server);
    }

    private static SqlSession OpenSession(StatementContext context, SqlInstance target)
    {
        var sessions = context.Session.RemoteSessions;
        if (sessions.TryGetValue(target, out var open))
            return open;
        var master = target.FindDatabase("master") ?? throw MessageCatalog.Error(7202, target.Name);
        var request = context.Session.Request with { ApplicationName = "Microsoft SQL Server", HostName = context.Instance.ComputerName };
        return sessions[target] = target.OpenSession(context.Session.Login, request, master);
    }
}

/// <summary>Keeps what a remote query sends; its first error is raised.</summary>
internal sealed class RemoteResult : IResultSink
{
    internal IReadOnlyList<ResultColumn> Columns { get; private set; } = [];

    internal List<object?[]> Rows { get; } = [];

    public void BeginResultSet(IReadOnlyList<ResultColumn> columns)
    {
        Columns = columns;
        Rows.Clear();
    }

    public void Row(IReadOnlyList<object?> values) => Rows.Add([.. values]);

    public void Message(SqlMessage message)
    {
        if (message.IsError)
            throw new SqlServerException(message);
    }

    public void EndStatement(StatementKind kind, long? rowCount, bool inProcedure) { }

    public void DatabaseChanged(string before, string after) { }

    public void TransactionBegan(long id) { }

    public void TransactionEnded(long id, bool isCommitted) { }

    public void OutputParameter(string name, SqlType type, object? value) { }

    public void EndProcedure(int returnStatus) { }
}
