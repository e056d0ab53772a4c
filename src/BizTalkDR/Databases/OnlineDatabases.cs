using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Databases;

/// <summary>Which databases of an instance are open for use (ONLINE, not STANDBY), and what time it is there.</summary>
/// <param name="Clock">The instance's clock.</param>
/// <param name="Names">The databases.</param>
internal sealed record OnlineDatabases(ServerClock Clock, IReadOnlyCollection<string> Names)
{
    /// <summary>Asks an instance; null where it does not answer.</summary>
    public static OnlineDatabases? Ask(IInstanceConnector connector, InstanceReference instance, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = connector.Open(instance, null, cancellationToken);
            var rows = SqlQuery.Rows(
                connection,
                SqlText.Load(typeof(OnlineDatabases), "OnlineDatabases"),
                row =>
                    (
                        Name: row.RequiredText("name"),
                        Clock: new ServerClock(instance.Name, row.Time("utc_now") ?? default, row.Time("local_now") ?? default)
                    ),
                cancellationToken
            );
            return rows.Count == 0
                ? null
                : new OnlineDatabases(rows[0].Clock, new HashSet<string>(rows.Select(row => row.Name), StringComparer.OrdinalIgnoreCase));
        }
        catch (Exception error) when (error is SqlException or InstanceConnectionException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }
}
