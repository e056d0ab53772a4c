using System.Data;
using BizTalkDR.Errors;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Asks the backup job for a full backup set at its next run: sp_ForceFullBackup in the management database.</summary>
internal static class FullBackupRequest
{
    internal static void Send(FailbackContext context)
    {
        var management = context.Topology.ManagementDatabase;
        var instance = context.Topology.Instance(management.Instance);
        using var connection = context.Connector.Open(instance, management.Database, context.Cancellation);
        using var command = new SqlCommand("dbo.sp_ForceFullBackup", connection) { CommandType = CommandType.StoredProcedure };
        try
        {
            command.ExecuteNonQuery();
        }
        catch (SqlException error)
        {
            throw new DatabaseSetException(
                "FullBackupNotForced",
                ErrorKind.Operation,
                $"{management.Database} on {management.Instance} was not asked for a full backup set: {error.Message}",
                error
            )
            {
                Server = management.Instance,
                Database = management.Database,
                SqlErrorNumber = error.Number,
                Remedy = "Run sp_ForceFullBackup in the management database by hand before the backup job runs, then repeat step 11.",
            };
        }
    }
}
