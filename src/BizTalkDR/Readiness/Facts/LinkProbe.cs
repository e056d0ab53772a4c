using BizTalkDR.Errors;
using BizTalkDR.Sql;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Readiness.Facts;

/// <summary>Tries a linked server: whether it answers, and whether a distributed transaction reaches it. Nothing is changed there.</summary>
internal static class LinkProbe
{
    public static LinkedServer Try(
        IInstanceConnector connector,
        InstanceReference from,
        LinkedServer server,
        CancellationToken cancellation
    )
    {
        var connection = Failure(
            connector,
            from,
            open => SqlQuery.Execute(open, SqlText.Load("Readiness", "TestLinkedServer"), ("@server", server.Name)),
            cancellation
        );
        var transaction = connection is not null
            ? null
            : Failure(
                connector,
                from,
                open =>
                    SqlQuery.Execute(
                        open,
                        SqlText.Load("Readiness", "TestDistributedTransaction"),
                        ("@procedure", SqlIdentifier.Quote(server.Name) + ".master.sys.sp_executesql")
                    ),
                cancellation
            );
        return server with { IsTested = true, ConnectionFailure = connection, TransactionFailure = transaction };
    }

    private static string? Failure(
        IInstanceConnector connector,
        InstanceReference from,
        Action<SqlConnection> act,
        CancellationToken cancellation
    )
    {
        try
        {
            using var connection = connector.Open(from, null, cancellation);
            act(connection);
            return null;
        }
        catch (Exception failure) when (failure is SqlException or BizTalkDRException)
        {
            cancellation.ThrowIfCancellationRequested();
            return failure is SqlException ? SqlErrors.Describe(failure) : failure.Message;
        }
    }
}
