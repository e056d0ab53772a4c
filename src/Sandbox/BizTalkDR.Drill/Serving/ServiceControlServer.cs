using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using BizTalkDR.Services;

namespace BizTalkDR.Drill.Serving;

/// <summary>
/// Lets another process control the services of the sandbox's computers, over HTTP on loopback: GET /{token}/{computer}, POST
/// /{token}/{computer}/{service}/start or stop. The token keeps other users of this machine out.
/// </summary>
internal sealed class ServiceControlServer : IDisposable
{
    private const int Attempts = 20;
    private readonly HttpListener listener;
    private readonly IServiceController services;
    private readonly string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public ServiceControlServer(IServiceController services)
    {
        this.services = services;
        (listener, Address) = Listen(token);
        _ = Task.Run(ServeAsync);
    }

    /// <summary>The address, with the token.</summary>
    public string Address { get; }

    /// <summary>A PowerShell script for -ServiceScript that calls this server.</summary>
    public string Script =>
        $$"""
            # Controls the services of the sandbox's computers: -ServiceScript (Get-Command ./services.ps1).ScriptBlock
            param([string] $Action, [string] $Computer, [string] $Service)
            $ErrorActionPreference = 'Stop'
            $address = '{{Address}}/' + [uri]::EscapeDataString($Computer)
            if ($Action -eq 'Get') {
                foreach ($found in Invoke-RestMethod -Uri $address) { $found }
            }
            else {
                $null = Invoke-RestMethod -Method Post -Uri ($address + '/' + [uri]::EscapeDataString($Service) + '/' + $Action.ToLowerInvariant())
            }

            """;

    public void Dispose() => listener.Close();

    /// <summary>Listens on a free port. It can only be asked for by its number, and may be taken between the question and the answer.</summary>
    private static (HttpListener Listener, string Address) Listen(string token)
    {
        for (var attempt = 1; ; attempt++)
        {
            var address = $"http://127.0.0.1:{FreePort()}/{token}";
            var listener = new HttpListener();
            try
            {
                listener.Prefixes.Add(address + "/");
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException) when (attempt < Attempts)
            {
                listener.Close();
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync().ConfigureAwait(false);
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            _ = Task.Run(() => Answer(context));
        }
    }

    private void Answer(HttpListenerContext context)
    {
        try
        {
            var parts = context
                .Request.Url!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries)
                .Select(Uri.UnescapeDataString)
                .ToArray();
            var body = (context.Request.HttpMethod, parts) switch
            {
                ("GET", [_, var computer]) => JsonSerializer.SerializeToUtf8Bytes(services.GetServices(computer, default).Select(Describe)),
                ("POST", [_, var computer, var service, "start"]) => Do(() => services.Start(computer, service, default)),
                ("POST", [_, var computer, var service, "stop"]) => Do(() => services.Stop(computer, service, default)),
                _ => null,
            };
            context.Response.StatusCode = body is null ? 404 : 200;
            Write(context, body ?? "\"No such address.\""u8.ToArray());
        }
        catch (ServiceControlException error)
        {
            context.Response.StatusCode = error.ErrorId == "ServiceNotFound" ? 404 : 409;
            Write(context, JsonSerializer.SerializeToUtf8Bytes(error.Message));
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The caller has gone; nothing is left to tell it.
        }
    }

    private static object Describe(BtsService service) =>
        new
        {
            service.Name,
            service.DisplayName,
            State = service.State.ToString(),
            service.StartMode,
        };

    private static byte[] Do(Action act)
    {
        act();
        return "{}"u8.ToArray();
    }

    private static void Write(HttpListenerContext context, byte[] body)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength64 = body.Length;
        context.Response.OutputStream.Write(body);
        context.Response.Close();
    }
}
