using BizTalkDR.Backups;
using BizTalkDR.Errors;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Databases;

/// <summary>
/// Asks the instances of a topology at which mark a database stood when one of them backed it up: a full backup of a copy that was recovered at a mark,
/// and not used since, ends at that mark.
/// </summary>
/// <param name="connector">Opens the connections.</param>
/// <param name="topology">Whose instances are asked.</param>
internal sealed class BackupOrigin(IInstanceConnector connector, Topology topology)
{
    private readonly Dictionary<Guid, string?> known = [];

    /// <summary>The mark at which the database was recovered that a backup was taken of; null if no instance that answers knows.</summary>
    /// <param name="backup">The backup's BackupSetGUID.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public string? MarkOf(Guid backup, CancellationToken cancellationToken)
    {
        if (!known.TryGetValue(backup, out var mark))
            known.Add(backup, mark = Ask(backup, cancellationToken));
        return mark;
    }

    private string? Ask(Guid backup, CancellationToken cancellationToken) =>
        topology
            .Source.Concat(topology.Destination)
            .Select(instance => Ask(instance, backup, cancellationToken))
            .FirstOrDefault(mark => mark is not null);

    private string? Ask(InstanceReference instance, Guid backup, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = connector.Open(instance, null, cancellationToken);
            return SqlQuery
                .Rows(
                    connection,
                    SqlText.Load(typeof(BackupOrigin), "BackedUpAtMark"),
                    row =>
                        row.Text("restore_type")?.Trim() == "L" && row.Bool("stop_before") != true ? row.Text("stop_at_mark_name") : null,
                    cancellationToken,
                    ("@backup", backup)
                )
                .FirstOrDefault();
        }
        catch (Exception exception) when (exception is SqlException or InstanceConnectionException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }
}
