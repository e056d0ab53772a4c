using System.Net;
using BizTalkDR.Sandbox.Tds;

namespace BizTalkDR.Sandbox;

public sealed partial class SqlInstance
{
    private TdsListener? listener;

    /// <summary>Where it listens: the address of its options with the port it got.</summary>
    public IPEndPoint EndPoint => listener?.EndPoint ?? Options.EndPoint;

    partial void StartListening() => listener = new TdsListener(this, Options.EndPoint);

    private partial ValueTask StopListening() => listener?.DisposeAsync() ?? ValueTask.CompletedTask;
}
