using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Backups.Headers;

/// <summary>What an instance found in the files of one backup.</summary>
internal sealed record HeaderReading
{
    /// <summary>The backup with its header, or with the reason why it can't be used.</summary>
    public required BackupFile File { get; init; }

    /// <summary>The backups at other positions of the same files.</summary>
    public IReadOnlyList<BackupFile> Others { get; init; } = [];

    /// <summary>What is not as the history says.</summary>
    public BackupContradiction? Contradiction { get; init; }

    /// <summary>Reads the headers with RESTORE HEADERONLY, of all stripes at once, and the files of a full backup with FILELISTONLY.</summary>
    public static HeaderReading Read(
        SqlConnection connection,
        InstanceReference instance,
        BackupFile file,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var headers = SqlQuery.Rows(
                connection,
                RestoreText.Of("HeaderOnly", file.Paths),
                HeaderRow.Read,
                cancellationToken,
                RestoreText.Parameters(file.Paths)
            );
            var header = headers.Find(each => each.Position == file.Position);
            var others = headers
                .Where(each => each.Position != file.Position && each.DatabaseName.Length > 0)
                .Select(each => Other(file, each, instance));
            var read = Check(file, header, headers.Count, instance) with { Others = [.. others] };
            return read.File.Defect is not null
                ? read
                : read with
                {
                    File = read.File with { FileList = FileList(connection, file, cancellationToken) },
                };
        }
        catch (SqlException exception) when (connection.State == System.Data.ConnectionState.Open)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var failure = ReadFailure.Of(
                exception,
                instance.ToString(),
                isNewer: file.Header?.SoftwareVersionMajor > new Version(connection.ServerVersion).Major
            );
            return failure.IsOfTheFile ? Unusable(file, failure.Kind, failure.Reason, failure.Remedy) : Unread(file, failure);
        }
    }

    private static HeaderReading Check(BackupFile file, BackupHeader? header, int sets, InstanceReference instance)
    {
        if (header is null)
            return Unusable(
                file,
                BackupContradictionKind.OtherBackupInFile,
                $"The file holds {sets} backup set(s), none at position {file.Position}."
            );
        var read = file with { Header = header, HeaderSource = HistorySource.Headers, ReadBy = instance.Name };
        if (header.IsDamaged)
            return Unusable(read, BackupContradictionKind.DamagedFile, "Its header says that the backup is damaged.");
        if (!string.Equals(header.DatabaseName, file.Database.Name, StringComparison.OrdinalIgnoreCase))
            return Unusable(
                read,
                BackupContradictionKind.OtherDatabaseInFile,
                $"It holds a backup of database {header.DatabaseName}, not of {file.Database.Name}."
            );
        if (header.BackupType != file.Type)
            return Unusable(
                read,
                BackupContradictionKind.OtherTypeInFile,
                $"It holds a {header.BackupType} backup, not a {file.Type} backup."
            );
        if (file.Header?.BackupSetGUID is { } known && header.BackupSetGUID is { } found && known != found)
            return Unusable(
                read,
                BackupContradictionKind.OtherBackupInFile,
                $"It holds another backup of {header.DatabaseName} (begun {header.BackupStartDate:s}) than the history says (begun {file.Header.BackupStartDate:s})."
            );
        return new HeaderReading { File = read };
    }

    // The row stays as it is: what can't be read here says nothing of what it tells.
    private static HeaderReading Unread(BackupFile file, ReadFailure failure) =>
        new()
        {
            File = file with { Obstacle = failure.Reason },
            Contradiction = BackupContradiction.Of(
                failure.Kind,
                file.Database,
                file.Path,
                $"{file.Path} ({file.Type} backup of {file.Database}) was not read: {failure.Reason}",
                failure.Remedy
            ),
        };

    private static HeaderReading Unusable(
        BackupFile file,
        BackupContradictionKind kind,
        string defect,
        string remedy = "Look for the right file or another copy of it, or restore to a mark that does not need it."
    ) =>
        new()
        {
            File = file with { Defect = defect },
            Contradiction = BackupContradiction.Of(
                kind,
                file.Database,
                file.Path,
                $"{file.Path} ({file.Type} backup of {file.Database}) can't be used: {defect}",
                remedy
            ),
        };

    private static BackupFile Other(BackupFile file, BackupHeader header, InstanceReference instance)
    {
        var isSameServer =
            file.Header?.ServerName is not { } known || string.Equals(known, header.ServerName, StringComparison.OrdinalIgnoreCase);
        return new BackupFile
        {
            Database = new DatabaseKey(isSameServer ? file.Database.Server : header.ServerName ?? "", header.DatabaseName),
            ServerName = header.ServerName,
            Type = header.BackupType,
            Paths = file.Paths,
            Position = header.Position,
            BackupDate = header.BackupStartDate,
            Header = header,
            HeaderSource = HistorySource.Headers,
            ReadBy = instance.Name,
            Defect = header.IsDamaged ? "Its header says that the backup is damaged." : null,
        };
    }

    private static IReadOnlyList<DatabaseFileLayout> FileList(
        SqlConnection connection,
        BackupFile file,
        CancellationToken cancellationToken
    ) => file.Type == BackupType.Full ? ReadFileList(connection, file, cancellationToken) : [];

    /// <summary>The database files in a backup (RESTORE FILELISTONLY); null if they can't be read.</summary>
    public static IReadOnlyList<DatabaseFileLayout>? TryFileList(
        SqlConnection connection,
        BackupFile file,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return ReadFileList(connection, file, cancellationToken);
        }
        catch (SqlException) when (connection.State == System.Data.ConnectionState.Open)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    private static List<DatabaseFileLayout> ReadFileList(SqlConnection connection, BackupFile file, CancellationToken cancellationToken) =>
        SqlQuery.Rows(
            connection,
            RestoreText.Of("FileListOnly", file.Paths),
            HeaderRow.ReadFile,
            cancellationToken,
            [.. RestoreText.Parameters(file.Paths), ("@position", file.Position)]
        );
}
