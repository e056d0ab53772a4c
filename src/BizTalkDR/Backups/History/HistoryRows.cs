using BizTalkDR.Instances;
using BizTalkDR.Paths;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Backups.History;

/// <summary>Turns rows of adm_BackupHistory, or of a table shaped like it, into sets.</summary>
internal sealed class HistoryRows(InstanceDirectory directory, string managementServer, HistorySource source)
{
    private readonly ServerNames servers = new(directory);

    /// <summary>One row: a database's backup in a set.</summary>
    public sealed record Row(long SetId, BackupType Type, string? MarkName, bool SetComplete, BackupFile File);

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="folderOf">Where the file is read instead of where the row says, or null.</param>
    public Row Read(SqlRow row, Func<DatabaseKey, BackupType, string?>? folderOf = null)
    {
        var serverName = row.Text("ServerName") ?? managementServer;
        var key = new DatabaseKey(servers.Resolve(serverName), row.RequiredText("DatabaseName"));
        var type = row.Text("BackupType")?.Trim() == "db" ? BackupType.Full : BackupType.Log;
        var folder = folderOf?.Invoke(key, type) ?? row.RequiredText("BackupFileLocation");
        var file = new BackupFile
        {
            Database = key,
            ServerName = serverName,
            Type = type,
            Paths = [ServerPath.Combine(folder, row.RequiredText("BackupFileName"))],
            BackupDate = row.Time("BackupDateTime"),
            IsRestored = row.Bool("Restored"),
        };
        var mark = row.Text("MarkName");
        return new Row(row.Long("BackupSetId") ?? 0, type, string.IsNullOrEmpty(mark) ? null : mark, row.Bool("SetComplete") == true, file);
    }

    /// <summary>The sets of these rows, in the order of their ids.</summary>
    public IReadOnlyList<BackupSet> Sets(IEnumerable<Row> rows) =>
        [
            .. rows.GroupBy(row => (row.SetId, row.Type))
                .OrderBy(group => group.Key.SetId)
                .Select(group => new BackupSet
                {
                    SetId = group.Key.SetId,
                    Type = group.Key.Type,
                    // A full set marks nothing, whatever stands in its file names.
                    MarkName =
                        group.Key.Type == BackupType.Log
                            ? group.Select(row => row.MarkName).FirstOrDefault(mark => mark is not null)
                            : null,
                    IsComplete = group.All(row => row.SetComplete),
                    Files = [.. group.Select(row => row.File)],
                    Source = source,
                }),
        ];
}
