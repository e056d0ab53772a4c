using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning.Chain;

namespace BizTalkDR.Restore.Planning.Start;

/// <summary>
/// Plans restores of full backups alone: all databases from the same, newest complete full set, which was taken while the group was at rest.
/// </summary>
internal static class FullBackupPlanner
{
    public static RestorePlanResult Plan(PlanContext context)
    {
        var set = NewestFullSet(context.Index);
        if (set < 0)
            return new RestorePlanResult { Problems = [NoSet()] };
        var problems = new List<PlanProblem>();
        var databases = new List<DatabasePlan>();
        foreach (var router in context.Routers)
        {
            var file = router.Chain.FullOfSet(set);
            if (Check(router, file, context.Index.Sets[set]) is { } problem)
                problems.Add(problem);
            else
                databases.Add(Database(context, router, new ChainEntry(set, file!)));
        }
        if (problems.Count == 0)
            problems.AddRange(FileCollisions.Find(context, databases));
        return problems.Count > 0
            ? new RestorePlanResult { Problems = problems }
            : new RestorePlanResult { Plan = new RestorePlan { Databases = databases } };
    }

    private static int NewestFullSet(HistoryIndex index)
    {
        for (var set = index.Sets.Count - 1; set >= 0; set--)
        {
            if (index.Sets[set] is { IsComplete: true, Type: BackupType.Full })
                return set;
        }
        return -1;
    }

    private static PlanProblem? Check(DatabaseRouter router, BackupFile? file, BackupSet set)
    {
        if (router.Blocked() is { } blocked)
            return blocked;
        if (router.Chain.IsAmbiguous)
            return router.Problems.Ambiguous();
        if (file is null)
            return NotInSet(router.Target, set);
        if (file.Unusable is not null)
            return router.Problems.Broken(new ChainBreak(PlanProblemKind.BackupDefect, -1, null, file));
        return router.Newer(file);
    }

    private static DatabasePlan Database(PlanContext context, DatabaseRouter router, ChainEntry full)
    {
        var restore = ActionWriter.Full(context, router, full);
        return new DatabasePlan
        {
            Target = router.Target,
            Position = router.Position,
            Start = DatabaseStart.StartsOver,
            StartReason =
                router.Position.State == DatabaseState.Missing ? "the instance does not have it" : "it is replaced by its full backup",
            Actions = context.Wish.LeaveRestoring ? [restore] : [restore, ActionWriter.Recovery()],
        };
    }

    private static PlanProblem NoSet() =>
        new()
        {
            Kind = PlanProblemKind.NoFullBackup,
            Message = "The history holds no complete full set.",
            Remedy = "Back up the databases (full) first.",
            DocumentationUri = Documentation.BackupSets,
        };

    private static PlanProblem NotInSet(RestoreTarget target, BackupSet set) =>
        new()
        {
            Kind = PlanProblemKind.NoFullBackup,
            Server = target.Instance,
            Database = target.Database,
            Message = $"Full set {set.SetId} holds no backup of {target.Source}; all databases must come from the same set.",
            Remedy = "Take a full set of all databases, or leave this database out.",
            DocumentationUri = Documentation.BackupSets,
        };
}
