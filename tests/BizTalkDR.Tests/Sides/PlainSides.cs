using System.Globalization;
using System.Net;
using BizTalkDR.Backups;
using BizTalkDR.Backups.History;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Tds.Tracing;
using BizTalkDR.Sql;
using BizTalkDR.Tests.Restore.Planning;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Sides;

/// <summary>Two bare instances and a share: databases with a MarkLog that a test backs up and marks by hand.</summary>
internal sealed class PlainSides : IAsyncDisposable
{
    public const string Share = @"\\FILES\Backup";
    private readonly SandboxHost host = new();
    private readonly List<BackupSet> sets = [];
    private readonly List<BackupFile> others = [];
    private readonly string[] databases;
    private long nextId = 1;

    public PlainSides(params string[] databases)
    {
        this.databases = databases;
        host.Files.CreateShare("FILES", "Backup");
        var source = host.AddInstance(new SqlInstanceOptions { Name = "SOURCE", OffersEncryption = false });
        var destination = host.AddInstance(new SqlInstanceOptions { Name = "DR", OffersEncryption = false });
        var credentials = new CredentialTable(new[] { source, destination }.Select(Credential));
        Connector = new InstanceConnector(credentials);
        Impatient = new InstanceConnector(credentials, TimeSpan.FromSeconds(2));
        Topology = new Topology
        {
            Source = [SandboxSides.Reference(source)],
            Destination = [SandboxSides.Reference(destination)],
            ManagementDatabase = new ManagementDatabaseReference { Instance = "SOURCE" },
        };
        foreach (var database in databases)
        {
            var name = SqlIdentifier.Quote(database);
            OnSource($"CREATE DATABASE {name}{Placed(database)}; ALTER DATABASE {name} SET RECOVERY FULL");
            OnSource($"CREATE TABLE {name}.dbo.MarkLog (MarkName nvarchar(128) NOT NULL)");
        }
    }

    public InstanceConnector Connector { get; }

    public InstanceConnector Impatient { get; }

    public Topology Topology { get; }

    public FaultPlan Faults => host.Faults;

    /// <summary>How many files a backup is striped over.</summary>
    public int Stripes { get; init; } = 1;

    public SandboxFileSystem Files => host.Files;

    public StatementTrace Statements => host.Statements;

    /// <summary>How fast backups are written and read; null for as fast as can be.</summary>
    public long? BytesPerSecond
    {
        set => host.BackupBytesPerSecond = value;
    }

    public BackupHistory History =>
        new BackupHistoryReader(Connector).WithHeaders(new BackupHistory { Sets = [.. sets], OtherBackups = [.. others] }, Readers);

    private Dictionary<DatabaseKey, InstanceReference> Readers => databases.ToDictionary(HistoryBuilder.Key, _ => Topology.Destination[0]);

    public PlainSides Full()
    {
        Add(BackupType.Full, null, (name, path) => $"BACKUP DATABASE {name} TO DISK = {path}");
        return this;
    }

    /// <summary>Sets a mark in every database and backs the logs up; returns the mark's name.</summary>
    /// <param name="name">The mark's name; null for one in the order of time.</param>
    /// <param name="between">What happens between the mark and the log backups.</param>
    public string MarkAndLog(string? name = null, Action? between = null)
    {
        var mark = name ?? string.Create(CultureInfo.InvariantCulture, $"BTS_2026_11_21_09_{nextId:00}_00_000");
        Mark("SOURCE", mark);
        between?.Invoke();
        Add(BackupType.Log, mark, (name, path) => $"BACKUP LOG {name} TO DISK = {path}");
        return mark;
    }

    /// <summary>Sets a mark in every database of an instance, and takes no backup.</summary>
    public void Mark(string instance, string mark)
    {
        var inserts = databases.Select(name => $"INSERT INTO {SqlIdentifier.Quote(name)}.dbo.MarkLog VALUES (N'{mark}');");
        Execute(instance, $"BEGIN TRANSACTION {mark} WITH MARK N'{mark}'; {string.Concat(inserts)} COMMIT");
    }

    /// <summary>The mark that a database of the destination shows.</summary>
    public string? MarkOf(string database) => new DatabasePositionReader(Connector).Read(Topology.Destination[0], [database])[0].LastMark;

    /// <summary>Where the marks lie in the logs, as the source wrote it down.</summary>
    public IReadOnlyList<LoggedMark> LoggedMarks =>
        new MarkHistory(Connector).Read(InstanceDirectory.Ask(Connector, Topology), new DateTime(2000, 1, 1), default);

    /// <summary>A backup of one database that belongs to no set of the job.</summary>
    public PlainSides Outside(string database, BackupType type, string options = "")
    {
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $@"{Share}\{Array.IndexOf(databases, database)}_other_{others.Count + 1}.bak"
        );
        var kind = type == BackupType.Log ? "LOG" : "DATABASE";
        OnSource($"BACKUP {kind} {SqlIdentifier.Quote(database)} TO DISK = {SqlIdentifier.Literal(path)}{options}");
        others.Add(
            new BackupFile
            {
                Database = HistoryBuilder.Key(database),
                Type = type,
                Paths = [path],
            }
        );
        return this;
    }

    /// <summary>All that a restore on the destination is planned from, with the files going where they are wished.</summary>
    public RestoreSituation Situation(FileRelocation? relocation = null, Func<DatabaseKey, string>? name = null)
    {
        var directory = InstanceDirectory.Ask(Connector, Topology);
        var positions = new DatabasePositionReader(Connector).ReadAll(Topology.Destination[0]);
        var targets = databases.Select(database =>
        {
            var source = HistoryBuilder.Key(database);
            var target = RestoreTarget.SameName(source, "DR") with { Database = name?.Invoke(source) ?? database };
            return target with { Relocation = relocation ?? FileRelocation.Keep };
        });
        var situation = new RestoreSituation
        {
            Directory = directory,
            History = History,
            Positions = positions,
            Targets = [.. targets],
        };
        return situation with { Storage = RestoreSituationReader.ReadStorage(Connector, situation, default) };
    }

    /// <summary>Connections as another login.</summary>
    public InstanceConnector ConnectorOf(string login, string password) =>
        new(
            new CredentialTable(
                Topology
                    .Source.Concat(Topology.Destination)
                    .Select(instance => new KeyValuePair<string, InstanceCredential>(
                        instance.CredentialReference!,
                        new InstanceCredential(login, new NetworkCredential("", password).SecurePassword)
                    ))
            )
        );

    public void OnSource(string statement) => Execute("SOURCE", statement);

    public void OnDestination(string statement) => Execute("DR", statement);

    public void Delete(BackupFile file) => File.Delete(host.Files.Map("DR", file.Path)!);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private static KeyValuePair<string, InstanceCredential> Credential(SqlInstance instance) =>
        new(instance.Name, new InstanceCredential("sa", new NetworkCredential("", instance.SaPassword).SecurePassword));

    // A file can't be called what a database can.
    private string Placed(string database)
    {
        if (!database.Contains('"', StringComparison.Ordinal))
            return "";
        host.Files.CreateDrive("SOURCE", 'Q');
        var at = Array.IndexOf(databases, database);
        return $@" ON (NAME = [d""{at}], FILENAME = N'Q:\{at}.mdf') LOG ON (NAME = [l""{at}], FILENAME = N'Q:\{at}.ldf')";
    }

    private void Execute(string instance, string statement)
    {
        using var connection = Connector.Open(Topology.Instance(instance));
        SqlQuery.Execute(connection, statement);
    }

    private void Add(BackupType type, string? mark, Func<string, string, string> statement)
    {
        var id = nextId++;
        var files = new List<BackupFile>();
        for (var each = 0; each < databases.Length; each++)
        {
            string[] paths =
            [
                .. Enumerable
                    .Range(1, Stripes)
                    .Select(stripe =>
                        string.Create(CultureInfo.InvariantCulture, $@"{Share}\{each}_{type}_{id}{(stripe > 1 ? $"_{stripe}" : "")}.bak")
                    ),
            ];
            OnSource(statement(SqlIdentifier.Quote(databases[each]), string.Join(", DISK = ", paths.Select(SqlIdentifier.Literal))));
            files.Add(
                new BackupFile
                {
                    Database = HistoryBuilder.Key(databases[each]),
                    Type = type,
                    Paths = paths,
                }
            );
        }
        sets.Add(
            new BackupSet
            {
                SetId = id,
                Type = type,
                MarkName = mark,
                IsComplete = true,
                Files = files,
            }
        );
    }
}
