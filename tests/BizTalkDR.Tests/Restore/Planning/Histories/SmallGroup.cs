using System.Net;
using System.Reflection;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sql;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Tests.Restore.Planning.Histories;

/// <summary>
/// A BizTalk group of two or three databases on one or two instances, with the sandbox's own backup procedures, as many destinations, and a
/// laboratory instance on which restores are tried out. All over real TDS.
/// </summary>
internal sealed class SmallGroup : IAsyncDisposable
{
    public const string Share = @"\\FILES\BizTalk";
    public const string Management = "BizTalkMgmtDb";
    private static readonly string[] AllNames = [Management, "Msg]Box", "DTA's"];
    private static readonly string[] OfManagement =
    [
        "ManagementTables",
        "BackupJobTools",
        "BackupCompressionSetting",
        "BackupFull",
        "BackupLogs",
        "HistoryClearing2020",
    ];

    // As BizTalk Server 2020 has them.
    private static readonly (string Name, string Value)[] Variables =
    [
        ("HasCompression", "1"),
        ("Url", "1"),
        ("UseCompression", "(SELECT TOP 1 UseCompression FROM dbo.adm_BackupSettings)"),
        ("IsCompressible", "dbo.sp_IsSSODB(@Server, @Database) = 0"),
    ];

    private readonly Dictionary<string, SqlConnection> connections = [];
    private readonly Dictionary<string, string> instanceOf = [];

    public SmallGroup(int databases, int instances)
    {
        Host.Files.CreateShare("FILES", "BizTalk");
        Sources = [.. Enumerable.Range(1, instances).Select(i => $"PROD{i}")];
        Destinations = [.. Enumerable.Range(1, instances).Select(i => $"DR{i}")];
        var all = Sources
            .Concat(Destinations)
            .Append(Laboratory)
            .Select(name => Host.AddInstance(new SqlInstanceOptions { Name = name, OffersEncryption = false }))
            .ToList();
        Connector = new InstanceConnector(
            new CredentialTable(
                all.Select(instance => new KeyValuePair<string, InstanceCredential>(
                    instance.Name,
                    new InstanceCredential("sa", new NetworkCredential("", instance.SaPassword).SecurePassword)
                ))
            )
        );
        foreach (var instance in all)
            connections[instance.Name] = Connector.Open(SandboxSides.Reference(instance));
        Topology = new Topology
        {
            Source = [.. Sources.Select(name => SandboxSides.Reference(Host.FindInstance(name)!))],
            Destination = [.. Destinations.Select(name => SandboxSides.Reference(Host.FindInstance(name)!))],
            ManagementDatabase = new ManagementDatabaseReference { Instance = Sources[0], Database = Management },
        };
        Names = [.. AllNames.Take(databases)];
        for (var i = 0; i < databases; i++)
            instanceOf[Names[i]] = Sources[i % instances];
        Create();
    }

    public const string Laboratory = "LAB";

    public SandboxHost Host { get; } = new();

    public InstanceConnector Connector { get; }

    public Topology Topology { get; }

    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<string> Sources { get; }

    public IReadOnlyList<string> Destinations { get; }

    /// <summary>The folder of this machine behind the share.</summary>
    public string Folder => Host.Files.Map(Sources[0], Share)!;

    public string SourceOf(string database) => instanceOf[database];

    public string DestinationOf(string database) => Destinations[Sources.ToList().IndexOf(instanceOf[database])];

    public SqlConnection On(string instance) => connections[instance];

    public void Execute(string instance, string statement) => Patiently(() => SqlQuery.Execute(connections[instance], statement));

    /// <summary>Does it again for a while when the database is in use: a session ends a moment after its client has closed it.</summary>
    public static void Patiently(Action act)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                act();
                return;
            }
            catch (SqlException error) when (error.Errors[0].Number is 3101 or 3702 or 5061 && attempt < 200)
            {
                Thread.Sleep(10);
            }
        }
    }

    /// <summary>Whether it ran; a SQL Server error is something that can happen.</summary>
    public bool TryExecute(string instance, string statement)
    {
        try
        {
            Execute(instance, statement);
            return true;
        }
        catch (SqlException)
        {
            return false;
        }
    }

    /// <summary>Opens a connection of its own, for a transaction that stays open.</summary>
    public SqlConnection Open(string instance) => Connector.Open(Topology.Instance(instance));

    /// <summary>Has the backup job cover a database, as the management database is covered by itself.</summary>
    public void Join(string database) =>
        Execute(
            SourceOf(Management),
            $"INSERT INTO {Management}.dbo.adm_OtherBackupDatabases (DefaultDatabaseName, DatabaseName, ServerName, BTSServerName) "
                + $"VALUES ({SqlIdentifier.Literal(database)}, {SqlIdentifier.Literal(database)}, N'{SourceOf(database)}', N'BTS01')"
        );

    /// <summary>Numbers of transactions and names of marks that a database holds.</summary>
    public IReadOnlySet<string> Content(string instance, string database)
    {
        var name = SqlIdentifier.Quote(database);
        return SqlQuery
            .Rows(
                connections[instance],
                $"SELECT Id FROM {name}.dbo.Work UNION SELECT Id FROM {name}.dbo.LongWork UNION SELECT MarkName FROM {name}.dbo.MarkLog",
                row => row.RequiredText("Id")
            )
            .ToHashSet();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in connections.Values)
            connection.Dispose();
        await Host.DisposeAsync();
    }

    private void Create()
    {
        foreach (var source in Sources)
        foreach (var other in Sources.Where(other => other != source))
            Execute(
                source,
                $"EXEC sp_addlinkedserver @server = N'{other}', @srvproduct = N'SQL Server'; "
                    + $"EXEC sp_serveroption N'{other}', 'rpc', N'true'; EXEC sp_serveroption N'{other}', 'rpc out', N'true'; "
                    + $"EXEC sp_addlinkedsrvlogin N'{other}', 'FALSE', NULL, N'sa', N'{Host.FindInstance(other)!.SaPassword}'"
            );
        foreach (var name in Names)
        {
            var quoted = SqlIdentifier.Quote(name);
            Execute(SourceOf(name), $"CREATE DATABASE {quoted}");
            Execute(SourceOf(name), $"ALTER DATABASE {quoted} SET RECOVERY FULL");
            foreach (var script in (string[])["BackupTables", "BackupMarks", "BackupCompressed", "MarkLogCleanUp"])
                RunScript(name, script);
            RunBatches(
                name,
                [
                    "CREATE TABLE dbo.Work (Id nvarchar(32) NOT NULL PRIMARY KEY)",
                    "CREATE TABLE dbo.LongWork (Id nvarchar(32) NOT NULL PRIMARY KEY)",
                    "CREATE PROCEDURE dbo.AddWork @Id nvarchar(32) AS INSERT INTO dbo.Work (Id) VALUES (@Id)",
                ]
            );
        }
        foreach (var script in OfManagement)
            RunScript(Management, script);
        RunBatches(Management, ["INSERT INTO dbo.adm_Group (Name, BizTalkAdminGroup) VALUES (N'Group', N'CONTOSO\\Administrators')"]);
    }

    private void RunScript(string database, string script)
    {
        using var stream = typeof(SandboxHost).Assembly.GetManifestResourceStream($"BizTalkDR.Sandbox.BizTalk.Sql.{script}.sql")!;
        using var reader = new StreamReader(stream);
        var text = Variables.Aggregate(
            reader.ReadToEnd().ReplaceLineEndings("\n"),
            (body, variable) => body.Replace($"$({variable.Name})", variable.Value, StringComparison.Ordinal)
        );
        RunBatches(database, text.Split("\nGO\n", StringSplitOptions.RemoveEmptyEntries).Where(batch => batch.Trim().Length > 0));
    }

    private void RunBatches(string database, IEnumerable<string> batches)
    {
        using var connection = Connector.Open(Topology.Instance(SourceOf(database)), database);
        foreach (var batch in batches)
            SqlQuery.Execute(connection, batch);
    }
}
