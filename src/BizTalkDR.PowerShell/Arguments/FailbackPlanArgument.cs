using BizTalkDR.Restore.Saved;
using BizTalkDR.Runbook.Failback.Plans;

namespace BizTalkDR.PowerShell.Arguments;

/// <summary>What -Plan of a failback takes: a plan, or the path of a saved one. PowerShell makes it of either.</summary>
public sealed class FailbackPlanArgument
{
    private readonly FailbackPlan? plan;

    /// <summary>Takes a plan as it is.</summary>
    public FailbackPlanArgument(FailbackPlan plan) => this.plan = plan ?? throw new ArgumentNullException(nameof(plan));

    /// <summary>Takes the path of a saved plan.</summary>
    public FailbackPlanArgument(string path) => Path = path;

    /// <summary>Takes a plan file.</summary>
    public FailbackPlanArgument(FileInfo file)
        : this((file ?? throw new ArgumentNullException(nameof(file))).FullName) { }

    /// <summary>The path, or null if a plan was given.</summary>
    public string? Path { get; }

    /// <summary>The plan, read from its file if need be.</summary>
    /// <param name="resolvePath">Makes a path of the session one of the file system.</param>
    /// <exception cref="PlanFileException">The file can't be read or is not what was saved.</exception>
    public FailbackPlan Load(Func<string, string> resolvePath)
    {
        if (resolvePath is null)
            throw new ArgumentNullException(nameof(resolvePath));
        return plan ?? FailbackPlanFile.Load(resolvePath(Path!));
    }

    /// <inheritdoc/>
    public override string ToString() => Path ?? plan?.ToString() ?? "plan";
}
