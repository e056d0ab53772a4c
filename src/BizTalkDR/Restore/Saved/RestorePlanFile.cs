using BizTalkDR.Restore.Plan;

namespace BizTalkDR.Restore.Saved;

/// <summary>
/// Reads and writes restore plans as JSON (schema: docs/restore-plan.schema.json): for people to review, and sealed with a hash over the
/// content, so that what runs is what was planned. A plan holds names, paths and log sequence numbers, never a credential.
/// </summary>
public static class RestorePlanFile
{
    /// <summary>The version of the form that this module writes, and the only one it reads.</summary>
    public const int SchemaVersion = 1;

    /// <summary>Reads a plan file.</summary>
    /// <exception cref="RestorePlanFileException">
    /// <c>PlanNotFound</c>, <c>PlanIsFolder</c>, <c>PlanNotReadable</c>: no file, a folder, or one that can't be read; else as <see cref="Parse"/>.
    /// </exception>
    public static RestorePlan Load(string path) => PlanReader.Load(path);

    /// <summary>Reads a plan from its JSON text.</summary>
    /// <exception cref="RestorePlanFileException">
    /// <c>PlanNotJson</c>, <c>PlanNotAPlan</c>: it is something else; <c>PlanVersion</c>: another form of plan; <c>PlanEdited</c>: its content
    /// does not match its seal; <c>PlanDamaged</c>: a part is missing or wrong.
    /// </exception>
    public static RestorePlan Parse(string json) => PlanReader.Parse(json, null);

    /// <summary>The plan as indented, sealed JSON.</summary>
    public static string ToJson(RestorePlan plan) => PlanWriter.Write(plan);

    /// <summary>Writes the plan to a file, replacing it.</summary>
    /// <exception cref="RestorePlanFileException"><c>PlanNotWritable</c>: the file can't be written.</exception>
    public static void Save(RestorePlan plan, string path) => PlanWriter.Save(plan, path);
}
