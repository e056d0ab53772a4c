using BizTalkDR.Errors;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Readiness.Observations;

/// <summary>Tries a linked server: whether it answers, and whether a distributed transaction reaches it. Nothing is changed there.</summary>
internal static class LinkProbe
{
    // No mapping, none under impersonation; what the other server says to a login, or of its database.
    private static readonly int[] LoginErrors = [7416, 7437, 18456, 18452, 18470, 18486, 18487, 18488, 4060, 4064];

    public static LinkedServer Try(
        IInstanceConnector connector,
        InstanceReference from,
        LinkedServer server,
        CancellationToken cancellationToken
    )
    {
        var connection = Failure(
            connector,
            from,
            open => SqlQuery.Execute(open, SqlText.Load(typeof(LinkProbe), "TestLinkedServer"), ("@server", server.Name)),
            cancellationToken
        );
        // The transaction goes there by a procedure call, which RPC Out has to allow.
        var transaction =
            connection is not null || !server.IsRpcOutEnabled
                ? null
                : Failure(
                    connector,
                    from,
                    open =>
                        SqlQuery.Execute(
                            open,
                            SqlText.Load(typeof(LinkProbe), "TestDistributedTransaction"),
                            ("@procedure", SqlIdentifier.Quote(server.Name) + ".master.sys.sp_executesql")
                        ),
                    cancellationToken
                );
        return server with
        {
            IsTested = true,
            ConnectionFailure = Describe(connection),
            IsLoginRefused = connection is SqlException refused && LoginErrors.Contains(SqlErrors.Cause(refused)?.Number ?? 0),
            TransactionFailure = Describe(transaction),
        };
    }

    private static Exception? Failure(
        IInstanceConnector connector,
        InstanceReference from,
        Action<SqlConnection> act,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var connection = connector.Open(from, null, cancellationToken);
            act(connection);
            return null;
        }
        catch (Exception failure) when (failure is SqlException or BizTalkDRException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return failure;
        }
    }

    private static string? Describe(Exception? failure) => failure is SqlException ? SqlErrors.Describe(failure) : failure?.Message;
}
