using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Tds.Tracing;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>
/// One client. A task reads its messages, so that an attention is seen at once; a thread of its own runs its requests one after
/// another. Whatever goes wrong ends this connection and no other.
/// </summary>
internal sealed class TdsConnection : IDisposable
{
    private const int StackSize = 8 * 1024 * 1024;
    private const int LongestQueue = 16;
    private static readonly TimeSpan PatienceAtTheEnd = TimeSpan.FromSeconds(1);
    private readonly Socket socket;
    private readonly NetworkStream network;
    private readonly PacketReader reader;
    private readonly PacketWriter writer;
    private readonly ISqlFrontEnd server;
    private readonly ServerCertificate certificate;
    private readonly TdsLimits limits;
    private readonly CancellationTokenSource closing = new();
    private readonly BlockingCollection<TdsMessage> requests = [];
    private readonly AttentionGate attention;
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly long arrived;
    private readonly long number;

    internal TdsConnection(Socket socket, ISqlFrontEnd server, ServerCertificate certificate, TdsLimits limits)
    {
        (this.socket, this.server, this.certificate, this.limits) = (socket, server, certificate, limits);
        network = new NetworkStream(socket, ownsSocket: true);
        reader = new PacketReader(network);
        writer = new PacketWriter(network);
        attention = new AttentionGate(closing.Token);
        arrived = server.Trace?.NextMoment() ?? 0;
        number = server.Trace?.NextConnection() ?? 0;
    }

    /// <summary>Serves the client until it leaves or is sent away; never throws.</summary>
    internal async Task RunAsync()
    {
        var executed = Task.CompletedTask;
        try
        {
            socket.NoDelay = true;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            var login = await NegotiateAsync().ConfigureAwait(false);
            executed = StartExecuting(login);
            await ReadRequestsAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The network failed, the client broke the protocol, or the server stops: in each case this connection is over.
        }
        await EndAsync(executed).ConfigureAwait(false);
    }

    /// <summary>Ends the connection at once.</summary>
    internal void Abort()
    {
        Close();
        network.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        reader.Stream.Dispose();
        network.Dispose();
        writer.Dispose();
        while (requests.TryTake(out var request))
            request.Dispose();
        requests.Dispose();
        attention.Dispose();
        closing.Dispose();
    }

    private async Task<Login7> NegotiateAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
        limit.CancelAfter(limits.LoginTime);
        var handshake = new TdsHandshake(socket, network, reader, writer, certificate, limits);
        return await handshake.NegotiateAsync(server.ProductVersion, limit.Token).ConfigureAwait(false);
    }

    private async Task ReadRequestsAsync()
    {
        while (await reader.ReadAsync(limits.RequestLength, closing.Token).ConfigureAwait(false) is { } message)
        {
            if (message.Type == PacketType.Attention)
                attention.Receive();
            if (requests.Count >= LongestQueue)
                throw new TdsProtocolException("The client sends requests without waiting for their responses.");
            requests.Add(message);
        }
    }

    private Task StartExecuting(Login7 login)
    {
        var executed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(
            () =>
            {
                Execute(login);
                executed.SetResult();
            },
            StackSize
        )
        {
            IsBackground = true,
            Name = $"TDS {login.Request.ApplicationName}",
        };
        thread.Start();
        return executed.Task;
    }

    private void Execute(Login7 login)
    {
        try
        {
            var tokens = new TokenWriter(writer, login.Version ?? TdsVersion.Tds71, server.ServerName);
            var application = login.Request.ApplicationName;
            using var session = LoginResponse.Open(
                server,
                login,
                tokens,
                opened => server.Trace?.Login(Client(opened, application), arrived, began)
            );
            if (session is not null)
            {
                Execute(session, application, tokens);
                server.Trace?.Logout(Client(session, application));
            }

            // The client reads what was sent last, and closes; it gets a moment for that.
            socket.Shutdown(SocketShutdown.Send);
            closing.CancelAfter(PatienceAtTheEnd);
        }
        catch (Exception)
        {
            // As in RunAsync; an exception that left this thread would end the whole process.
            Close();
        }
    }

    private TracedClient Client(ISqlSession? session, string application) =>
        new(server.ServerName, number, session?.Spid ?? 0, session?.DatabaseName ?? "", application);

    private void Execute(ISqlSession session, string application, TokenWriter tokens)
    {
        using var killing = session.Killed.Register(Close);
        using var cutting = session.Cut.Register(Abort);
        var runner = new RequestRunner(server, session, traced => Client(traced, application), tokens, attention);
        try
        {
            foreach (var request in requests.GetConsumingEnumerable(closing.Token))
                using (request)
                    if (!runner.Run(request))
                        return;
        }
        catch (OperationCanceledException)
        {
            // Nothing was running when the connection was closed.
        }
    }

    private async Task EndAsync(Task executed)
    {
        Close();
        await Task.WhenAny(executed, Task.Delay(PatienceAtTheEnd)).ConfigureAwait(false);
        network.Dispose();
        await executed.ConfigureAwait(false);
        Dispose();
    }

    private void Close()
    {
        try
        {
            closing.Cancel();
        }
        catch (Exception error) when (error is ObjectDisposedException or AggregateException)
        {
            // It is closed already, or what it ran did not like to be cancelled: it ends either way.
        }
    }
}
