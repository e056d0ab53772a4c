using System.Data;
using BizTalkDR.Errors;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Sql;

/// <summary>
/// One operator at a time: an application lock (<c>sp_getapplock</c>, session owner, resource <c>BizTalkDR</c>) on an instance. It lives as
/// long as its connection, so a crashed operator never leaves it behind.
/// </summary>
public sealed class OperatorLock : IDisposable
{
    private readonly SqlConnection connection;

    private OperatorLock(InstanceReference instance, SqlConnection connection)
    {
        Instance = instance;
        this.connection = connection;
    }

    /// <summary>The instance on which the lock is held.</summary>
    public InstanceReference Instance { get; }

    /// <summary>Takes the lock or fails at once.</summary>
    /// <exception cref="OperatorLockException">Another session holds it; the error says who.</exception>
    public static OperatorLock Acquire(
        IInstanceConnector connector,
        InstanceReference instance,
        CancellationToken cancellationToken = default
    )
    {
        var connection = connector.Open(instance, null, cancellationToken);
        try
        {
            var result = OperatorLockQueries.Take(connection);
            if (result < 0)
                throw OperatorLockQueries.Refused(connection, instance, result);
            return new OperatorLock(instance, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Does something while no operator is at work on any of the instances: what a run has switched off, dropped or taken is not changed behind its back.
    /// </summary>
    /// <exception cref="OperatorLockException">Another session holds one of them; nothing was done.</exception>
    internal static T While<T>(
        IInstanceConnector connector,
        IEnumerable<InstanceReference> instances,
        Func<T> act,
        CancellationToken cancellationToken
    )
    {
        var held = new List<OperatorLock>();
        try
        {
            foreach (var instance in instances.Distinct())
                held.Add(Acquire(connector, instance, cancellationToken));
            return act();
        }
        finally
        {
            held.ForEach(each => each.Dispose());
        }
    }

    /// <summary>Makes sure that the lock is still held: it goes with its session, when the instance restarts or the network drops it.</summary>
    /// <exception cref="OperatorLockException">It is not; another operator may have begun meanwhile.</exception>
    public void EnsureHeld()
    {
        Exception? cause = null;
        try
        {
            if (OperatorLockQueries.IsMine(connection))
                return;
        }
        catch (Exception error) when (error is SqlException or InvalidOperationException)
        {
            cause = error;
        }
        throw OperatorLockQueries.Lost(Instance, cause);
    }

    /// <summary>Gives the lock back. A lock whose connection has broken is gone with its session.</summary>
    public void Dispose()
    {
        try
        {
            if (connection.State == ConnectionState.Open)
                OperatorLockQueries.Release(connection);
        }
        catch (SqlException)
        {
            // What broke the connection is told where it kept the work from going on.
        }
        connection.Dispose();
    }
}
