using BizTalkDR.Instances;
using BizTalkDR.Restore.Files;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Text;

namespace BizTalkDR.Restore.Saved;

/// <summary>
/// Compares the world a plan was made for with the world as it is. Backups and marks that came since are no difference: the plan does not
/// need them. Everything it builds on must be as it was.
/// </summary>
internal static class PlanDrift
{
    public static PlanCheck Compare(RestorePlan plan, PlanWorld world) =>
        new()
        {
            Changes =
            [
                .. Instances(plan, world),
                .. plan.Databases.SelectMany(database =>
                    PositionDrift.Find(plan, database, world).Concat(BackupDrift.Find(database, world))
                ),
                .. Layout(plan, world),
            ],
            Notes = [.. BackupDrift.Notes(plan, world), .. FileLayoutCheck.Notes(plan.Databases, world.Storage)],
        };

    private static IEnumerable<PlanChange> Instances(RestorePlan plan, PlanWorld world)
    {
        foreach (var planned in plan.Origin?.Instances ?? [])
        {
            var now = world.Instances.FirstOrDefault(identity => identity.Instance.Name.SameAs(planned.Name));
            if (now is null)
                continue;
            if (!planned.ServerName.SameAs(now.ServerName))
                yield return Changed(planned.Name, "is server", planned.ServerName, now.ServerName);
            if (planned.ProductVersion != now.ProductVersion)
                yield return Changed(planned.Name, "has version", planned.ProductVersion?.ToString(), now.ProductVersion?.ToString());
        }
    }

    // A layout that was wrong already would have kept the plan from being made.
    private static IEnumerable<PlanChange> Layout(RestorePlan plan, PlanWorld world) =>
        FileLayoutCheck
            .Find(plan.Databases, world.Storage)
            .Select(problem => new PlanChange
            {
                Kind = PlanChangeKind.FileLayout,
                Server = problem.Server ?? "",
                Database = problem.Database,
                Was = "its files could be written",
                Is = problem.Message,
                Message = problem.Message,
                Remedy = problem.Remedy + " Then make the plan again.",
            });

    private static PlanChange Changed(string instance, string what, string? was, string? now) =>
        new()
        {
            Kind = PlanChangeKind.Instance,
            Server = instance,
            Was = was ?? "unknown",
            Is = now ?? "unknown",
            Message = $"{instance} {what} {now ?? "unknown"}; the plan was made for {was ?? "unknown"}.",
            Remedy = "Check that the topology names the right instance, and make the plan again.",
        };
}
