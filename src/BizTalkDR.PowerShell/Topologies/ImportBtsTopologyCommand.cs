using System.Management.Automation;
using BizTalkDR.PowerShell.Hosting;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Topologies;

/// <summary>Reads a topology file.</summary>
[Cmdlet(VerbsData.Import, "BtsTopology")]
[OutputType(typeof(Topology))]
public sealed class ImportBtsTopologyCommand : FileImportCmdlet
{
    private protected override object Load(string file) => TopologyFile.Load(file);
}
