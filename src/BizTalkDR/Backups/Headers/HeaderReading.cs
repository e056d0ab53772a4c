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
                Statement("HeaderOnly", file.Paths),
                HeaderRow.Read,
                cancellationToken,
                Parameters(file.Paths)
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
            return Unusable(
                file,
                exception.Number switch
                {
                    SqlMessages.CannotOpenDevice => BackupContradictionKind.RowWithoutFile,
                    SqlMessages.FamiliesMissing => BackupContradictionKind.MissingStripe,
                    _ => BackupContradictionKind.DamagedFile,
                },
                $"{instance} can't read it: {exception.Message} (message {exception.Number})"
            );
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

    private static HeaderReading Unusable(BackupFile file, BackupContradictionKind kind, string defect) =>
        new()
        {
            File = file with { Defect = defect },
            Contradiction = BackupContradiction.Of(
                kind,
                file.Database,
                file.Path,
                $"{file.Path} ({file.Type} backup of {file.Database}) can't be used: {defect}",
                kind == BackupContradictionKind.RowWithoutFile
                    ? "Bring the file back, let the instance's account read it, or give the folder it was moved to with -BackupPath."
                    : "Look for the right file or another copy of it, or restore to a mark that does not need it."
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
    ) =>
        file.Type == BackupType.Full
            ? SqlQuery.Rows(
                connection,
                Statement("FileListOnly", file.Paths),
                HeaderRow.ReadFile,
                cancellationToken,
                [.. Parameters(file.Paths), ("@position", file.Position)]
            )
            : [];

    // The resources read one device; a striped backup has one for each stripe.
    private static string Statement(string name, IReadOnlyList<string> paths)
    {
        var text = SqlText.Load(typeof(HeaderReading), name);
        return paths.Count == 1
            ? text
            : text.Replace("DISK = @path", string.Join(", ", paths.Select((_, stripe) => $"DISK = @path{stripe}")));
    }

    private static (string, object?)[] Parameters(IReadOnlyList<string> paths) =>
        paths.Count == 1 ? [("@path", paths[0])] : [.. paths.Select((path, stripe) => ($"@path{stripe}", (object?)path))];
}
