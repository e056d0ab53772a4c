using BizTalkDR.Restore.Plan;

namespace BizTalkDR.PowerShell.Output;

/// <summary>A restore plan in the words of a question and of -WhatIf.</summary>
internal static class RestorePlanText
{
    public static string Target(RestorePlan plan) =>
        $"{plan.Databases.Count} databases on {string.Join(", ", plan.Databases.Select(d => d.Target.Instance).Distinct(StringComparer.OrdinalIgnoreCase))}"
        + $" ({string.Join(", ", plan.Databases.Select(d => d.Target.Database))})";

    public static string Summary(RestorePlan plan) =>
        (plan.Mark is null ? "Restore their full backups" : $"Restore to the mark {plan.Mark.Name}")
        + (plan.Databases.Any(database => database.Recovers) ? " and recover" : "");

    /// <summary>Every statement: each database's roll-forward first, then the recoveries, as the runner does it.</summary>
    public static IEnumerable<(string Target, string Action)> Parts(RestorePlan plan) =>
        plan
            .Databases.SelectMany(database => database.RollForward.Select(action => (Target(database), RestoreActionText.InFull(action))))
            .Concat(plan.Databases.Where(database => database.Recovers).Select(database => (Target(database), "Recover the database")));

    private static string Target(DatabasePlan database) => $"[{database.Target.Database}] on {database.Target.Instance}";
}
