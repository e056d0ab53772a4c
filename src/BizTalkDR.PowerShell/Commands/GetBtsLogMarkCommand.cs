using System.Management.Automation;
using BizTalkDR.Backups;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Completion;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Lists the log marks, which of them the databases can be restored to, and which one is recommended.</summary>
[Cmdlet(VerbsCommon.Get, "BtsLogMark", DefaultParameterSetName = TopologySet)]
[OutputType(typeof(LogMark))]
public sealed class GetBtsLogMarkCommand : BtsHistoryCmdlet
{
    /// <summary>Names of marks; wildcards are understood.</summary>
    [Parameter(Position = 1)]
    [Alias("Mark", "MarkName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MarkCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The side whose databases would be restored.</summary>
    [Parameter]
    public InstanceSide Side { get; set; } = InstanceSide.Destination;

    /// <summary>Whether only the recommended mark is returned.</summary>
    [Parameter]
    public SwitchParameter Recommended { get; set; }

    /// <summary>Whether the history is read from its first set on.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    private protected override InstanceSide SideOfInstances => Side;

    private protected override void Run(HistorySession session)
    {
        var options = new RestoreSituationOptions
        {
            Side = Side,
            History = session.History with { Extent = Extents.Of(All, Name) },
            SkipUnreachable = true,
        };
        var situation = WaitFor(
            "Reading backups and databases",
            $"{session.Topology}",
            stop => session.Engine.ReadSituation(session.Topology, options, stop)
        );
        WriteWarnings(situation.Warnings);
        var onlyRecommended = Recommended.IsPresent;
        if (!onlyRecommended)
            WriteOlder(situation.History);
        var marks = situation.Marks();
        WriteMissing("Mark", Name, marks.Select(mark => mark.Name), "Get-BtsLogMark -All lists all marks that the history holds.");
        WriteAll(marks.Where(mark => NameFilter.Matches(Name, mark.Name) && (mark.IsRecommended || !onlyRecommended)));
    }
}
