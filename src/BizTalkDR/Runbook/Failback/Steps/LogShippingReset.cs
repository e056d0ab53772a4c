using System.Data;
using BizTalkDR.Errors;
using BizTalkDR.LogShipping;
using BizTalkDR.Sql;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>
/// Has log shipping forget what it restored before the failback (sp_LogShippingClean). Otherwise it would wait for the continuation of a log chain
/// that ended with the failback, and take the source's next backup sets for ones it knows, whose ids begin anew at the mark.
/// </summary>
internal static class LogShippingReset
{
    /// <summary>Resets log shipping on one destination instance. sp_LogShippingClean drops the databases too: the caller has seen that they are gone.</summary>
    internal static void Run(FailbackContext context, string instance)
    {
        using var connection = context.Connector.Open(context.Topology.Instance(instance), null, context.Cancellation);
        try
        {
            foreach (var source in Sources(connection, instance, context.Cancellation))
            {
                using var command = new SqlCommand("EXEC master.dbo.sp_LogShippingClean @source;", connection);
                command.Parameters.Add("@source", SqlDbType.NVarChar, 128).Value = source;
                command.ExecuteNonQuery();
            }
        }
        catch (SqlException error)
        {
            throw Failed(instance, error.Message, error);
        }
    }

    private static IReadOnlyList<string> Sources(SqlConnection connection, string instance, CancellationToken cancellationToken)
    {
        if (SqlQuery.Scalar<int>(connection, SqlText.Load(typeof(LogShippingReset), "LogShippingPresent")) < 2)
            throw Failed(instance, "bts_LogShippingSource or sp_LogShippingClean is not in master.", null);
        return
        [
            .. LogShippingTables
                .ReadSources(connection, cancellationToken)
                .Select(source => source.SourceId ?? throw Failed(instance, "bts_LogShippingSource has no column SourceID.", null)),
        ];
    }

    private static DatabaseSetException Failed(string instance, string reason, Exception? cause) =>
        new("LogShippingNotReset", ErrorKind.Operation, $"Log shipping on {instance} could not be reset: {reason}", cause)
        {
            Server = instance,
            Database = "master",
            SqlErrorNumber = (cause as SqlException)?.Number,
            Remedy =
                "Run sp_LogShippingClean in master there by hand, once for each SourceID in bts_LogShippingSource, then repeat step 12.",
            DocumentationUri = Documentation.LogShipping,
        };
}
