using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Runbook.Failback.Record;

/// <summary>Asks production's management database for its newest backup set.</summary>
internal static class NewestSetReader
{
    /// <summary>The newest set; null where there is none or it can't be read: production may be what is broken.</summary>
    public static NewestSet? Read(IInstanceConnector connector, Topology topology, CancellationToken cancellationToken)
    {
        var management = topology.ManagementDatabase;
        try
        {
            using var connection = connector.Open(topology.Instance(management.Instance), null, cancellationToken);
            connection.ChangeDatabase(management.Database);
            var newest = SqlQuery
                .Rows(
                    connection,
                    SqlText.Load(typeof(NewestSetReader), "NewestSet"),
                    row => new NewestSet(row.Long("BackupSetId") ?? 0, row.Text("MarkName")),
                    cancellationToken
                )
                .FirstOrDefault();
            connection.ChangeDatabase("master");
            return newest;
        }
        catch (SqlException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }
}
