using BizTalkDR.Sql;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.LogShipping.Sources;

/// <summary>Reads bts_LogShippingSource and bts_LogShippingLastRestoreSet. Their columns are not documented and are taken as they are.</summary>
internal static class LogShippingTables
{
    /// <summary>Which of log shipping's tables are in master.</summary>
    public static IReadOnlyList<string> Names(SqlConnection connection, CancellationToken cancellationToken) =>
        SqlQuery.Rows(
            connection,
            SqlText.Load(typeof(LogShippingTables), "LogShippingTableNames"),
            row => row.RequiredText("name"),
            cancellationToken
        );

    /// <summary>The rows of bts_LogShippingSource; none where there is no such table.</summary>
    public static IReadOnlyList<LogShippingSource> Sources(SqlConnection connection, CancellationToken cancellationToken) =>
        Has(Names(connection, cancellationToken), "bts_LogShippingSource")
            ? SqlQuery.Rows(connection, SqlText.Load(typeof(LogShippingTables), "LogShippingSources"), Source, cancellationToken)
            : [];

    /// <summary>The lowest of the sets that were restored last, of these sources; null while there is none.</summary>
    public static long? RecordedSet(SqlConnection connection, LogShippingSources sources, CancellationToken cancellationToken) =>
        Has(Names(connection, cancellationToken), "bts_LogShippingLastRestoreSet")
            ? SqlQuery
                .Rows(
                    connection,
                    SqlText.Load(typeof(LogShippingTables), "LogShippingLastRestoreSets"),
                    row => (Source: row.Text("SourceID"), Set: row.Long("BackupSetId")),
                    cancellationToken
                )
                .Where(row => sources.IsOurs(row.Source))
                .Min(row => row.Set)
            : null;

    /// <summary>The databases of each source, by SourceID; the key is null where the table does not say.</summary>
    public static ILookup<string?, string> Databases(SqlConnection connection, CancellationToken cancellationToken) =>
        (
            Has(Names(connection, cancellationToken), "bts_LogShippingDatabases")
                ? SqlQuery.Rows(
                    connection,
                    SqlText.Load(typeof(LogShippingTables), "LogShippingTargets"),
                    row => (Source: row.Text("SourceID"), Database: row.RequiredText("DatabaseName")),
                    cancellationToken
                )
                : []
        ).ToLookup(row => row.Source, row => row.Database, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether log shipping keeps a history here.</summary>
    public static bool IsConfigured(SqlConnection connection, CancellationToken cancellationToken) =>
        Has(Names(connection, cancellationToken), "bts_LogShippingHistory");

    private static bool Has(IReadOnlyList<string> tables, string table) => tables.Contains(table, StringComparer.OrdinalIgnoreCase);

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
