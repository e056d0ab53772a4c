using BizTalkDR.Backups.Headers;
using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Backups.History;

/// <summary>
/// Reads what SQL Server itself wrote down of the backups on the source instances (msdb.dbo.backupset and backupmediafamily): headers without
/// reading any file, whoever took the backup.
/// </summary>
internal sealed class MsdbHistory(IInstanceConnector connector, FolderMap map)
{
    // The smallest value of datetime.
    private static readonly DateTime EarliestDateTime = new(1753, 1, 1);

    private int read;

    /// <summary>How many instances could be read.</summary>
    public int InstancesRead => read;

    /// <summary>The backups of all source instances that answer.</summary>
    /// <param name="directory">The instances.</param>
    /// <param name="since">Nothing that began earlier; null for everything.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public SourceHistory Read(InstanceDirectory directory, DateTime? since, CancellationToken cancellationToken)
    {
        var told = OwnThread.ForEach(
            directory.Identities.Where(each => each is { Side: InstanceSide.Source, IsReachable: true }),
            identity => Ask(identity, new ServerNames(directory), since, cancellationToken),
            cancellationToken
        );
        read += told.Count(each => each.Warning is null);
        return new SourceHistory
        {
            Source = HistorySource.Msdb,
            Backups = [.. told.SelectMany(each => each.Backups)],
            Warnings = [.. told.Select(each => each.Warning).OfType<string>()],
        };
    }

    private (IReadOnlyList<BackupFile> Backups, string? Warning) Ask(
        InstanceIdentity identity,
        ServerNames servers,
        DateTime? since,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return (Read(identity, servers, since, cancellationToken), null);
        }
        catch (Exception exception) when (exception is SqlException or InstanceConnectionException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return (
                [],
                $"msdb on {identity.Instance} can't be read, so backups taken outside the backup job are not known: {exception.Message}"
            );
        }
    }

    private List<BackupFile> Read(InstanceIdentity identity, ServerNames servers, DateTime? since, CancellationToken cancellationToken)
    {
        using var connection = connector.Open(identity.Instance, null, cancellationToken);
        return SqlQuery
            .Rows(
                connection,
                SqlText.Load(typeof(MsdbHistory), "MsdbBackups"),
                row => ReadStripe(row, identity, servers),
                cancellationToken,
                ("@since", From(since))
            )
            .GroupBy(stripe => stripe.SetId)
            .Select(stripes =>
                stripes.First().Backup with
                {
                    Paths = [.. stripes.Select(stripe => stripe.Path)],
                    StripeCount = stripes.Count(),
                    MediaFamilyIds = [.. stripes.SelectMany(stripe => stripe.Backup.MediaFamilyIds)],
                    Defect = stripes.Select(stripe => stripe.Backup.Defect).FirstOrDefault(defect => defect is not null),
                }
            )
            .Where(backup => since is null || !(JobFileName.Parse(backup.FileName)?.Time < since))
            .ToList();
    }

    // The job may write UTC, msdb holds local time: a day more covers every time zone.
    internal static DateTime From(DateTime? since) =>
        since is { } time && time > EarliestDateTime.AddDays(1) ? time.AddDays(-1) : EarliestDateTime;

    private (int SetId, string Path, BackupFile Backup) ReadStripe(SqlRow row, InstanceIdentity identity, ServerNames servers)
    {
        var path = map.Map(row.RequiredText("physical_device_name"));
        var header = HeaderRow.ReadMsdb(row);
        var server = header.ServerName ?? identity.ServerName ?? identity.Instance.Name;
        var backup = new BackupFile
        {
            Database = new DatabaseKey(servers.Resolve(server), header.DatabaseName),
            ServerName = server,
            Type = header.BackupType,
            Paths = [path],
            Position = header.Position,
            BackupDate = header.BackupStartDate,
            Header = header,
            HeaderSource = HistorySource.Msdb,
            MediaSetId = row.Guid("media_uuid"),
            MediaFamilyIds = row.Guid("media_family_id") is { } family ? [family] : [],
            Defect = header.IsDamaged ? "msdb says that the backup is damaged." : DeviceDefect.Of(new RowValues(row), [path]),
        };
        return (row.Int("backup_set_id") ?? 0, path, backup);
    }
}
