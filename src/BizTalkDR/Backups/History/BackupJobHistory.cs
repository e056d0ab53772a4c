using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Backups.History;

/// <summary>Reads adm_BackupHistory from the management database.</summary>
internal sealed class BackupJobHistory(IInstanceConnector connector)
{
    public BackupHistory Read(Topology topology, InstanceDirectory directory, CancellationToken cancellationToken)
    {
        var management = topology.ManagementDatabase;
        var identity = directory.Get(management.Instance);
        if (identity.Failure is { } failure)
            throw failure;
        var rows = new HistoryRows(directory, identity.ServerName ?? identity.Instance.Name, HistorySource.BackupJob);
        using var connection = connector.Open(identity.Instance, management.Database, cancellationToken);
        try
        {
            var read = SqlQuery.Rows(
                connection,
                SqlText.Load(typeof(BackupJobHistory), "BackupJobHistory"),
                row => rows.Read(row),
                cancellationToken
            );
            return new BackupHistory { Sets = rows.Sets(read), Sources = [HistorySource.BackupJob] };
        }
        catch (SqlException exception)
        {
            throw new BackupHistoryException(
                "BackupHistoryNotReadable",
                $"adm_BackupHistory can't be read from {management.Database} on {identity.Instance}: {exception.Message}",
                exception
            )
            {
                Server = identity.Instance.Name,
                Database = management.Database,
                SqlErrorNumber = exception.Number,
                Remedy =
                    "Check that this is the group's management database and that the login is a member of BTS_BACKUP_USERS or may read it.",
                DocumentationUri = Documentation.BackupSets,
            };
        }
    }
}
