using System.Management.Automation;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Output;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Saved;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Plans the restore of all databases of a group to the same log mark, and does nothing.</summary>
[Cmdlet(VerbsCommon.New, "BtsRestorePlan", SupportsShouldProcess = true, DefaultParameterSetName = TopologySet)]
[OutputType(typeof(RestorePlan), typeof(string), typeof(FileInfo))]
public sealed class NewBtsRestorePlanCommand : RestorePlanningCmdlet
{
    /// <summary>Whether no instance is asked: the plan is made from backup files and headers alone.</summary>
    [Parameter]
    public SwitchParameter Offline { get; set; }

    /// <summary>The file that the plan is saved to, as JSON.</summary>
    [Parameter]
    [Alias("FilePath", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Whether T-SQL is returned instead of the plan: one script for each instance.</summary>
    [Parameter]
    public SwitchParameter AsScript { get; set; }

    /// <summary>The folder that the scripts are written to, one file for each instance.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutputDirectory { get; set; }

    private protected override void Run(HistorySession session)
    {
        var result = MakePlan(session, Offline.IsPresent);
        if (result.Plan is not { } plan)
        {
            foreach (var problem in result.Problems)
                WriteFailure(Failure(problem, result), session.Topology.Name);
            return;
        }
        if (Path is not null)
            Save(plan, Runtime.ResolvePath(Path));
        if (OutputDirectory is not null)
            WriteFiles(plan, Runtime.ResolvePath(OutputDirectory));
        else if (AsScript.IsPresent)
            WriteScripts(plan);
        else
            Runtime.WriteObject(plan);
    }

    private void Save(RestorePlan plan, string path)
    {
        if (Runtime.ShouldProcess(path, "Save the restore plan"))
            RestorePlanFile.Save(plan, path);
    }

    private void WriteScripts(RestorePlan plan)
    {
        foreach (var script in plan.ToScripts())
            Runtime.WriteText(script.Value, "Instance", script.Key);
    }

    private void WriteFiles(RestorePlan plan, string folder)
    {
        foreach (var file in ScriptFiles.Of(plan, folder))
        {
            if (!Runtime.ShouldProcess(file.Path, "Write the script of " + file.Instance))
                continue;
            Runtime.WriteObject(WrittenFile.Of(file.Path, file.Write()));
        }
    }

    private static BizTalkDRException Failure(PlanProblem problem, RestorePlanResult result) =>
        new("Plan" + problem.Kind, ErrorKind.Plan, problem.Message + Nearest(result))
        {
            Server = problem.Server,
            Database = problem.Database,
            Remedy = problem.Remedy,
            DocumentationUri = problem.DocumentationUri,
        };

    private static string Nearest(RestorePlanResult result) =>
        (result.NearestMarkBefore, result.NearestMarkAfter) switch
        {
            (null, null) => "",
            ({ } before, null) => $" The nearest mark that all databases can be restored to is {before}, before it.",
            (null, { } after) => $" The nearest mark that all databases can be restored to is {after}, after it.",
            ({ } before, { } after) =>
                $" The nearest marks that all databases can be restored to are {before} before it and {after} after it.",
        };
}
