using System.Management.Automation;
using BizTalkDR.DatabaseSets;
using BizTalkDR.Group;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Completion;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Tells whether all databases of a group stand at the same log mark.</summary>
[Cmdlet(VerbsDiagnostic.Test, "BtsDatabaseSet", DefaultParameterSetName = TopologySet)]
[OutputType(typeof(DatabaseSetVerification), typeof(bool))]
public sealed class TestBtsDatabaseSetCommand : DatabaseSetCmdlet
{
    /// <summary>The side whose databases are compared.</summary>
    [Parameter(ParameterSetName = TopologySet)]
    [Parameter(ParameterSetName = InstanceSet)]
    public InstanceSide Side { get; set; } = InstanceSide.Source;

    /// <summary>The mark they should stand at; without it the one that most of them were restored to.</summary>
    [Parameter]
    [Alias("MarkName")]
    [ArgumentCompleter(typeof(MarkCompleter))]
    public string? Mark { get; set; }

    /// <summary>Whether only true or false is returned.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override InstanceSide SideOfInstances => Side;

    private protected override void Run(EngineSession session, IReadOnlyList<BizTalkDatabase> databases)
    {
        var verification = WaitFor(
            "Comparing databases",
            $"{session.Topology}",
            stop => session.Engine.Verify(session.Topology, [.. databases.Select(database => database.Key)], Mark, stop)
        );
        foreach (var database in verification.Databases)
            Runtime.WriteVerbose($"[{database.Database}] on {database.Instance}: {database.Evidence ?? database.Difference}");
        if (Quiet.IsPresent)
            Runtime.WriteObject(verification.IsConsistent);
        else
            Runtime.WriteObject(verification);
    }
}
