using System.Management.Automation;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Reads a topology file.</summary>
[Cmdlet(VerbsData.Import, "BtsTopology")]
[OutputType(typeof(Topology))]
public sealed class ImportBtsTopologyCommand : FileImportCmdlet
{
    private protected override object Load(string file) => TopologyFile.Load(file);
}
