using System.Globalization;
using BizTalkDR.Backups;
using BizTalkDR.Backups.History;
using BizTalkDR.Benchmarks.Harness;
using BizTalkDR.Drill.Serving;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;
using BizTalkDR.Restore.Running;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Benchmarks.Restoring;

/// <summary>
/// Nine equal databases of one instance, each with a full backup and four logs, and an instance that restores them: over half of each
/// database's time goes to its full backup, which can't be divided.
/// </summary>
internal sealed class RestoreStand : IAsyncDisposable
{
    public const int Databases = 9;
    private const int Logs = 4;
    private const int FullRows = 160;
    private const int LogRows = 24;
    private const string Share = @"\\FILES\Backup";
    private readonly SandboxHost host = new();
    private readonly List<BackupSet> sets = [];
    private readonly InstanceConnector connector;
    private readonly Topology topology;

    public RestoreStand()
    {
        host.Files.CreateShare("FILES", "Backup");
        var source = host.AddInstance(new SqlInstanceOptions { Name = "SOURCE" });
        var destination = host.AddInstance(new SqlInstanceOptions { Name = "DR" });
        connector = new InstanceConnector(
            new CredentialTable(
                new[] { source, destination }.Select(instance => KeyValuePair.Create(instance.Name, SandboxTopology.CredentialOf(instance)))
            )
        );
        topology = new Topology
        {
            Source = [Reference(source)],
            Destination = [Reference(destination)],
            ManagementDatabase = new ManagementDatabaseReference { Instance = source.Name },
        };
        Fill();
        Plan = MakePlan();
    }

    /// <summary>Restores all nine to the last mark.</summary>
    public RestorePlan Plan { get; }

    /// <summary>What every backup and every restore moves in a second, each by itself; null is as much as goes.</summary>
    public long? BytesPerSecond
    {
        get => host.BackupBytesPerSecond;
        set => host.BackupBytesPerSecond = value;
    }

    /// <summary>Restores all databases and returns how long it took; then they are dropped again.</summary>
    public async Task<Effort> RestoreAsync(int throttleLimit)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var outcome = new RestoreRunner(connector).Run(Plan, topology, new RestoreRunOptions { ThrottleLimit = throttleLimit });
        outcome.ThrowIfFailed();
        On(
            "DR",
            string.Concat(Names.Select(name => $"ALTER DATABASE {name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE {name};"))
        );
        return new Effort(outcome.Elapsed, Environment.CpuUsage.TotalTime - processor);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private static IEnumerable<string> Names =>
        Enumerable.Range(1, Databases).Select(number => string.Create(CultureInfo.InvariantCulture, $"Db{number}"));

    private static InstanceReference Reference(SqlInstance instance) =>
        new()
        {
            Name = instance.Name,
            Address = SandboxTopology.AddressOf(instance),
            CredentialReference = instance.Name,
            TrustServerCertificate = true,
        };

    private void Fill()
    {
        foreach (var name in Names)
        {
            On("SOURCE", $"CREATE DATABASE {name}; ALTER DATABASE {name} SET RECOVERY FULL");
            On(
                "SOURCE",
                $"CREATE TABLE {name}.dbo.MarkLog (MarkName nvarchar(128) NOT NULL); CREATE TABLE {name}.dbo.Parts (Id int IDENTITY PRIMARY KEY, Body varchar(4000) NOT NULL)"
            );
        }
        AddRows(FullRows);
        BackUp(BackupType.Full, null);
        for (var log = 1; log <= Logs; log++)
        {
            AddRows(LogRows);
            var mark = string.Create(CultureInfo.InvariantCulture, $"BTS_2026_11_21_09_{log:00}_00_000");
            var inserts = Names.Select(name => $"INSERT INTO {name}.dbo.MarkLog VALUES (N'{mark}');");
            On("SOURCE", $"BEGIN TRANSACTION {mark} WITH MARK N'{mark}'; {string.Concat(inserts)} COMMIT");
            BackUp(BackupType.Log, mark);
        }
    }

    private void AddRows(int rows)
    {
        foreach (var name in Names)
            On(
                "SOURCE",
                $"SET NOCOUNT ON; DECLARE @row int = 0; WHILE @row < {rows} BEGIN INSERT INTO {name}.dbo.Parts (Body) VALUES (REPLICATE('x', 4000)); SET @row = @row + 1 END"
            );
    }

    private void BackUp(BackupType type, string? mark)
    {
        var id = sets.Count + 1;
        var files = new List<BackupFile>();
        foreach (var name in Names)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $@"{Share}\{name}_{type}_{id}.bak");
            On("SOURCE", $"BACKUP {(type == BackupType.Full ? "DATABASE" : "LOG")} {name} TO DISK = '{path}'");
            files.Add(
                new BackupFile
                {
                    Database = new DatabaseKey("SOURCE", name),
                    Type = type,
                    Paths = [path],
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

    private RestorePlan MakePlan()
    {
        var keys = Names.Select(name => new DatabaseKey("SOURCE", name)).ToList();
        var history = new BackupHistoryReader(connector).WithHeaders(
            new BackupHistory { Sets = sets },
            keys.ToDictionary(key => key, _ => topology.Destination[0])
        );
        var wish = new RestoreWish
        {
            Targets =
            [
                .. keys.Select(key =>
                    RestoreTarget.SameName(key, "DR") with
                    {
                        Relocation = FileRelocation.ToFolders(@"C:\Data", @"C:\Log"),
                    }
                ),
            ],
            MarkName = sets[^1].MarkName,
        };
        return RestorePlanner.Plan(history, [], wish).Require();
    }

    private void On(string instance, string statement)
    {
        using var connection = connector.Open(topology.Instance(instance));
        using var command = new SqlCommand(statement, connection) { CommandTimeout = 0 };
        command.ExecuteNonQuery();
    }
}
