using System.Security.Cryptography;
using BizTalkDR.Sandbox.Catalog;
using BizTalkDR.Sandbox.Catalog.Principals;
using BizTalkDR.Sandbox.Language;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox;

/// <summary>One SQL Server instance of a sandbox.</summary>
public sealed partial class SqlInstance : IAsyncDisposable
{
    private readonly Lock databaseLatch = new();
    private readonly SortedDictionary<int, Database> databases = [];

    internal SqlInstance(SandboxHost host, SqlInstanceOptions options)
    {
        (Host, Options) = (host, options);
        SaPassword = options.SaPassword ?? $"Sa1!{Convert.ToHexString(RandomNumberGenerator.GetBytes(12))}";
        StartTime = host.Clock.Now;
    }

    /// <summary>The sandbox it belongs to.</summary>
    public SandboxHost Host { get; }

    /// <summary>How it was set up.</summary>
    public SqlInstanceOptions Options { get; }

    /// <summary>@@SERVERNAME.</summary>
    public string Name => Options.Name;

    /// <summary>The computer it runs on: the name without \INSTANCE.</summary>
    public string ComputerName => Name.Split('\\')[0];

    /// <summary>The password of sa, made up when the options gave none.</summary>
    public string SaPassword { get; }

    /// <summary>When it was started, local time.</summary>
    public DateTime StartTime { get; }

    internal IInterpreter Interpreter { get; private set; } = null!;

    internal SystemFunctions Functions { get; } = new();

    internal SystemProcedures Procedures { get; } = new();

    internal SystemViews Views { get; } = new();

    internal OpenSessions Sessions { get; } = new();

    /// <summary>All databases as of now, in the order of their ids.</summary>
    internal IReadOnlyList<Database> Databases
    {
        get
        {
            lock (databaseLatch)
                return [.. databases.Values];
        }
    }

    internal Database? FindDatabase(string name) =>
        Databases.FirstOrDefault(database => string.Equals(database.Name, name, StringComparison.OrdinalIgnoreCase));

    internal Database? FindDatabase(int id)
    {
        lock (databaseLatch)
            return databases.GetValueOrDefault(id);
    }

    /// <summary>Makes an empty database with the lowest free id. The caller has seen to it that the name is free.</summary>
    internal Database AddDatabase(string name)
    {
        lock (databaseLatch)
        {
            var id = 1;
            while (databases.ContainsKey(id))
                id++;
            var database = new Database(this, id, name);
            databases.Add(id, database);
            return database;
        }
    }

    internal void RemoveDatabase(Database database)
    {
        lock (databaseLatch)
            databases.Remove(database.Id);
    }

    /// <summary>A session of the server's own (Agent steps, set-up), as sysadmin, that no client sees on the wire.</summary>
    /// <param name="application">What sys.dm_exec_sessions calls the program.</param>
    /// <param name="database">The current database.</param>
    /// <param name="networkAccount">The Windows account that linked servers see; an administrator's when it is not given.</param>
    internal SqlSession OpenInternalSession(string application, string database = "master", string? networkAccount = null) =>
        OpenSession(
            new LoginContext("sa", [1], new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "sysadmin" }),
            new LoginRequest
            {
                UserName = "sa",
                Password = "",
                ApplicationName = application,
                HostName = ComputerName,
                NetworkAccount = networkAccount ?? InitialLogins.Administrator,
            },
            FindDatabase(database) ?? throw new InvalidOperationException($"Instance {Name} has no database {database}.")
        );

    internal SqlSession OpenSession(LoginContext login, LoginRequest request, Database database) =>
        Sessions.Add(spid => new SqlSession(this, spid, login, request, database));

    internal void Start()
    {
        StartLanguage();
        StartStorage();
        StartCatalog();
        StartAgent();
        StartListening();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopListening().ConfigureAwait(false);
        await StopAgent().ConfigureAwait(false);
        foreach (var session in Sessions.All)
            session.Dispose();
    }

    /// <summary>Sets <see cref="Interpreter"/> and adds the language's functions.</summary>
    partial void StartLanguage();

    /// <summary>Makes master, tempdb, model and msdb with their files.</summary>
    partial void StartStorage();

    /// <summary>Adds system views, functions, procedures and logins.</summary>
    partial void StartCatalog();

    /// <summary>Fills msdb (tables, procedures) and starts the Agent's scheduler.</summary>
    partial void StartAgent();

    /// <summary>Opens the port.</summary>
    partial void StartListening();

    private partial ValueTask StopListening();

    private partial ValueTask StopAgent();
}
