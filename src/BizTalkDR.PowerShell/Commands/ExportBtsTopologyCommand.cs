using System.Management.Automation;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Writes a topology to a file, from an object or from the names of its parts.</summary>
[Cmdlet(VerbsData.Export, "BtsTopology", SupportsShouldProcess = true, DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(FileInfo))]
public sealed class ExportBtsTopologyCommand : FileExportCmdlet
{
    private const string ObjectSet = "InputObject";
    private const string PartsSet = "Parts";

    /// <summary>The topology.</summary>
    [Parameter(ParameterSetName = ObjectSet, Mandatory = true, ValueFromPipeline = true)]
    public Topology? InputObject { get; set; }

    /// <summary>The production instances, the management database's first.</summary>
    [Parameter(ParameterSetName = PartsSet, Mandatory = true)]
    [Alias("SourceSqlInstance")]
    [ValidateNotNullOrEmpty]
    public string[] Source { get; set; } = [];

    /// <summary>The disaster recovery instances.</summary>
    [Parameter(ParameterSetName = PartsSet, Mandatory = true)]
    [Alias("DestinationSqlInstance")]
    [ValidateNotNullOrEmpty]
    public string[] Destination { get; set; } = [];

    /// <summary>The management database.</summary>
    [Parameter(ParameterSetName = PartsSet)]
    [ValidateNotNullOrEmpty]
    public string ManagementDatabase { get; set; } = "BizTalkMgmtDb";

    /// <summary>The computers that run BizTalk Server.</summary>
    [Parameter(ParameterSetName = PartsSet)]
    [Alias("Computer", "BizTalkServer")]
    [ValidateNotNullOrEmpty]
    public string[] ComputerName { get; set; } = [];

    /// <summary>The computer that holds the master secret.</summary>
    [Parameter(ParameterSetName = PartsSet)]
    public string? MasterSecretServer { get; set; }

    /// <summary>The folder for the full backups of a failback, reachable from both sides.</summary>
    [Parameter(ParameterSetName = PartsSet)]
    [Alias("BackupFolder")]
    public string? BackupPath { get; set; }

    private protected override string ActionText => "Write topology";

    private protected override bool Save(string file) => TopologyFile.Save(InputObject ?? OfParts(), file);

    /// <summary>What is written is read back first, so that names given twice and the like are refused here and not at the next import.</summary>
    private Topology OfParts() =>
        TopologyFile.Parse(
            TopologyFile.ToJson(
                new Topology
                {
                    Source = [.. Source.Select(name => new InstanceReference { Name = name })],
                    Destination = [.. Destination.Select(name => new InstanceReference { Name = name })],
                    ManagementDatabase = new ManagementDatabaseReference { Instance = Source[0], Database = ManagementDatabase },
                    Computers = [.. ComputerName.Select(name => new BizTalkComputer { Name = name })],
                    MasterSecretServer = MasterSecretServer,
                    BackupLocations = new BackupLocations { Failback = BackupPath },
                }
            )
        );
}
