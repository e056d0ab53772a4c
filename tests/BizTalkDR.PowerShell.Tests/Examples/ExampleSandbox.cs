using System.Management.Automation;
using BizTalkDR.Drill.Serving;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Examples;

/// <summary>
/// What the examples of the help pages take for granted: the group they name, a session in a folder with its topology file, drives D: and
/// L:, and backup files in D:\Backup and D:\Found.
/// </summary>
public sealed class ExampleSandbox : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("BizTalkDR-examples-");
    private BizTalkSandbox? sandbox;

    public async ValueTask InitializeAsync()
    {
        sandbox = await BizTalkSandbox.CreateAsync(new BizTalkSandboxOptions { DestinationNames = ["DR-SQL1"], ComputerNames = ["BTS01"] });
        // A full set and two log sets: there is a mark to restore to. A round that failed on a busy machine is made up for by the next.
        for (var round = 0; Backups("Full").Length == 0 || Backups("Log").Length < 2; round++)
        {
            Assert.True(round < 20, "The backup job of the sandbox does not succeed.");
            await sandbox.AdvanceAsync(TimeSpan.FromMinutes(sandbox.Options.BackupEveryMinutes));
        }
        sandbox.Host.Files.CreateShare("FILES", "Failback");
        AddFolder(@"D:\Data");
        AddFolder(@"L:\Log");
        TopologyFile.Save(SandboxTopology.Of(sandbox, instance => instance.Name), Path.Combine(folder.FullName, "topology.json"));
        CopyBackups();
    }

    /// <summary>A session in the folder, with somebody who answers Yes, and types the group's name where it is asked for.</summary>
    internal Session OpenSession()
    {
        var credentials = Instances.Select(instance => KeyValuePair.Create(instance.Name, SandboxTopology.CredentialOf(instance)));
        var connector = new NamedConnector(
            new InstanceConnector(new CredentialTable(credentials)),
            Instances.ToDictionary(instance => instance.Name, SandboxTopology.AddressOf)
        );
        var session = new Session(_ => new DisasterRecovery(connector), new SandboxServiceController(sandbox!.Computers));
        session.Host.Typed = "Sandbox";
        session.Host.Credential = new PSCredential("operator", new System.Security.SecureString());
        session["folder"] = folder.FullName;
        session["sql"] =
            (Action<string, string, string>)(
                (instance, database, statement) =>
                {
                    using var connection = connector.Open(new InstanceReference { Name = instance }, database);
                    using var command = connection.CreateCommand();
                    command.CommandText = statement;
                    command.ExecuteNonQuery();
                }
            );
        session.Run(
            """
            $null = New-PSDrive D FileSystem $folder/D
            Set-Location $folder

            # dbatools is not here: the properties of its history, from the same files.
            function Get-DbaDbBackupHistory($SqlInstance) {
                Get-BtsBackupFile D:\Backup | ForEach-Object {
                    [pscustomobject]@{
                        SqlInstance = $_.ServerName
                        Database    = $_.DatabaseName
                        Type        = if ($_.BackupType -eq 'Log') { 'Log' } else { 'Full' }
                        Start       = $_.BackupStartDate
                        FirstLsn    = [bigint]$_.FirstLSN
                        LastLsn     = [bigint]$_.LastLSN
                        FullName    = @($_.Path)
                        Position    = $_.Position
                    }
                }
            }

            # Nor is there CIM everywhere.
            function Get-CimInstance($ClassName, $ComputerName, $Filter) {
                [pscustomobject]@{ Name = 'ENTSSO'; State = 'Running'; StartMode = 'Auto' }
            }
            """
        );
        return session;
    }

    public async ValueTask DisposeAsync()
    {
        if (sandbox is not null)
            await sandbox.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private IEnumerable<SqlInstance> Instances => sandbox!.Sources.Concat(sandbox.Destinations);

    private void AddFolder(string path)
    {
        var files = sandbox!.Host.Files;
        foreach (var instance in sandbox.Destinations)
        {
            files.CreateDrive(instance.ComputerName, path[0]);
            Directory.CreateDirectory(files.Map(instance.ComputerName, path)!);
        }
    }

    /// <summary>The share of the backups, as a folder of this machine.</summary>
    private string Share => sandbox!.Host.Files.Map(sandbox.Sources[0].ComputerName, sandbox.BackupPath)!;

    private string[] Backups(string type) => Directory.GetFiles(Share, $"*_BizTalkMsgBoxDb_{type}_*");

    private void CopyBackups()
    {
        foreach (var name in new[] { "Backup", "Found" })
        {
            var copies = Directory.CreateDirectory(Path.Combine(folder.FullName, "D", name)).FullName;
            foreach (var file in Directory.GetFiles(Share))
                File.Copy(file, Path.Combine(copies, Path.GetFileName(file)));
        }
        File.Copy(Backups("Full")[0], Path.Combine(folder.FullName, "PROD1_BizTalkMsgBoxDb_Full_BTS_2026_11_21_09_15_00_123.bak"));
    }
}
