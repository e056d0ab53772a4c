using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>Listens for clients of one server and serves each on a connection of its own.</summary>
internal sealed class TdsListener : IAsyncDisposable
{
    private static readonly TimeSpan PatienceAtTheEnd = TimeSpan.FromMilliseconds(900);
    private readonly ConcurrentDictionary<TdsConnection, Task> connections = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly Socket listener;
    private readonly ISqlFrontEnd server;
    private readonly TdsLimits limits;
    private readonly Task accepting;
    private bool isStopped;

    /// <param name="server">Whom the clients talk to.</param>
    /// <param name="bound">The port, from <see cref="Bind"/>.</param>
    /// <param name="limits">What a client may ask.</param>
    internal TdsListener(ISqlFrontEnd server, Socket bound, TdsLimits? limits = null)
    {
        this.server = server;
        this.limits = limits ?? new TdsLimits();
        listener = bound;
        listener.Listen(512);
        EndPoint = (IPEndPoint)listener.LocalEndPoint!;
        Certificate = new ServerCertificate(server.ServerName.Split('\\')[0], EndPoint.Address);
        accepting = Task.Run(AcceptAsync);
    }

    /// <summary>
    /// Takes a port, so that nobody who asks for a free one gets it. Who connects is refused until somebody listens there. No option is set on the socket:
    /// ReuseAddress of .NET shares a port between processes, and each would get some of the other's clients.
    /// </summary>
    /// <exception cref="SocketException">Somebody else has it.</exception>
    internal static Socket Bind(IPEndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endPoint);
            return socket;
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw new SocketException((int)error.SocketErrorCode, $"Nobody can listen on {endPoint}: {error.Message}.");
        }
    }

    /// <summary>Where it listens, with the port it got.</summary>
    internal IPEndPoint EndPoint { get; }

    internal ServerCertificate Certificate { get; }

    /// <summary>How many connections are open.</summary>
    internal int ConnectionCount => connections.Count;

    /// <summary>Stops listening and ends all connections, within a second.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isStopped, true))
            return;
        await stopping.CancelAsync().ConfigureAwait(false);
        listener.Dispose();
        await accepting.ConfigureAwait(false);
        foreach (var connection in connections.Keys)
            connection.Abort();
        await Task.WhenAny(Task.WhenAll(connections.Values), Task.Delay(PatienceAtTheEnd)).ConfigureAwait(false);
        Certificate.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptAsync(stopping.Token).ConfigureAwait(false);
                Serve(socket);
            }
            catch (SocketException) when (!stopping.IsCancellationRequested)
            {
                // A client that is gone before it was accepted does not matter to the others.
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    private void Serve(Socket socket)
    {
        var connection = new TdsConnection(socket, server, Certificate, limits);
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connections[connection] = RunAsync(connection, start.Task);
        start.SetResult();
    }

    // It starts only when it is in the list, so that it can't take itself out of it before.
    private async Task RunAsync(TdsConnection connection, Task start)
    {
        await start.ConfigureAwait(false);
        await connection.RunAsync().ConfigureAwait(false);
        connections.TryRemove(connection, out _);
    }
}

/// <summary>What a client may ask of a connection.</summary>
internal sealed record TdsLimits
{
    /// <summary>How long a login may take from the first byte.</summary>
    internal TimeSpan LoginTime { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest message before the login, in bytes (LOGIN7 has at most 128 KB).</summary>
    internal int LoginLength { get; init; } = 128 * 1024;

    /// <summary>Whether the connection can be encrypted.</summary>
    internal bool Encrypts { get; init; } = true;

    /// <summary>The longest request, in bytes.</summary>
    internal int RequestLength { get; init; } = 256 * 1024 * 1024;
}
