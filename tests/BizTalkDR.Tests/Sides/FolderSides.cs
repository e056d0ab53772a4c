using System.Globalization;
using System.Net;
using BizTalkDR.Backups;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Sides;

/// <summary>
/// Two production and two disaster recovery instances without any table of BizTalk: all that is left is a share with backup files, named as the
/// job names them.
/// </summary>
internal sealed class FolderSides : IAsyncDisposable
{
    public const string Share = @"\\FILES\Backup";
    private readonly SandboxHost host = new();
    private readonly DatabaseKey[] databases;
    private int minute;

    public FolderSides(params DatabaseKey[] databases)
    {
        this.databases = databases;
        host.Files.CreateShare("FILES", "Backup");
        var instances = new[] { "SRC1", "SRC2", "DR1", "DR2" }
            .Select(name => host.AddInstance(new SqlInstanceOptions { Name = name, OffersEncryption = false }))
            .ToList();
        Connector = new InstanceConnector(
            new CredentialTable(
                instances.Select(instance => new KeyValuePair<string, InstanceCredential>(
                    instance.Name,
                    new InstanceCredential("sa", new NetworkCredential("", instance.SaPassword).SecurePassword)
                ))
            )
        );
        Topology = new Topology
        {
            Name = "folder",
            Source = [.. instances.Take(2).Select(SandboxSides.Reference)],
            Destination = [.. instances.Skip(2).Select(SandboxSides.Reference)],
            ManagementDatabase = new ManagementDatabaseReference { Instance = "SRC1" },
        };
        foreach (var key in databases)
        {
            var name = SqlIdentifier.Quote(key.Name);
            Execute(key.Server, $"CREATE DATABASE {name}; ALTER DATABASE {name} SET RECOVERY FULL");
            Execute(key.Server, $"CREATE TABLE {name}.dbo.MarkLog (MarkName nvarchar(128) NOT NULL, Origin nvarchar(128) NOT NULL)");
        }
    }

    public InstanceConnector Connector { get; }

    public Topology Topology { get; }

    public SandboxFileSystem Files => host.Files;

    public FolderSides Full()
    {
        BackUp("Full", Stamp(), (name, path) => $"BACKUP DATABASE {name} TO DISK = {path}");
        return this;
    }

    /// <summary>Sets a mark in every database and backs the logs up; returns the mark's name.</summary>
    public string MarkAndLog()
    {
        var mark = Stamp();
        foreach (var key in databases)
            Execute(
                key.Server,
                $"BEGIN TRANSACTION {mark} WITH MARK N'{mark}'; INSERT INTO {SqlIdentifier.Quote(key.Name)}.dbo.MarkLog VALUES (N'{mark}', {SqlIdentifier.Literal(key.Server)}); COMMIT"
            );
        BackUp("Log", mark, (name, path) => $"BACKUP LOG {name} TO DISK = {path}");
        return mark;
    }

    /// <summary>All that a restore on the destination is planned from.</summary>
    public RestoreSituation Read(RestoreSituationOptions? options = null)
    {
        var local = host.Files.Map("DR1", Share)!;
        return new RestoreSituationReader(Connector).Read(
            Topology,
            (options ?? new RestoreSituationOptions()) with
            {
                History = new BackupHistoryOptions
                {
                    Sources = HistorySources.Files,
                    BackupPaths = [local],
                    PathMap = new Dictionary<string, string> { [local] = Share },
                },
            }
        );
    }

    public void Execute(string instance, string statement)
    {
        using var connection = Connector.Open(Topology.Instance(instance));
        SqlQuery.Execute(connection, statement);
    }

    /// <summary>The newest mark in a database, and which production instance wrote it.</summary>
    public (string Mark, string Origin) Newest(string instance, string database)
    {
        using var connection = Connector.Open(Topology.Instance(instance), database);
        return SqlQuery
            .Rows(
                connection,
                "SELECT TOP (1) MarkName, Origin FROM dbo.MarkLog ORDER BY MarkName DESC",
                row => (row.RequiredText("MarkName"), row.RequiredText("Origin"))
            )
            .Single();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private string Stamp() => string.Create(CultureInfo.InvariantCulture, $"BTS_2026_11_21_09_{++minute:00}_00_000");

    private void BackUp(string kind, string stamp, Func<string, string, string> statement)
    {
        foreach (var key in databases)
            Execute(
                key.Server,
                statement(SqlIdentifier.Quote(key.Name), SqlIdentifier.Literal($@"{Share}\{key.Server}_{key.Name}_{kind}_{stamp}.bak"))
            );
    }
}
