using System.Collections.Concurrent;
using System.Net;
using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>
/// One instance of the database engine: its name, its set-up, its databases and open sessions. What else belongs to an instance (logins, linked
/// servers, system views) are parts that the rooms above add.
/// </summary>
public abstract class DatabaseEngine
{
    private readonly Lock databaseLatch = new();
    private readonly SortedDictionary<int, Database> databases = [];

    private protected DatabaseEngine(EngineHost host, SqlInstanceOptions options)
    {
        (Host, Options) = (host, options);
        StartTime = host.Clock.Now;
        ErrorLog = new ErrorLog(host.Clock);
    }

    /// <summary>How it was set up.</summary>
    public SqlInstanceOptions Options { get; private protected set; }

    /// <summary>@@SERVERNAME.</summary>
    public string Name => Options.Name;

    /// <summary>The computer it runs on: the name without \INSTANCE.</summary>
    public string ComputerName => Name.Split('\\')[0];

    /// <summary>Where it listens: the address of its options with the port it got.</summary>
    public abstract IPEndPoint EndPoint { get; }

    /// <summary>When it was started, local time.</summary>
    public DateTime StartTime { get; private protected set; }

    /// <summary>Whether it runs: it takes logins and has sessions.</summary>
    public bool IsRunning
    {
        get => Volatile.Read(ref field);
        private protected set => Volatile.Write(ref field, value);
    } = true;

    /// <summary>
    /// Whether MSDTC runs on the instance's computer. While it does not, a distributed transaction fails: with message 8501 where it begins, with
    /// 7391 where it is to go.
    /// </summary>
    public bool IsCoordinatorRunning { get; set; } = true;

    internal EngineHost Host { get; }

    /// <summary>Whether SQL Server Agent runs.</summary>
    internal bool IsAgentRunning
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    /// <summary>What the rooms above keep with the instance.</summary>
    internal Parts Parts { get; } = new();

    /// <summary>The errorlog: start-up, failed logins, backups and restores.</summary>
    internal ErrorLog ErrorLog { get; }

    internal OpenSessions Sessions { get; } = new();

    /// <summary>What backups are encrypted with.</summary>
    internal ServerCertificates Certificates { get; } = new();

    /// <summary>Temporary tables whose names begin with ##.</summary>
    internal ConcurrentDictionary<string, Table> GlobalTemporaryTables { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Held while a statement makes, drops, renames or restores a database: while its name and its files are settled.</summary>
    internal Lock DatabaseCommands { get; } = new();

    /// <summary>The folder of the system databases, as setup lays it out for the instance.</summary>
    internal string SystemDataPath
    {
        get
        {
            var instance = Name.Contains('\\', StringComparison.Ordinal) ? Name.Split('\\')[1] : "MSSQLSERVER";
            return $@"C:\Program Files\Microsoft SQL Server\MSSQL{Options.Version.Major}.{instance.ToUpperInvariant()}\MSSQL\DATA";
        }
    }

    /// <summary>All databases as of now, in the order of their ids.</summary>
    internal IReadOnlyList<Database> Databases
    {
        get
        {
            lock (databaseLatch)
                return [.. databases.Values];
        }
    }

    internal Database? FindDatabase(string name) => Databases.FirstOrDefault(database => database.Name.SameAs(name));

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
}
