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

    private static readonly PlanFormat<RestorePlan> Format = new()
    {
        Name = "BizTalkDR restore plan",
        Noun = "restore plan",
        SchemaVersion = SchemaVersion,
        Maker = "New-BtsRestorePlan",
        Writer = "New-BtsRestorePlan -Path",
        Missing = Missing,
    };

    /// <summary>Reads a plan file.</summary>
    /// <exception cref="PlanFileException">
    /// <c>PlanNotFound</c>, <c>PlanIsFolder</c>, <c>PlanNotReadable</c>: no file, a folder, or one that can't be read; else as <see cref="Parse"/>.
    /// </exception>
    public static RestorePlan Load(string path) => new PlanReader<RestorePlan>(Format).Load(path);

    /// <summary>Reads a plan from its JSON text.</summary>
    /// <exception cref="PlanFileException">
    /// <c>PlanNotJson</c>, <c>PlanNotAPlan</c>: it is something else; <c>PlanVersion</c>: another form of plan; <c>PlanEdited</c>: its content
    /// does not match its seal; <c>PlanDamaged</c>: a part is missing or wrong.
    /// </exception>
    public static RestorePlan Parse(string json) => new PlanReader<RestorePlan>(Format).Parse(json, null);

    /// <summary>The plan as indented, sealed JSON.</summary>
    public static string ToJson(RestorePlan plan) => new PlanWriter<RestorePlan>(Format).Write(plan);

    /// <summary>Writes the plan to a file, replacing it; a file that holds just that is left alone.</summary>
    /// <returns>Whether the file was written.</returns>
    /// <exception cref="PlanFileException"><c>PlanNotWritable</c>: the file can't be written.</exception>
    public static bool Save(RestorePlan plan, string path) => new PlanWriter<RestorePlan>(Format).Save(plan, path);

    /// <summary>Why a plan is not whole; null if it is.</summary>
    internal static string? Missing(RestorePlan plan)
    {
        if (plan.Databases is not { Count: > 0 } databases)
            return "it names no database.";
        foreach (var database in databases)
        {
            if (database is not { Target: { } target, Position: not null, Actions: not null })
                return "the plan of a database lacks its target, position or actions.";
            if (
                database.Actions.Any(action =>
                    action is null || (action.Kind != RestoreActionKind.Recovery && action.Backup is not { Paths.Count: > 0 })
                )
            )
                return $"an action of {target.Key} names no file.";
        }
        return null;
    }
}
