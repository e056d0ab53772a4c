using BizTalkDR.Errors;
using BizTalkDR.Sql;
using BizTalkDR.Text;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.SwitchMarks;

/// <summary>
/// The marks of a group's services that were stopped, on msdb of the management database's instance: the management database itself is dropped and
/// restored in a failback, and a mark in it would be gone while it is needed.
/// </summary>
/// <param name="connector">Opens connections.</param>
/// <param name="topology">The group.</param>
internal sealed class ServiceMarks(IInstanceConnector connector, Topology topology)
{
    private readonly ManagementDatabaseReference management = topology.ManagementDatabase;

    /// <summary>The marks that were left for this group.</summary>
    /// <exception cref="BizTalkDRException"><c>MarksUnreadable</c>, or the instance can't be reached.</exception>
    public IReadOnlyList<ServiceMark> Read(CancellationToken cancellationToken)
    {
        using var connection = connector.Open(topology.Instance(management.Instance), null, cancellationToken);
        try
        {
            return
            [
                .. SqlQuery
                    .Rows(
                        connection,
                        SqlText.Load(typeof(ServiceMarks), "ServiceMarks"),
                        row => ServiceMark.Read(row.Text("value")),
                        cancellationToken
                    )
                    .OfType<ServiceMark>()
                    .Where(mark => mark.Group.SameAs(management.Database)),
            ];
        }
        catch (SqlException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed("MarksUnreadable", "What earlier runs have switched off can't be read", error);
        }
    }

    /// <summary>Marks a service before it is stopped.</summary>
    /// <exception cref="BizTalkDRException"><c>MarkNotLeft</c>: nothing is to be stopped then.</exception>
    public void Add(string computer, string service, string by, CancellationToken cancellationToken)
    {
        var mark = new ServiceMark(management.Database, computer, service, by, DateTime.UtcNow);
        Change("AddServiceMark", mark, cancellationToken, ("@name", mark.PropertyName), ("@value", mark.Value));
    }

    /// <summary>The mark of a service; null without one.</summary>
    public static ServiceMark? Of(IEnumerable<ServiceMark> marks, string computer, string service) =>
        marks.FirstOrDefault(mark => mark.Computer.SameAs(computer) && mark.Service.SameAs(service));

    /// <summary>Takes the mark of a service away that runs again.</summary>
    /// <exception cref="BizTalkDRException"><c>MarkNotLeft</c>.</exception>
    public void Remove(string computer, string service, CancellationToken cancellationToken)
    {
        var mark = new ServiceMark(management.Database, computer, service, "", default);
        Change("RemoveMark", mark, cancellationToken, ("@name", mark.PropertyName));
    }

    private void Change(string statement, ServiceMark mark, CancellationToken cancellationToken, params (string, object?)[] parameters)
    {
        using var connection = connector.Open(topology.Instance(management.Instance), "msdb", cancellationToken);
        try
        {
            SqlQuery.Execute(connection, SqlText.Load(typeof(ServiceMarks), statement), parameters);
        }
        catch (SqlException error)
        {
            throw Failed("MarkNotLeft", $"The mark of service '{mark.Service}' on {mark.Computer} can't be changed", error);
        }
    }

    private BizTalkDRException Failed(string errorId, string what, SqlException cause) =>
        new(errorId, ErrorKind.Operation, $"{what} in msdb on {management.Instance}: {cause.Message}", cause)
        {
            Server = management.Instance,
            Database = "msdb",
            SqlErrorNumber = cause.Number,
            Remedy = "The login needs to be a member of sysadmin, or to own msdb: the mark is an extended property there.",
        };
}
