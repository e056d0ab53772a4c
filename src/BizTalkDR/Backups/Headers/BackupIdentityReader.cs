using BizTalkDR.Errors;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Backups.Headers;

/// <summary>
/// Asks an instance what a backup is (RESTORE HEADERONLY and LABELONLY): the one that has taken it, to write it down, and the one that will restore
/// it, to compare.
/// </summary>
/// <param name="connector">Opens the connections.</param>
public sealed class BackupIdentityReader(IInstanceConnector connector)
{
    /// <summary>What the backup is, as the instance reads it now.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="database">The database the backup should be of, for people; another one in the file is told by its family.</param>
    /// <param name="paths">The file; all stripes where there are several. As the instance sees them.</param>
    /// <param name="position">The position of the set, from 1.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="InstanceConnectionException">The instance can't be reached.</exception>
    /// <exception cref="BackupHistoryException">
    /// The backup can't be read. The id says why: <c>BackupMissing</c>, <c>BackupStripeMissing</c>, <c>BackupDamaged</c>,
    /// <c>BackupOther</c> (other files, or no set at the position), <c>BackupAccessDenied</c>, <c>BackupCertificateMissing</c>,
    /// <c>BackupNotDecodable</c>, <c>BackupNotRead</c>.
    /// </exception>
    public BackupIdentity Read(
        InstanceReference instance,
        DatabaseKey database,
        IReadOnlyList<string> paths,
        int position = 1,
        CancellationToken cancellationToken = default
    )
    {
        using var connection = connector.Open(instance, null, cancellationToken);
        try
        {
            var headers = SqlQuery.Rows(
                connection,
                RestoreText.Of("HeaderOnly", paths),
                HeaderRow.Read,
                cancellationToken,
                RestoreText.Parameters(paths)
            );
            var header =
                headers.Find(each => each.Position == position) ?? throw NotThere(instance, database, paths, position, headers.Count);
            return BackupIdentity.Of(header) with
            {
                MediaSetId = Media(connection, paths, cancellationToken, out var families),
                MediaFamilyIds = families,
            };
        }
        catch (SqlException exception) when (connection.State == System.Data.ConnectionState.Open)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Unreadable(instance, database, paths, exception);
        }
    }

    // LABELONLY takes one file at a time.
    private static Guid? Media(
        SqlConnection connection,
        IReadOnlyList<string> paths,
        CancellationToken cancellationToken,
        out IReadOnlyList<Guid> families
    )
    {
        var labels = paths
            .SelectMany(path =>
                SqlQuery.Rows(
                    connection,
                    SqlText.Load(typeof(BackupIdentityReader), "LabelOnly"),
                    row => (Set: row.Guid("MediaSetId"), Family: row.Guid("MediaFamilyId"), Number: row.Int("FamilySequenceNumber") ?? 1),
                    cancellationToken,
                    ("@path", path)
                )
            )
            .OrderBy(label => label.Number)
            .ToList();
        families = labels.TrueForAll(label => label.Family is not null) ? [.. labels.Select(label => label.Family!.Value)] : [];
        return labels.Select(label => label.Set).FirstOrDefault(set => set is not null);
    }

    private static BackupHistoryException Unreadable(
        InstanceReference instance,
        DatabaseKey database,
        IReadOnlyList<string> paths,
        SqlException exception
    )
    {
        var failure = ReadFailure.Of(exception, instance.ToString(), isNewer: false);
        return new BackupHistoryException(
            failure.Kind switch
            {
                BackupContradictionKind.RowWithoutFile => "BackupMissing",
                BackupContradictionKind.MissingStripe => "BackupStripeMissing",
                BackupContradictionKind.DamagedFile => "BackupDamaged",
                BackupContradictionKind.OtherBackupInFile => "BackupOther",
                BackupContradictionKind.AccessDenied => "BackupAccessDenied",
                BackupContradictionKind.CertificateMissing => "BackupCertificateMissing",
                BackupContradictionKind.NotDecodable => "BackupNotDecodable",
                _ => "BackupNotRead",
            },
            $"The backup of {database.Name} in {string.Join(", ", paths)} can't be identified: {failure.Reason}",
            exception
        )
        {
            Server = instance.Name,
            Database = database.Name,
            SqlErrorNumber = failure.Number,
            Remedy = failure.Remedy,
        };
    }

    private static BackupHistoryException NotThere(
        InstanceReference instance,
        DatabaseKey database,
        IReadOnlyList<string> paths,
        int position,
        int sets
    ) =>
        new(
            "BackupOther",
            $"{string.Join(", ", paths)}, which should hold the backup of {database.Name} at position {position}, holds {sets} backup set(s) and none there."
        )
        {
            Server = instance.Name,
            Database = database.Name,
            Remedy = "The file was replaced or overwritten: bring back the right one, or take the backup again.",
        };
}
