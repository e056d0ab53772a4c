using System.Management.Automation;
using BizTalkDR.Group;
using BizTalkDR.PowerShell.Hosting;

namespace BizTalkDR.PowerShell.Topologies;

/// <summary>Reads a topology file.</summary>
[Cmdlet(VerbsData.Import, "BtsTopology")]
[OutputType(typeof(Topology))]
public sealed class ImportBtsTopologyCommand : FileImportCmdlet
{
    private protected override object Load(string file) => TopologyFile.Load(file);
}
