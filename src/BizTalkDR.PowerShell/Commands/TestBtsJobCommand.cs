using System.Management.Automation;
using BizTalkDR.Jobs.Checks;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Holds the jobs of a side against what each database of the group must have.</summary>
[Cmdlet(VerbsDiagnostic.Test, "BtsJob", DefaultParameterSetName = TopologySet)]
[OutputType(typeof(JobTestResult))]
public sealed class TestBtsJobCommand : BtsConnectionCmdlet
{
    /// <summary>The side whose jobs are looked at.</summary>
    [Parameter]
    public InstanceSide Side { get; set; }

    /// <summary>The management database of the instances given with -SqlInstance.</summary>
    [Parameter(ParameterSetName = InstanceSet)]
    [ValidateNotNullOrEmpty]
    public string ManagementDatabase { get; set; } = "BizTalkMgmtDb";

    private protected override string ManagementDatabaseOfInstances => ManagementDatabase;

    private protected override InstanceSide SideOfInstances => Side;

    private protected override void Process()
    {
        var session = Connect();
        WriteAll(WaitFor("Reading jobs", $"{session.Topology}", stop => session.Engine.Jobs.Test(session.Topology, Side, stop)));
    }
}
