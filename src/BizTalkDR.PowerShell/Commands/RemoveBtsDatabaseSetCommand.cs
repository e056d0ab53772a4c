using System.Management.Automation;
using BizTalkDR.DatabaseSets;
using BizTalkDR.Group;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Runtime;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Drops a group's databases on one side (steps 6 and 10 of a failback).</summary>
[Cmdlet(
    VerbsCommon.Remove,
    "BtsDatabaseSet",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = TopologySet
)]
[OutputType(typeof(DatabaseRemovalResult))]
public sealed class RemoveBtsDatabaseSetCommand : DatabaseSetCmdlet
{
    /// <summary>The side whose databases are dropped.</summary>
    [Parameter(ParameterSetName = TopologySet, Mandatory = true)]
    [Parameter(ParameterSetName = InstanceSet, Mandatory = true)]
    public InstanceSide Side { get; set; }

    /// <summary>Whether sessions in the databases are ended; else a database in use is refused.</summary>
    [Parameter]
    public SwitchParameter KillSession { get; set; }

    /// <summary>How many databases are dropped at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 4;

    /// <summary>Whether nothing is asked.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether what became of each database is returned.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override InstanceSide SideOfInstances => Side;

    private protected override void Run(EngineSession session, IReadOnlyList<BizTalkDatabase> databases)
    {
        const string Action = "Drop the database and delete its files";
        if (
            !Confirm(
                Describe(databases),
                "Drop the databases and delete their files",
                databases.Select(d => (Describe(d), Action)),
                Force.IsPresent
            )
        )
            return;
        var options = new DatabaseRemovalOptions { KillSessions = KillSession.IsPresent, ThrottleLimit = ThrottleLimit };
        var passThru = PassThru.IsPresent;
        RunInBackground(
            "Dropping databases",
            Describe(databases),
            (pump, _, cancellation) => Drop(session, databases, options, passThru, pump, cancellation)
        );
    }

    private void Drop(
        EngineSession session,
        IReadOnlyList<BizTalkDatabase> databases,
        DatabaseRemovalOptions options,
        bool passThru,
        PipelinePump pump,
        CancellationToken cancellation
    )
    {
        var results = session.Engine.Remove(session.Topology, [.. databases.Select(database => database.Key)], options, cancellation);
        foreach (var result in results)
        {
            if (result.Error is { } error)
                pump.Post(() => WriteFailure(error, $"{result.Database} on {result.Instance}"));
            else
                pump.Post(() => Runtime.WriteVerbose($"[{result.Database}] on {result.Instance} is gone."));
            if (passThru)
                pump.Post(() => Runtime.WriteObject(result));
        }
    }
}
