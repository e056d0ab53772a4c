using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Readiness.Facts;
using BizTalkDR.Sql;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Readiness.LogShipping;

/// <summary>What a destination instance's own tables and msdb say of log shipping.</summary>
internal sealed record LogShippingFacts
{
    public required string Instance { get; init; }

    /// <summary>Why the instance could not be asked.</summary>
    public string? Failure { get; init; }

    public bool IsConfigured { get; init; }

    public IReadOnlyList<LogShippingSource> Sources { get; init; } = [];

    public long? RecordedSet { get; init; }

    /// <summary>The instance's copy of the history; null if it has none.</summary>
    public BackupHistory? Known { get; init; }

    public IReadOnlyList<DatabasePosition> Positions { get; init; } = [];

    public IReadOnlyList<JobFacts> Jobs { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>Reads bts_LogShippingSource and bts_LogShippingLastRestoreSet. Their columns are not documented and are taken as they are.</summary>
internal static class LogShippingTables
{
    public static (IReadOnlyList<LogShippingSource> Sources, long? RecordedSet, bool IsConfigured) Read(
        SqlConnection connection,
        CancellationToken cancellation
    )
    {
        var tables = SqlQuery
            .Rows(
                connection,
                SqlText.Load(typeof(LogShippingTables), "LogShippingTableNames"),
                row => row.RequiredText("name"),
                cancellation
            )
            .ToList();
        bool Has(string table) => tables.Contains(table, StringComparer.OrdinalIgnoreCase);

        var sources = Has("bts_LogShippingSource")
            ? SqlQuery.Rows(connection, SqlText.Load(typeof(LogShippingTables), "LogShippingSources"), Source, cancellation)
            : [];
        var recorded = Has("bts_LogShippingLastRestoreSet")
            ? SqlQuery.Rows(
                connection,
                SqlText.Load(typeof(LogShippingTables), "LogShippingLastRestoreSets"),
                row => row.Long("BackupSetId"),
                cancellation
            )
            : [];
        return (sources, recorded.Min(), Has("bts_LogShippingHistory"));
    }

    private static LogShippingSource Source(SqlRow row) =>
        new()
        {
            SourceId = row.Text("SourceID"),
            Description = row.Text("Description"),
            ManagementServer = row.Text("MgmtServerName"),
            ManagementDatabase = row.Text("MgmtDatabaseName"),
            SourceServer = row.Text("SourceServerName"),
        };
}
