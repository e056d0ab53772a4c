using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Sql;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Backups;

/// <summary>
/// Finds log backups that somebody took outside the backup job (msdb.dbo.backupset of the source instances). Each takes a piece out of the
/// job's chain, so a restore needs it.
/// </summary>
internal sealed class OutsideLogs(IInstanceConnector connector)
{
    /// <summary>Adds them to a history of the job; their headers are left to be read by the instance that would restore them.</summary>
    public BackupHistory AddTo(BackupHistory history, InstanceDirectory directory, CancellationToken cancellationToken)
    {
        var known = new HashSet<string>(
            history.Sets.SelectMany(set => set.Files).Select(file => file.FileName),
            StringComparer.OrdinalIgnoreCase
        );
        var members = new HashSet<DatabaseKey>(history.Databases);
        var since = history.Sets.Min(set => set.BackupDate) ?? DateTime.MinValue;
        var outside = new List<BackupFile>();
        var warnings = new List<string>();
        foreach (var identity in directory.Identities.Where(each => each is { Side: InstanceSide.Source, IsReachable: true }))
        {
            try
            {
                outside.AddRange(
                    Read(identity.Instance, since, cancellationToken)
                        .Where(file => members.Contains(file.Database) && !known.Contains(file.FileName))
                );
            }
            catch (Exception exception) when (exception is SqlException or InstanceConnectionException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                warnings.Add($"Log backups taken outside the backup job on {identity.Instance} are not known: {exception.Message}");
            }
        }
        if (outside.Count == 0 && warnings.Count == 0)
            return history;
        warnings.AddRange(
            outside.Select(file =>
                $"{file.Path} is a log backup of {file.Database} that the backup job's history does not know: it was taken outside the job, or before a restore."
            )
        );
        return history with { OtherBackups = [.. history.OtherBackups, .. outside], Warnings = [.. history.Warnings, .. warnings] };
    }

    private List<BackupFile> Read(InstanceReference instance, DateTime since, CancellationToken cancellationToken)
    {
        using var connection = connector.Open(instance, null, cancellationToken);
        // The job may write UTC, msdb holds local time: a day more covers every time zone.
        var from = since > EarliestDateTime.AddDays(1) ? since.AddDays(-1) : EarliestDateTime;
        return SqlQuery.Rows(
            connection,
            SqlText.Load("Backups", "OutsideLogs"),
            row => Read(row, instance),
            cancellationToken,
            ("@since", from)
        );
    }

    // The smallest value of datetime.
    private static readonly DateTime EarliestDateTime = new(1753, 1, 1);

    private static BackupFile Read(SqlRow row, InstanceReference instance) =>
        new()
        {
            Database = new DatabaseKey(instance.Name, row.RequiredText("database_name")),
            ServerName = instance.Name,
            Type = BackupType.Log,
            Paths = [row.RequiredText("physical_device_name")],
            Position = row.Int("position") ?? 1,
            BackupDate = row.Time("backup_start_date"),
        };
}
