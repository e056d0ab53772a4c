using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.LinkedServers;

/// <summary>
/// The sessions on other instances that a session's calls run in: four-part names, EXEC ... AT, OPENQUERY. They join the caller's transaction when it
/// is distributed, and end with the session.
/// </summary>
internal sealed class RemoteSessions : IDisposable
{
    private readonly Dictionary<(DatabaseEngine Target, LoginRequest Login), SqlSession> open = [];

    /// <summary>Runs a query on a linked server and gives its rows. Throws 7411 when the server has no DATA ACCESS.</summary>
    internal static RemoteResult Query(SqlSession session, IResultSink sink, string server, string query, CancellationToken attention)
    {
        var linked = session.Instance.LinkedServers.Get(server);
        if (!linked.IsDataAccessEnabled)
            throw MessageCatalog.Error(7411, linked.Name, "DATA ACCESS");
        var result = new RemoteResult();
        Run(session, sink, linked, remote => remote.ExecuteBatch(query, result, attention));
        return result;
    }

    /// <summary>Calls something on a linked server; its errors become errors of the calling statement. Throws 7411 when it has no RPC OUT.</summary>
    internal static void Call(SqlSession session, IResultSink sink, string server, Action<SqlSession> run)
    {
        var linked = session.Instance.LinkedServers.Get(server);
        if (!linked.IsRpcOutEnabled)
            throw MessageCatalog.Error(7411, linked.Name, "RPC");
        Run(session, sink, linked, run);
    }

    /// <summary>Logs in and out again (sp_testlinkedserver).</summary>
    internal static void Test(SqlSession session, IResultSink sink, string server)
    {
        var linked = session.Instance.LinkedServers.Get(server);
        if (!linked.IsLocal)
            session.Instance.LinkedServers.Resolve(linked).LogIn(LinkedCredentials.Of(session, linked, sink)).Dispose();
    }

    /// <summary>Runs something in a transaction that another session began and will end, as MSDTC enlists a session of another instance.</summary>
    internal static void RunEnlisted(SqlSession session, SqlTransaction transaction, Action run)
    {
        (session.Transaction, session.TransactionCount, session.IsEnlisted) = (transaction, 1, true);
        try
        {
            run();
        }
        finally
        {
            (session.Transaction, session.TransactionCount, session.IsEnlisted) = (null, 0, false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var remote in open.Values)
            remote.Dispose();
        open.Clear();
    }

    private static void Run(SqlSession caller, IResultSink sink, LinkedServer server, Action<SqlSession> run)
    {
        var session = caller.Parts.Get<RemoteSessions>().Open(caller, sink, server);
        var transaction = caller.Transaction;
        var joins = transaction is not null && caller.TransactionCount > 0;
        if (joins && server.PromotesTransactions)
            transaction!.IsDistributed = true;
        if (joins && transaction!.IsDistributed)
        {
            CheckCoordinators(caller.Instance, session.Instance, server);
            RunEnlisted(session, transaction, () => run(session));
        }
        else
            run(session);
    }

    // The caller's own MSDTC is asked when its transaction becomes a distributed one, the other's when the transaction is to go there.
    private static void CheckCoordinators(DatabaseEngine caller, DatabaseEngine target, LinkedServer server)
    {
        if (!caller.IsCoordinatorRunning)
            throw MessageCatalog.Error(8501, caller.Name);
        if (!target.IsCoordinatorRunning)
            throw MessageCatalog.Error(7391, server.ProviderInMessages, server.Name);
    }

    // A connection serves again whoever goes to the same instance with the same credentials.
    private SqlSession Open(SqlSession session, IResultSink sink, LinkedServer server)
    {
        if (server.IsLocal)
            return OpenHere(session);
        var request = LinkedCredentials.Of(session, server, sink);
        var target = session.Instance.LinkedServers.Resolve(server);
        if (!open.TryGetValue((target, request), out var known) || !target.Sessions.Contains(known))
            open[(target, request)] = known = target.LogIn(request);
        return known;
    }

    // The instance's own name: nobody logs in, the caller stays who it is.
    private SqlSession OpenHere(SqlSession session)
    {
        var here = session.Instance;
        var request = session.Request with { UserName = session.Login.Name };
        if (!open.TryGetValue((here, request), out var known))
            open[(here, request)] = known = here.OpenSession(session.Login, request, here.FindDatabase("master")!);
        return known;
    }
}
