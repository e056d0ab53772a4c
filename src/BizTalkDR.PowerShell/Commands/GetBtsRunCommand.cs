using System.Management.Automation;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.Runbook;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Finds the runs of runbooks by their journals: whose they are, how far they are, and what they have left switched off.</summary>
[Cmdlet(VerbsCommon.Get, "BtsRun")]
[OutputType(typeof(RunSummary))]
public sealed class GetBtsRunCommand : BtsCmdlet
{
    /// <summary>Folders to look for journals in, and journals; without it the current folder.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath", "LiteralPath", "JournalPath")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = ["."];

    /// <summary>Only runs of which that has become.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public RunState[] State { get; set; } = [];

    /// <summary>Whether folders in the folders are looked into.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    private protected override void Process()
    {
        foreach (var path in Path.Select(Runtime.ResolvePath))
            WriteAll(Runs(path).Where(run => State.Length == 0 || State.Contains(run.State)));
    }

    private IReadOnlyList<RunSummary> Runs(string path) =>
        Directory.Exists(path) ? RunFinder.Find(path, Recurse.IsPresent, Runtime.WriteWarning) : [RunSummary.Read(path)];
}
