using System.Data;
using BizTalkDR.Errors;
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

    /// <summary>Whether the connection that holds the lock is still open.</summary>
    public bool IsHeld => connection.State == ConnectionState.Open;

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

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        if (connection.State == ConnectionState.Open)
            OperatorLockQueries.Release(connection);
        connection.Dispose();
    }
}
