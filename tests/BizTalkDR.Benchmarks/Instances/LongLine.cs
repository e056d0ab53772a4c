using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace BizTalkDR.Benchmarks.Instances;

/// <summary>
/// A way to an instance on which every answer travels for a while, as between two sites: what a program waits for there is the way, not the
/// processors that it shares with the servers here.
/// </summary>
internal sealed class LongLine : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint server;
    private readonly TimeSpan delay;

    /// <param name="server">Where the line ends.</param>
    /// <param name="delay">How long an answer travels.</param>
    public LongLine(IPEndPoint server, TimeSpan delay)
    {
        this.server = server;
        this.delay = delay;
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Where the line begins, as SqlClient is told it.</summary>
    public string Address => $"{IPAddress.Loopback},{((IPEndPoint)listener.LocalEndpoint).Port}";

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await listener.AcceptTcpClientAsync().ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The line was taken down.
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using (client)
        using (var instance = new TcpClient())
        {
            try
            {
                await instance.ConnectAsync(server).ConfigureAwait(false);
                client.NoDelay = instance.NoDelay = true;
                // Whichever end hangs up first, the line is down.
                await Task.WhenAny(
                        client.GetStream().CopyToAsync(instance.GetStream()),
                        DelayAsync(instance.GetStream(), client.GetStream())
                    )
                    .ConfigureAwait(false);
            }
            catch (SocketException)
            {
                // Nobody answers at the other end; the client is told by the end of its connection.
            }
        }
    }

    private async Task DelayAsync(NetworkStream from, NetworkStream to)
    {
        var travelling = Channel.CreateUnbounded<(DateTime Arrives, byte[] Bytes)>();
        var sending = SendAsync();
        try
        {
            var buffer = new byte[64 * 1024];
            while (await from.ReadAsync(buffer).ConfigureAwait(false) is var read and > 0)
                travelling.Writer.TryWrite((DateTime.UtcNow + delay, buffer[..read]));
        }
        catch (IOException)
        {
            // The instance hung up.
        }
        travelling.Writer.Complete();
        await sending.ConfigureAwait(false);

        async Task SendAsync()
        {
            await foreach (var (arrives, bytes) in travelling.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                if (arrives - DateTime.UtcNow is var left && left > TimeSpan.Zero)
                    await Task.Delay(left).ConfigureAwait(false);
                await to.WriteAsync(bytes).ConfigureAwait(false);
            }
        }
    }
}
