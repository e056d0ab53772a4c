using BizTalkDR.Group;
using BizTalkDR.Sql;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Backups;

/// <summary>Reads the headers of backups with RESTORE HEADERONLY and FILELISTONLY, on the instance that would restore them.</summary>
internal sealed class BackupHeaderReader(IInstanceConnector connector)
{
    public BackupHistory AddTo(
        BackupHistory history,
        IReadOnlyDictionary<DatabaseKey, InstanceReference> readers,
        int throttle,
        CancellationToken cancellationToken
    )
    {
        var wanted = history
            .Sets.SelectMany(set => set.Files)
            .Concat(history.OtherBackups)
            .Where(file => file.Header is null && file.Defect is null && readers.ContainsKey(file.Database) && !IsUrl(file))
            .ToLookup(file => readers[file.Database].Name);
        var read = new Dictionary<BackupFile, BackupFile>(ReferenceComparer.Instance);
        var instances = wanted
            .SelectMany(files => Split(files.ToList(), throttle).Select(part => (Instance: readers[part[0].Database], Part: part)))
            .Select(work => Task.Run(() => ReadAll(work.Instance, work.Part, cancellationToken), cancellationToken))
            .ToArray();
        foreach (var (file, with) in Task.WhenAll(instances).GetAwaiter().GetResult().SelectMany(pairs => pairs))
            read[file] = with;
        BackupFile Read(BackupFile file) => read.TryGetValue(file, out var with) ? with : file;
        return history with
        {
            Sets = [.. history.Sets.Select(set => set with { Files = [.. set.Files.Select(Read)] })],
            OtherBackups = [.. history.OtherBackups.Select(Read)],
            Sources = [.. history.Sources, HistorySource.Headers],
        };
    }

    private List<(BackupFile, BackupFile)> ReadAll(InstanceReference instance, List<BackupFile> files, CancellationToken cancellationToken)
    {
        using var connection = connector.Open(instance, null, cancellationToken);
        var read = new List<(BackupFile, BackupFile)>(files.Count);
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            read.Add((file, ReadOne(connection, instance, file, cancellationToken)));
        }
        return read;
    }

    private static BackupFile ReadOne(
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
                SqlText.Load("Backups", "HeaderOnly"),
                HeaderRow.Read,
                cancellationToken,
                ("@path", file.Path)
            );
            var header = headers.FirstOrDefault(each => each.Position == file.Position);
            if (Defect(file, header, headers.Count) is { } defect)
                return file with { Header = header, Defect = defect };
            return file with { Header = header, FileList = FileList(connection, file, cancellationToken) };
        }
        catch (SqlException exception) when (connection.State == System.Data.ConnectionState.Open)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return file with { Defect = $"{instance} can't read it: {exception.Message} (message {exception.Number})" };
        }
    }

    private static string? Defect(BackupFile file, BackupHeader? header, int sets)
    {
        if (header is null)
            return $"The file holds {sets} backup set(s), none at position {file.Position}.";
        if (header.IsDamaged)
            return "Its header says that the backup is damaged.";
        if (!string.Equals(header.DatabaseName, file.Database.Name, StringComparison.OrdinalIgnoreCase))
            return $"It holds a backup of database {header.DatabaseName}, not of {file.Database.Name}.";
        return header.BackupType == file.Type ? null : $"It holds a {header.BackupType} backup, not a {file.Type} backup.";
    }

    private static IReadOnlyList<DatabaseFileLayout> FileList(
        SqlConnection connection,
        BackupFile file,
        CancellationToken cancellationToken
    )
    {
        if (file.Type != BackupType.Full || file.Paths.Count > 1)
            return [];
        return SqlQuery.Rows(
            connection,
            SqlText.Load("Backups", "FileListOnly"),
            HeaderRow.ReadFile,
            cancellationToken,
            ("@path", file.Path),
            ("@position", file.Position)
        );
    }

    // An URL needs FROM URL and a credential on the server; such backups are planned from the history alone.
    private static bool IsUrl(BackupFile file) => file.Path.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<List<BackupFile>> Split(List<BackupFile> files, int parts) =>
        files
            .Select((file, index) => (file, index))
            .GroupBy(each => each.index % Math.Max(parts, 1))
            .Select(group => group.Select(each => each.file).ToList());

    private sealed class ReferenceComparer : IEqualityComparer<BackupFile>
    {
        public static ReferenceComparer Instance { get; } = new();

        public bool Equals(BackupFile? left, BackupFile? right) => ReferenceEquals(left, right);

        public int GetHashCode(BackupFile file) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(file);
    }
}
