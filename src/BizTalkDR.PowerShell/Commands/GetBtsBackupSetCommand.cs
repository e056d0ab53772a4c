using System.Management.Automation;
using BizTalkDR.Backups;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Completion;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Lists the backup sets of the Backup BizTalk Server job.</summary>
[Cmdlet(VerbsCommon.Get, "BtsBackupSet", DefaultParameterSetName = TopologySet)]
[OutputType(typeof(BackupSet))]
public sealed class GetBtsBackupSetCommand : BtsHistoryCmdlet
{
    /// <summary>Names of the marks that log sets hold; wildcards are understood.</summary>
    [Parameter(Position = 1)]
    [Alias("MarkName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MarkCompleter))]
    public string[]? Mark { get; set; }

    /// <summary>Full or Log.</summary>
    [Parameter]
    [Alias("BackupType")]
    public BackupType? Type { get; set; }

    /// <summary>How many of the newest sets are returned.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Last { get; set; }

    /// <summary>Whether the history is read from its first set on.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>The side of the instances given with -SqlInstance: where the history is read.</summary>
    [Parameter(ParameterSetName = InstanceSet)]
    public InstanceSide Side { get; set; } = InstanceSide.Source;

    /// <summary>The management database of the instances given with -SqlInstance.</summary>
    [Parameter(ParameterSetName = InstanceSet)]
    [ValidateNotNullOrEmpty]
    public string ManagementDatabase { get; set; } = "BizTalkMgmtDb";

    private protected override InstanceSide SideOfInstances => Side;
    private protected override string ManagementDatabaseOfInstances => ManagementDatabase;

    private protected override void Run(HistorySession session)
    {
        var history = Read(session, Extents.Of(All, Mark));
        var sets = Matching(history);
        if (!history.IsWhole && Last > sets.Count)
            sets = Matching(history = Read(session, HistoryExtent.Whole));
        WriteWarnings(history.Warnings);
        WriteMissing("Mark", Mark, history.Sets.Select(set => set.MarkName), "Get-BtsLogMark -All lists all marks that the history holds.");
        if (Last is null)
            WriteOlder(history);
        WriteAll(sets.Skip(Last is { } last ? Math.Max(0, sets.Count - last) : 0));
    }

    private BackupHistory Read(HistorySession session, HistoryExtent extent) =>
        WaitFor(
            "Reading the backup history",
            $"{session.Topology}",
            stop => session.Engine.ReadHistory(session.Topology, session.History with { Extent = extent }, stop)
        );

    private List<BackupSet> Matching(BackupHistory history) =>
        [.. history.Sets.Where(set => (Type is null || set.Type == Type) && NameFilter.Matches(Mark, set.MarkName))];
}
