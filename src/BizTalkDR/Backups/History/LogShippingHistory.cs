using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.LogShipping.Sources;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Backups.History;

/// <summary>Reads BizTalk's log shipping tables from master of the destination instances. Their columns are discovered, not assumed.</summary>
internal sealed class LogShippingHistory(IInstanceConnector connector)
{
    private static readonly string[] Needed = ["BackupSetId", "DatabaseName", "BackupFileName", "BackupFileLocation", "BackupType"];

    public BackupHistory Read(Topology topology, InstanceDirectory directory, HistoryExtent extent, CancellationToken cancellationToken)
    {
        var told = OwnThread.ForEach(
            topology.Destination,
            instance =>
                directory.Get(instance.Name).Failure is { } failure
                    ? Told.Only(failure.Message)
                    : ReadInstance(topology, directory, instance, extent, cancellationToken),
            cancellationToken
        );
        List<string> warnings = [.. told.Select(each => each.Warning).OfType<string>()];
        List<BackupSet> sets = [.. told.SelectMany(each => each.Sets)];
        if (sets.Count == 0)
            throw Nothing(topology, warnings);
        return new BackupHistory
        {
            Sets = BackupHistoryMerge.Combine(sets),
            Sources = [HistorySource.LogShipping],
            IsWhole = told.All(each => each.IsWhole),
            Warnings = warnings,
        };
    }

    private Told ReadInstance(
        Topology topology,
        InstanceDirectory directory,
        InstanceReference instance,
        HistoryExtent extent,
        CancellationToken cancellationToken
    )
    {
        using var connection = connector.Open(instance, null, cancellationToken);
        try
        {
            var columns = Columns(connection, "bts_LogShippingHistory", cancellationToken);
            var missing = Needed.Except(columns, StringComparer.OrdinalIgnoreCase).ToList();
            if (missing.Count > 0)
                return Told.Only(
                    missing.Count == Needed.Length
                        ? $"{instance} has no table bts_LogShippingHistory in master: BizTalk log shipping is not set up there."
                        : $"bts_LogShippingHistory on {instance} lacks the columns {string.Join(", ", missing)}."
                );
            var sources = LogShippingSources.Read(connection, topology, directory, cancellationToken);
            if (sources.All.Count > 0 && sources.Ours.Count == 0)
                return Told.Only($"{instance} ships the logs of {Names(sources.Others)}, not those of this group.");
            var rows = new HistoryRows(directory, topology.ManagementDatabase.Instance, HistorySource.LogShipping);
            var folders = Folders(connection, sources, cancellationToken);
            var pages = new HistoryPages(
                connection,
                SqlText.Load(typeof(LogShippingHistory), "LogShippingHistory"),
                SqlText.Load(typeof(LogShippingHistory), "LogShippingOutOfOrder")
            );
            // Without times nothing tells whether the greatest ids are the newest.
            var hasTimes = columns.Contains("BackupDateTime", StringComparer.OrdinalIgnoreCase);
            var read = pages.Read(
                hasTimes ? extent : HistoryExtent.Whole,
                row => sources.IsOurs(row.Text("SourceID")) ? rows.Read(row, folders) : null,
                cancellationToken
            );
            return new Told(rows.Sets(read), pages.IsWhole, null);
        }
        catch (SqlException exception)
        {
            throw new BackupHistoryException(
                "LogShippingNotReadable",
                $"The log shipping tables can't be read on {instance}: {exception.Message}",
                exception
            )
            {
                Server = instance.Name,
                Database = "master",
                SqlErrorNumber = exception.Number,
                Remedy = "Check that the login may read bts_LogShippingHistory and bts_LogShippingDatabases in master.",
            };
        }
    }

    // LogFileLocation and DBFileLocation, where set, win over what the source wrote down.
    private static Func<DatabaseKey, BackupType, string?> Folders(
        SqlConnection connection,
        LogShippingSources sources,
        CancellationToken cancellationToken
    )
    {
        if (!Columns(connection, "bts_LogShippingDatabases", cancellationToken).Contains("DatabaseName", StringComparer.OrdinalIgnoreCase))
            return (_, _) => null;
        var folders = SqlQuery
            .Rows(
                connection,
                SqlText.Load(typeof(LogShippingHistory), "LogShippingDatabases"),
                row =>
                    (
                        Source: row.Text("SourceID"),
                        Database: row.RequiredText("DatabaseName"),
                        Log: row.Text("LogFileLocation"),
                        Full: row.Text("DBFileLocation")
                    ),
                cancellationToken
            )
            .Where(row => sources.IsOurs(row.Source))
            .ToLookup(row => row.Database, StringComparer.OrdinalIgnoreCase);
        return (database, type) =>
            folders[database.Name].Select(row => Filled(type == BackupType.Full ? row.Full : row.Log)).FirstOrDefault();
    }

    private static string Names(IEnumerable<LogShippingSource> sources) =>
        string.Join(", ", sources.Select(source => $"{source} ({source.ManagementDatabase} on {source.ManagementServer})"));

    private static string? Filled(string? folder) => string.IsNullOrWhiteSpace(folder) ? null : folder;

    private static List<string> Columns(SqlConnection connection, string table, CancellationToken cancellationToken) =>
        SqlQuery.Rows(
            connection,
            SqlText.Load(typeof(LogShippingHistory), "LogShippingColumns"),
            row => row.RequiredText("name"),
            cancellationToken,
            ("@table", table)
        );

    private static BackupHistoryException Nothing(Topology topology, List<string> warnings) =>
        new(
            "NoLogShippingHistory",
            $"No destination instance ({string.Join(", ", topology.Destination)}) holds a log shipping history."
                + string.Concat(warnings.Select(warning => " " + warning))
        )
        {
            Remedy =
                "Check that BizTalk log shipping is configured on the destination (bts_ConfigureBizTalkLogShipping) and that its jobs have run.",
            DocumentationUri = Documentation.LogShipping,
        };

    /// <summary>What one instance tells.</summary>
    private sealed record Told(IReadOnlyList<BackupSet> Sets, bool IsWhole, string? Warning)
    {
        public static Told Only(string warning) => new([], true, warning);
    }
}
