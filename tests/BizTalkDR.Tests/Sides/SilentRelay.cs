using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace BizTalkDR.Tests.Sides;

/// <summary>A network between a client and an instance that can go silent: nothing arrives any more, and nobody is told.</summary>
internal sealed class SilentRelay : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly List<TcpClient> clients = [];
    private readonly int port;
    private volatile bool isOldSilent;
    private volatile bool isNewSilent;
    private int silentBefore;

    public SilentRelay(string address)
    {
        port = int.Parse(address.Split(',')[1], CultureInfo.InvariantCulture);
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>What to connect to instead.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1,{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>The connections that are open go silent; new ones are not concerned.</summary>
    public void SilenceOpenOnes()
    {
        lock (clients)
            silentBefore = clients.Count;
        isOldSilent = true;
    }

    /// <summary>Everything goes silent; new connections are accepted and never answered.</summary>
    public void SilenceAll()
    {
        SilenceOpenOnes();
        isNewSilent = true;
    }

    public void Dispose()
    {
        ended.Cancel();
        listener.Stop();
        lock (clients)
            clients.ForEach(client => client.Dispose());
        ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(ended.Token);
                var server = new TcpClient { NoDelay = true };
                client.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, port, ended.Token);
                int number;
                lock (clients)
                {
                    clients.AddRange([client, server]);
                    number = clients.Count;
                }
                _ = PumpAsync(client, server, number);
                _ = PumpAsync(server, client, number);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException) { }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, int number)
    {
        try
        {
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await from.GetStream().ReadAsync(buffer, ended.Token)) > 0)
            {
                if (IsSilent(number))
                    continue;
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), ended.Token);
            }
            if (!IsSilent(number))
                to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or IOException or ObjectDisposedException or SocketException) { }
    }

    private bool IsSilent(int number) => isNewSilent || (isOldSilent && number <= silentBefore);
}
