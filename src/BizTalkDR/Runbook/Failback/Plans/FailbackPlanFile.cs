using BizTalkDR.Restore.Saved;

namespace BizTalkDR.Runbook.Failback.Plans;

/// <summary>
/// Reads and writes failback plans as JSON: for people to review, and sealed with a hash over the content, so that what runs is what was signed off. A
/// plan holds names, identities and log sequence numbers, never a credential.
/// </summary>
public static class FailbackPlanFile
{
    /// <summary>The version of the form that this module writes, and the only one it reads.</summary>
    public const int SchemaVersion = 1;

    private static readonly PlanFormat<FailbackPlan> Format = new()
    {
        Name = "BizTalkDR failback plan",
        Noun = "failback plan",
        SchemaVersion = SchemaVersion,
        Maker = "New-BtsFailbackPlan",
        Writer = "Export-BtsFailbackPlan",
        Missing = Missing,
    };

    /// <summary>Reads a plan file.</summary>
    /// <exception cref="PlanFileException">
    /// <c>PlanNotFound</c>, <c>PlanIsFolder</c>, <c>PlanNotReadable</c>: no file, a folder, or one that can't be read; else as <see cref="Parse"/>.
    /// </exception>
    public static FailbackPlan Load(string path) => new PlanReader<FailbackPlan>(Format).Load(path);

    /// <summary>Reads a plan from its JSON text.</summary>
    /// <exception cref="PlanFileException">
    /// <c>PlanNotJson</c>, <c>PlanNotAPlan</c>: it is something else; <c>PlanVersion</c>: another form of plan; <c>PlanEdited</c>: its content
    /// does not match its seal; <c>PlanDamaged</c>: a part is missing or wrong.
    /// </exception>
    public static FailbackPlan Parse(string json) => new PlanReader<FailbackPlan>(Format).Parse(json, null);

    /// <summary>The plan as indented, sealed JSON.</summary>
    public static string ToJson(FailbackPlan plan) => new PlanWriter<FailbackPlan>(Format).Write(plan);

    /// <summary>Writes the plan to a file, replacing it; a file that holds just that is left alone.</summary>
    /// <returns>Whether the file was written.</returns>
    /// <exception cref="PlanFileException"><c>PlanNotWritable</c>: the file can't be written.</exception>
    public static bool Save(FailbackPlan plan, string path) => new PlanWriter<FailbackPlan>(Format).Save(plan, path);

    private static string? Missing(FailbackPlan plan) =>
        plan is not { Choices.Steps.Count: > 0, World.About.Source.Instances.Count: > 0, Steps.Count: > 0 }
            ? "it lacks its steps, or what it is about."
        : plan.Acts.Any(act => act is not { Act: not null, Instance: not null, Description: not null }) ? "an act says not what or where."
        : plan.Choices.Steps.Any(step => !plan.Steps.Any(each => each.Number == step && each.IsIncluded))
            ? "its choices name a step that it does not have."
        : plan.World.Conditions.Any(condition => condition?.Identity is null) ? "a database lacks its identity."
        : plan.Restore is { } restore && RestorePlanFile.Missing(restore) is { } why ? $"the restores of step 4: {why}"
        : null;
}
