using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Storage;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Acceptance;

/// <summary>
/// A source and a destination instance to test on: real ones named by BTSDR_SOURCE and BTSDR_DESTINATION (connection strings of a sysadmin) with
/// BTSDR_BACKUP_FOLDER (a folder both see), else two of a sandbox. The tests can't tell them apart.
/// </summary>
public sealed class Servers : IAsyncLifetime
{
    private SandboxHost? sandbox;

    public string Source { get; private set; } = "";

    public string Destination { get; private set; } = "";

    public string BackupFolder { get; private set; } = "";

    public bool IsReal => sandbox is null;

    public ValueTask InitializeAsync()
    {
        var source = Environment.GetEnvironmentVariable("BTSDR_SOURCE");
        var destination = Environment.GetEnvironmentVariable("BTSDR_DESTINATION");
        if (source is not null && destination is not null)
        {
            (Source, Destination) = (source, destination);
            BackupFolder =
                Environment.GetEnvironmentVariable("BTSDR_BACKUP_FOLDER")
                ?? throw new InvalidOperationException(
                    "With BTSDR_SOURCE and BTSDR_DESTINATION, set BTSDR_BACKUP_FOLDER: a folder both instances see."
                );
            return ValueTask.CompletedTask;
        }

        sandbox = new SandboxHost();
        sandbox.Files.CreateShare("FILES", "Acceptance");
        BackupFolder = @"\\FILES\Acceptance";
        Source = Start("ACCSRC01");
        Destination = Start("ACCDST01");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => sandbox is null ? ValueTask.CompletedTask : sandbox.DisposeAsync();

    private string Start(string name)
    {
        foreach (var letter in new[] { 'C', 'D' })
            sandbox!.Files.CreateDrive(name, letter);
        var instance = sandbox!.AddInstance(new SqlInstanceOptions { Name = name });
        return new SqlConnectionStringBuilder
        {
            DataSource = $"{instance.EndPoint.Address},{instance.EndPoint.Port}",
            UserID = "sa",
            Password = instance.SaPassword,
            TrustServerCertificate = true,
        }.ConnectionString;
    }
}

/// <summary>One pair of servers for all classes of tests.</summary>
[CollectionDefinition(nameof(ServersCollection))]
public sealed class ServersCollection : ICollectionFixture<Servers>;
