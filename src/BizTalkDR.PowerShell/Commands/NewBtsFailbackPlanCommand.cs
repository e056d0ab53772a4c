using System.Management.Automation;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.Runbook.Failback.Plans;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Plans a failback: reads all that it would do and what it would cost, and does nothing.</summary>
[Cmdlet(VerbsCommon.New, "BtsFailbackPlan", SupportsShouldProcess = true, DefaultParameterSetName = TopologySet)]
[OutputType(typeof(FailbackPlan))]
public sealed class NewBtsFailbackPlanCommand : FailbackCmdlet
{
    /// <summary>The file that the plan is saved to, as sealed JSON.</summary>
    [Parameter]
    [Alias("FilePath", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    private protected override void Process()
    {
        var options = ReadOptions();
        var session = Connect();
        FailbackPlan? plan = null;
        RunInBackground(
            "Planning the failback",
            $"{session.Topology}",
            (pump, _, cancellation) =>
                plan = session.Engine.PlanFailback(session.Topology, options, CreateServices(pump), ReadSteps(), cancellation)
        );
        if (Path is not null && Runtime.ResolvePath(Path) is { } file && Runtime.ShouldProcess(file, "Save the failback plan"))
            FailbackPlanFile.Save(plan!, file);
        Runtime.WriteObject(plan!);
    }
}
