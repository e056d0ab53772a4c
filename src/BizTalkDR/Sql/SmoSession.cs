using BizTalkDR.Threading;
using Microsoft.Data.SqlClient;
using Microsoft.SqlServer.Management.Common;
using Microsoft.SqlServer.Management.Smo;

namespace BizTalkDR.Sql;

/// <summary>An SMO server and the connection that belongs to it alone.</summary>
public sealed class SmoSession : IDisposable
{
    private readonly SqlConnection connection;

    /// <summary>Wraps an open connection, which the session then owns.</summary>
    public SmoSession(SqlConnection connection)
    {
        this.connection = connection;
        Context = new ServerConnection(connection) { StatementTimeout = 0 };
        Server = new Server(Context);
    }

    /// <summary>Whether the session was given up: nothing more can be sent in it.</summary>
    internal bool IsAbandoned { get; private set; }

    /// <summary>SMO's server object.</summary>
    public Server Server { get; }

    /// <summary>SMO's connection; its events carry the server's messages.</summary>
    public ServerConnection Context { get; }

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        if (!IsAbandoned)
            connection.Dispose();
    }

    /// <summary>Leaves the connection to itself: closing one that does not answer may take as long as waiting for it.</summary>
    internal void Abandon()
    {
        IsAbandoned = true;
        _ = OwnThread.Run(connection.Dispose, CancellationToken.None);
    }
}
