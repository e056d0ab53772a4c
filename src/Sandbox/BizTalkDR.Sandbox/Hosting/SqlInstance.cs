using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using BizTalkDR.Sandbox.Agent;
using BizTalkDR.Sandbox.Catalog;
using BizTalkDR.Sandbox.Catalog.Server;
using BizTalkDR.Sandbox.Language;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Alteration;
using BizTalkDR.Sandbox.Tds;

namespace BizTalkDR.Sandbox.Hosting;

/// <summary>One SQL Server instance of a sandbox.</summary>
public sealed class SqlInstance : DatabaseEngine, IAsyncDisposable
{
    private readonly Lock latch = new();
    private TdsListener? listener;
    private Socket? port;
    private Task stopping = Task.CompletedTask;

    internal SqlInstance(SandboxHost host, SqlInstanceOptions options)
        : base(host, options) => SaPassword = options.SaPassword ?? $"Sa1!{Convert.ToHexString(RandomNumberGenerator.GetBytes(12))}";

    /// <summary>The sandbox it belongs to.</summary>
    public new SandboxHost Host => (SandboxHost)base.Host;

    /// <summary>The password of sa, made up when the options gave none.</summary>
    public string SaPassword { get; }

    /// <summary>Whether connections to it can be encrypted.</summary>
    public bool OffersEncryption => Options.OffersEncryption;

    /// <summary>SQL Server Agent, started with the instance.</summary>
    public SqlAgent Agent { get; private set; } = null!;

    /// <inheritdoc/>
    public override IPEndPoint EndPoint => listener?.EndPoint ?? Options.EndPoint;

    /// <summary>
    /// Stops it, as its service is stopped, or as its computer dies: connections are cut, transactions that are open are rolled back, jobs and
    /// restores end where they are. Databases, their files, logins and jobs stay. Nobody can log in until <see cref="StartAsync"/>.
    /// </summary>
    public Task StopAsync()
    {
        lock (latch)
        {
            if (!IsRunning)
                return stopping;
            IsRunning = false;
            return stopping = Task.Run(EndAsync);
        }
    }

    /// <summary>
    /// Stops it and starts it again as a newer version, as an upgrade in place does: databases, logins and jobs stay. From then on its backups restore
    /// on no older one (message 3169).
    /// </summary>
    /// <param name="version">The product version it gets.</param>
    public async Task UpgradeAsync(Version version)
    {
        await StopAsync().ConfigureAwait(false);
        await stopping.ConfigureAwait(false);
        Options = Options with { Version = version };
        await StartAsync().ConfigureAwait(false);
    }

    /// <summary>Starts it again where it listened before, with an empty tempdb; its Agent starts with it. Does nothing while it runs.</summary>
    public async Task StartAsync()
    {
        await stopping.ConfigureAwait(false);
        lock (latch)
        {
            if (IsRunning)
                return;
            StartTime = Host.Clock.Now;
            DatabaseStartup.Run(this);
            IsRunning = true;
        }
        ErrorLog.WriteStart(this);
        Agent.Start();
        listener = new TdsListener(new FrontEnd(this), port!, Limits);
    }

    /// <exception cref="SocketException">Its port is another's; nothing was started.</exception>
    internal void Start()
    {
        port = TdsListener.Bind(Options.EndPoint);
        LanguageSetup.AddTo(this);
        SystemDatabases.Create(this);
        ErrorLog.WriteStart(this);
        InitialLogins.Create(this, SaPassword);
        CatalogFunctions.AddTo(this.Functions);
        CatalogViews.AddTo(this.Views);
        CatalogProcedures.AddTo(this.Procedures);
        CatalogStatements.AddTo(this.Statements);
        Agent = this.StartAgent();
        listener = new TdsListener(new FrontEnd(this), port, Limits);
    }

    private TdsLimits Limits => new() { Encrypts = OffersEncryption };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.ConfigureAwait(false);
        if (listener is not null)
            await listener.DisposeAsync().ConfigureAwait(false);
        port?.Dispose();
        if (Agent is not null)
            await Agent.StopAsync().ConfigureAwait(false);
        foreach (var session in this.AllSessions)
            session.Dispose();
    }

    private async Task EndAsync()
    {
        await listener!.DisposeAsync().ConfigureAwait(false);
        // Another program that asks for a free port could get it meanwhile, and this instance's clients with it.
        port = TdsListener.Bind(EndPoint);
        await Agent.StopAsync().ConfigureAwait(false);
        await SessionEnd.EndAllAsync(this).ConfigureAwait(false);
    }
}
