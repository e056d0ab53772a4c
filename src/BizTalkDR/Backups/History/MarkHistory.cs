using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Backups.History;

/// <summary>
/// Reads where marks lie in the logs of the source instances (msdb.dbo.logmarkhistory): the only source that tells which log backup holds a mark
/// where another tool took one between the mark and the job's own.
/// </summary>
internal sealed class MarkHistory(IInstanceConnector connector)
{
    /// <summary>The marks of all source instances that answer and may be asked.</summary>
    /// <param name="directory">The instances.</param>
    /// <param name="since">Nothing that was set before.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public IReadOnlyList<LoggedMark> Read(InstanceDirectory directory, DateTime since, CancellationToken cancellationToken) =>
        OwnThread.Collect(
            directory.Identities.Where(each => each is { Side: InstanceSide.Source, IsReachable: true }),
            identity => Read(identity.Instance, since, cancellationToken),
            cancellationToken
        );

    private IReadOnlyList<LoggedMark> Read(InstanceReference instance, DateTime since, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = connector.Open(instance, null, cancellationToken);
            return SqlQuery.Rows(
                connection,
                SqlText.Load(typeof(MarkHistory), "MarkHistory"),
                row => new LoggedMark(
                    new DatabaseKey(instance.Name, row.RequiredText("database_name")),
                    row.RequiredText("mark_name"),
                    row.Decimal("lsn") ?? 0
                ),
                cancellationToken,
                ("@since", since)
            );
        }
        catch (Exception exception) when (exception is SqlException or InstanceConnectionException)
        {
            // The logs are then known by their sets, as where production is gone.
            cancellationToken.ThrowIfCancellationRequested();
            return [];
        }
    }
}
