using System.Data;
using BizTalkDR.Errors;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Jobs.Import;

/// <summary>Makes a job, or enables or disables it: in one transaction, so that none is left without its steps or schedule.</summary>
internal sealed class JobWriter(IInstanceConnector connector, Topology topology, CancellationToken cancellationToken)
{
    /// <exception cref="BizTalkDRException"><c>JobNotImported</c>: nothing of it was done.</exception>
    public JobImport Write(JobImport import)
    {
        if (import.State is not (JobImportState.Missing or JobImportState.Outdated))
            return import;
        using var connection = connector.Open(topology.Instance(import.Instance), "msdb", cancellationToken);
        using var transaction = connection.BeginTransaction();
        try
        {
            foreach (var call in import.Calls)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Run(call, connection, transaction);
            }
            transaction.Commit();
        }
        catch (SqlException failure)
        {
            throw new BizTalkDRException(
                "JobNotImported",
                ErrorKind.Operation,
                $"Job {import.Name} on {import.Instance} was refused: {Secrets.Scrub(SqlErrors.Describe(failure))} Nothing was done to it."
            )
            {
                Server = import.Instance,
                SqlErrorNumber = SqlErrors.Cause(failure)?.Number,
                Remedy = "Mend what the server's message names, then import again.",
            };
        }
        return import with
        {
            State = import.State == JobImportState.Missing ? JobImportState.Created : JobImportState.Updated,
            Changed = true,
        };
    }

    private static void Run(JobCall call, SqlConnection connection, SqlTransaction transaction)
    {
        using var command = new SqlCommand($"dbo.{call.Procedure}", connection, transaction) { CommandType = CommandType.StoredProcedure };
        foreach (var (name, value) in call.Given)
            command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }
}
