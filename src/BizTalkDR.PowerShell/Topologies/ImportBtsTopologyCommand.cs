using System.Management.Automation;
using BizTalkDR.Group;
using BizTalkDR.PowerShell.Hosting;

namespace BizTalkDR.PowerShell.Topologies;

/// <summary>Reads a topology file.</summary>
[Cmdlet(VerbsData.Import, "BtsTopology")]
[OutputType(typeof(Topology))]
public sealed class ImportBtsTopologyCommand : BtsCmdlet
{
    /// <summary>The topology file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath", "LiteralPath", "FilePath")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    private protected override void Process()
    {
        foreach (var path in Path)
            Runtime.WriteObject(TopologyFile.Load(Runtime.ResolvePath(path)));
    }
}
