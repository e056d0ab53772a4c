using BizTalkDR.Sandbox.Catalog.Configuration;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Statements;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Language;

/// <summary>Calls to other instances: four-part names, EXEC ... AT, OPENQUERY. They join the caller's transaction when it is distributed.</summary>
internal static class RemoteSessions
{
    /// <summary>Runs a query on a linked server and gives its rows. Throws 7411 when the server has no DATA ACCESS.</summary>
    internal static RemoteResult Query(StatementContext context, string server, string query)
    {
        var linked = context.Instance.LinkedServers.Get(server);
        if (!linked.IsDataAccessEnabled)
            throw MessageCatalog.Error(7411, linked.Name, "DATA ACCESS");
        var result = new RemoteResult();
        Run(context, linked, session => session.ExecuteBatch(query, result, context.Attention));
        return result;
    }

    /// <summary>Calls something on a linked server; its errors become errors of the calling statement. Throws 7411 when it has no RPC OUT.</summary>
    internal static void Call(StatementContext context, string server, Action<SqlSession> run)
    {
        var linked = context.Instance.LinkedServers.Get(server);
        if (!linked.IsRpcOutEnabled)
            throw MessageCatalog.Error(7411, linked.Name, "RPC");
        Run(context, linked, run);
    }

    /// <summary>Logs in and out again (sp_testlinkedserver).</summary>
    internal static void Test(SqlSession session, string server)
    {
        var linked = session.Instance.LinkedServers.Get(server);
        if (!linked.IsLocal)
            session.Instance.LinkedServers.Resolve(linked).LogIn(LinkedCredentials.Of(session, linked)).Dispose();
    }

    private static void Run(StatementContext context, LinkedServer server, Action<SqlSession> run)
    {
        var session = Open(context.Session, server);
        var transaction = context.Session.Transaction;
        var joins = transaction is not null && context.Session.TransactionCount > 0;
        if (joins && server.PromotesTransactions)
            transaction!.IsDistributed = true;
        if (joins && transaction!.IsDistributed)
        {
            CheckCoordinators(context.Instance, session.Instance, server);
            Transactions.RunEnlisted(session, transaction, () => run(session));
        }
        else
            run(session);
    }

    // The caller's own MSDTC is asked when its transaction becomes a distributed one, the other's when the transaction is to go there.
    private static void CheckCoordinators(SqlInstance caller, SqlInstance target, LinkedServer server)
    {
        if (!caller.IsCoordinatorRunning)
            throw MessageCatalog.Error(8501, caller.Name);
        if (!target.IsCoordinatorRunning)
            throw MessageCatalog.Error(7391, server.ProviderInMessages, server.Name);
    }

    // A connection serves again whoever goes to the same instance with the same credentials.
    private static SqlSession Open(SqlSession session, LinkedServer server)
    {
        if (server.IsLocal)
            return OpenHere(session);
        var request = LinkedCredentials.Of(session, server);
        var target = session.Instance.LinkedServers.Resolve(server);
        if (!session.RemoteSessions.TryGetValue((target, request), out var open))
            session.RemoteSessions[(target, request)] = open = target.LogIn(request);
        return open;
    }

    // The instance's own name: nobody logs in, the caller stays who it is.
    private static SqlSession OpenHere(SqlSession session)
    {
        var here = session.Instance;
        var request = session.Request with { UserName = session.Login.Name };
        if (!session.RemoteSessions.TryGetValue((here, request), out var open))
            session.RemoteSessions[(here, request)] = open = here.OpenSession(session.Login, request, here.FindDatabase("master")!);
        return open;
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
