using BizTalkDR.Errors;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Sql;

/// <summary>Opens connections to instances. The only way by which the engine reaches a SQL Server.</summary>
public interface IInstanceConnector
{
    /// <summary>Opens a connection; the caller disposes it.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="database">The database to start in, or null for master.</param>
    /// <param name="cancellationToken">Stops waiting for the login.</param>
    /// <exception cref="InstanceConnectionException">The instance can't be reached or refuses the login.</exception>
    SqlConnection Open(InstanceReference instance, string? database = null, CancellationToken cancellationToken = default);

    /// <summary>Opens an SMO server over a connection of its own; the caller disposes the session.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="cancellationToken">Stops waiting for the login.</param>
    /// <exception cref="InstanceConnectionException">The instance can't be reached or refuses the login.</exception>
    SmoSession OpenServer(InstanceReference instance, CancellationToken cancellationToken = default);
}
