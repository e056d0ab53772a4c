using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Backups.History;

/// <summary>Reads adm_BackupHistory from the management database.</summary>
internal sealed class BackupJobHistory(IInstanceConnector connector)
{
    public BackupHistory Read(Topology topology, InstanceDirectory directory, HistoryExtent extent, CancellationToken cancellationToken)
    {
        var management = topology.ManagementDatabase;
        var identity = directory.Get(management.Instance);
        if (identity.Failure is { } failure)
            throw failure;
        var rows = new HistoryRows(directory, identity.ServerName ?? identity.Instance.Name, HistorySource.BackupJob);
        using var connection = connector.Open(identity.Instance, management.Database, cancellationToken);
        try
        {
            using var held = BackupLock.Take(connection);
            var pages = new HistoryPages(
                connection,
                SqlText.Load(typeof(BackupJobHistory), "BackupJobHistory"),
                SqlText.Load(typeof(BackupJobHistory), "BackupJobOutOfOrder")
            );
            var read = pages.Read(extent, row => rows.Read(row), cancellationToken);
            var history = new BackupHistory
            {
                Sets = rows.Sets(read),
                Sources = [HistorySource.BackupJob],
                IsWhole = pages.IsWhole,
            };
            return held.IsHeldByOther ? BeingWritten(history, identity, management.Database, held.Holder) : history;
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

    // The lock is also left behind by a run that failed in a query window: then the newest set stays as it is, and log shipping stands still.
    private static BackupHistory BeingWritten(BackupHistory history, InstanceIdentity identity, string database, string? holder)
    {
        var newest =
            history.Sets.Count > 0 && !history.Sets[history.Sets.Count - 1].IsComplete ? history.Sets[history.Sets.Count - 1] : null;
        return history with
        {
            Sets = newest is null ? history.Sets : [.. history.Sets.Take(history.Sets.Count - 1), newest with { IsBeingWritten = true }],
            Warnings =
            [
                $"{holder ?? "A session"} holds the backup job's lock (BTS_BackupJob_Lock) in {database} on {identity.Instance}: "
                    + (
                        newest is null
                            ? "a set is being written, or read by log shipping."
                            : $"set {newest.SetId} is being written, so it is left out."
                    )
                    + " If no job runs there, the session has left it behind: log shipping and the next backup wait for it to end.",
            ],
        };
    }
}
