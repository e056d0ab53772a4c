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
        if (!Ask(session.Topology.GroupName, databases))
            return;
        var options = new DatabaseRemovalOptions
        {
            KillSessions = KillSession.IsPresent,
            ThrottleLimit = ThrottleLimit,
            Asked = databases,
        };
        var passThru = PassThru.IsPresent;
        RunInBackground(
            "Dropping databases",
            Describe(databases),
            (pump, _, cancellation) => Drop(session, databases, options, passThru, pump, cancellation)
        );
    }

    private bool Ask(string group, IReadOnlyList<BizTalkDatabase> databases)
    {
        const string Action = "Drop the database and delete its files";
        var production = databases.Where(database => database.Side == InstanceSide.Source).ToList();
        return production.Count > 0 && !Force.IsPresent && !Runtime.IsWhatIf
            ? ConfirmByName(
                group,
                $"Drop production's databases of {group}",
                string.Join(
                    Environment.NewLine,
                    [
                        "These databases of PRODUCTION are dropped, and their files deleted; only a backup brings them back:",
                        .. databases.Select(database => $"  {Describe(database)}, {database.State.ToString().ToUpperInvariant()}"),
                    ]
                )
            )
            : Confirm(
                Describe(databases),
                $"Drop {(production.Count > 0 ? "production's" : "the")} databases and delete their files",
                databases.Select(database =>
                    (Describe(database), database.Side == InstanceSide.Source ? $"{Action}, which is production's" : Action)
                ),
                Force.IsPresent,
                isDestructive: true
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
