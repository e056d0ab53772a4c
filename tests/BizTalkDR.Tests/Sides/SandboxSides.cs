using System.Globalization;
using System.Net;
using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Sides;

/// <summary>A sandbox's production and disaster recovery side as the engine sees them: a topology and a connector, over real TDS.</summary>
internal sealed class SandboxSides : IAsyncDisposable
{
    private SandboxSides(BizTalkSandbox sandbox)
    {
        Sandbox = sandbox;
        var instances = sandbox.Sources.Concat(sandbox.Destinations).ToList();
        var credentials = new CredentialTable(
            instances.Select(instance => new KeyValuePair<string, InstanceCredential>(
                instance.Name,
                new InstanceCredential("sa", new NetworkCredential("", instance.SaPassword).SecurePassword)
            ))
        );
        Connector = new InstanceConnector(credentials);
        Impatient = new InstanceConnector(credentials, TimeSpan.FromSeconds(4));
        Topology = new Topology
        {
            Source = [.. sandbox.Sources.Select(Reference)],
            Destination = [.. sandbox.Destinations.Select(Reference)],
            ManagementDatabase = new ManagementDatabaseReference { Instance = sandbox.Group.Management.Instance.Name },
            BackupLocations = new BackupLocations
            {
                Full = sandbox.BackupPath,
                Log = sandbox.BackupPath,
                Failback = sandbox.BackupPath,
            },
        };
    }

    public BizTalkSandbox Sandbox { get; }

    public InstanceConnector Connector { get; }

    /// <summary>For instances that do not answer: SqlClient tries until its timeout.</summary>
    public InstanceConnector Impatient { get; }

    public Topology Topology { get; }

    /// <summary>
    /// A group made with the scripts of a BizTalk installation where BTSDR_BIZTALK_SCHEMA names its Schema folder, and with the sandbox's own
    /// otherwise. The product's can't back up databases whose names hold brackets or quotes.
    /// </summary>
    public static async Task<SandboxSides> CreateAsync(BizTalkSandboxOptions? options = null)
    {
        options ??= new BizTalkSandboxOptions { ComputerNames = ["BTS01"] };
        if (options.DatabaseNames.Count == 0 && Environment.GetEnvironmentVariable("BTSDR_BIZTALK_SCHEMA") is { Length: > 0 } folder)
            options = options with { SchemaFolder = folder };
        // More than half of what a connection costs is its encryption, which has tests of its own.
        return new(await BizTalkSandbox.CreateAsync(options with { OffersEncryption = false }));
    }

    /// <summary>A group that has worked, been backed up and been shipped for some rounds.</summary>
    public static async Task<SandboxSides> ShippedAsync(int rounds, BizTalkSandboxOptions? options = null)
    {
        var sides = await CreateAsync(options);
        for (var round = 0; round < rounds; round++)
            await sides.RoundAsync();
        return sides;
    }

    public static InstanceReference Reference(SqlInstance instance) =>
        new()
        {
            Name = instance.Name,
            Address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1,{instance.EndPoint.Port}"),
            CredentialReference = instance.Name,
            TrustServerCertificate = true,
            Encrypt = instance.OffersEncryption ? ConnectionEncryption.Mandatory : ConnectionEncryption.Optional,
        };

    /// <summary>Messages, the backup job, log shipping: one round of a normal day.</summary>
    public async Task RoundAsync()
    {
        await Sandbox.Workload.WriteAsync(3);
        await Sandbox.AdvanceAsync(TimeSpan.FromMinutes(15));
        await BackUpAsync();
        await ShipAsync();
    }

    public async Task BackUpAsync()
    {
        var outcome = await Sandbox.RunBackupJobAsync();
        Assert.True(outcome.Succeeded, outcome.Message);
    }

    public async Task ShipAsync()
    {
        foreach (var outcome in await Sandbox.RunLogShippingAsync())
            Assert.True(outcome.Succeeded, outcome.Message);
    }

    /// <summary>Runs a statement on an instance by its topology name.</summary>
    public void Execute(string instance, string statement)
    {
        using var connection = Connector.Open(Topology.Instance(instance));
        SqlQuery.Execute(connection, statement);
    }

    public ValueTask DisposeAsync() => Sandbox.DisposeAsync();
}
