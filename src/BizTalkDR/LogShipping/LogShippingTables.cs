using BizTalkDR.Sql;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.LogShipping;

/// <summary>Reads bts_LogShippingSource and bts_LogShippingLastRestoreSet. Their columns are not documented and are taken as they are.</summary>
internal static class LogShippingTables
{
    public static (IReadOnlyList<LogShippingSource> Sources, long? RecordedSet, bool IsConfigured) Read(
        SqlConnection connection,
        CancellationToken cancellationToken
    )
    {
        var tables = SqlQuery
            .Rows(
                connection,
                SqlText.Load(typeof(LogShippingTables), "LogShippingTableNames"),
                row => row.RequiredText("name"),
                cancellationToken
            )
            .ToList();
        bool Has(string table) => tables.Contains(table, StringComparer.OrdinalIgnoreCase);

        var sources = Has("bts_LogShippingSource") ? ReadSources(connection, cancellationToken) : [];
        var recorded = Has("bts_LogShippingLastRestoreSet")
            ? SqlQuery.Rows(
                connection,
                SqlText.Load(typeof(LogShippingTables), "LogShippingLastRestoreSets"),
                row => row.Long("BackupSetId"),
                cancellationToken
            )
            : [];
        return (sources, recorded.Min(), Has("bts_LogShippingHistory"));
    }

    /// <summary>The rows of bts_LogShippingSource, which has to be there.</summary>
    public static IReadOnlyList<LogShippingSource> ReadSources(SqlConnection connection, CancellationToken cancellationToken) =>
        SqlQuery.Rows(connection, SqlText.Load(typeof(LogShippingTables), "LogShippingSources"), Source, cancellationToken);

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
