using BizTalkDR.Backups;
using BizTalkDR.Errors;

namespace BizTalkDR.Restore.Planning;

/// <summary>Plans restores that stop at a mark.</summary>
internal static class MarkPlanner
{
    public static RestorePlanResult Plan(PlanContext context)
    {
        var judge = new MarkJudge(context);
        if (Choose(context, judge) is not ({ } mark, var rule))
            return new RestorePlanResult { Problems = [NotChosen(context, judge)] };
        if (!mark.IsUsable)
            return Refuse(context, judge, mark);
        var databases = context.Routers.Select((router, each) => Database(context, router, mark.Routes[each], mark.Set)).ToList();
        var layoutProblems = FileCollisions.Find(context, databases).ToList();
        if (layoutProblems.Count > 0)
            return new RestorePlanResult { Problems = layoutProblems };
        var plan = new RestorePlan
        {
            Mark = judge.Describe(mark, rule),
            Databases = databases,
            Notes = [.. Notes(databases)],
            ExpectedDataLoss = DataLoss(context, mark),
        };
        return new RestorePlanResult { Plan = plan };
    }

    private static (JudgedMark?, LogMarkRule) Choose(PlanContext context, MarkJudge judge)
    {
        if (context.Wish.MarkName is not { } name)
            return (judge.Recommended, judge.Rule);
        var named = Named(context, judge, name);
        return (named.Count == 1 ? named[0] : null, LogMarkRule.Named);
    }

    private static List<JudgedMark> Named(PlanContext context, MarkJudge judge, string name)
    {
        var named = judge.Marks.Where(mark => context.Index.Sets[mark.Set].MarkName == name).ToList();
        if (context.Wish.MarkAfter is not { } after)
            return named;
        return [.. named.Where(mark => context.Index.Sets[mark.Set].BackupDate >= after).Take(1)];
    }

    private static PlanProblem NotChosen(PlanContext context, MarkJudge judge)
    {
        if (context.Wish.MarkName is { } name)
        {
            return Named(context, judge, name).Count > 1
                ? Problem(
                    PlanProblemKind.UnknownMark,
                    $"The history holds mark {name} more than once.",
                    "Say which one is meant by the time after which it was set.",
                    Documentation.RelatedDatabases
                )
                : Problem(
                    PlanProblemKind.UnknownMark,
                    $"The history does not know mark {name}.",
                    "List the marks and choose one of them.",
                    Documentation.LogShipping
                );
        }
        if (judge.Marks.Count == 0)
        {
            return Problem(
                PlanProblemKind.NoMark,
                "The history holds no log set, so there is no mark to restore to.",
                "Check that the backup job has run its log step (MarkAndBackupLog) and that the right history was read.",
                Documentation.LogShipping
            );
        }
        var newest = judge.Marks[judge.Marks.Count - 1];
        var reasons = judge.Describe(newest).Reasons;
        return Problem(
            PlanProblemKind.NoMark,
            $"None of the {judge.Marks.Count} marks can be reached by all databases. The newest, {context.Index.Sets[newest.Set].MarkName}: "
                + string.Join(" ", reasons),
            "List the marks with their reasons and repair what the newest one lacks.",
            Documentation.LogShipping
        );
    }

    private static RestorePlanResult Refuse(PlanContext context, MarkJudge judge, JudgedMark wished)
    {
        var before = judge.Marks.LastOrDefault(mark => mark.Set < wished.Set && mark.IsUsable);
        var after = judge.Marks.FirstOrDefault(mark => mark.Set > wished.Set && mark.IsUsable);
        return new RestorePlanResult
        {
            Problems =
            [
                .. wished
                    .Routes.Select(route => route.Problem)
                    .Where(problem => problem is not null)
                    .Select(problem => problem!)
                    .Distinct(),
            ],
            NearestMarkBefore = before is null ? null : context.Index.Sets[before.Set].MarkName,
            NearestMarkAfter = after is null ? null : context.Index.Sets[after.Set].MarkName,
        };
    }

    private static DatabasePlan Database(PlanContext context, DatabaseRouter router, Route route, int markSet) =>
        new()
        {
            Target = router.Target,
            Position = router.Position,
            Start = route.Start,
            StartReason = route.Reason,
            Actions = [.. ActionWriter.ToMark(context, router, route, markSet)],
        };

    private static IEnumerable<string> Notes(List<DatabasePlan> databases)
    {
        foreach (var database in databases)
        {
            if (database.Start == DatabaseStart.StartsOver && database.Position.CanContinue)
                yield return $"{database.Target.Key} starts over from a full backup: {database.StartReason}";
            if (database.Start == DatabaseStart.Recovered)
                yield return $"{database.Target.Key} is left as it is: {database.StartReason}.";
            if (database.RollForward.Any(action => action.Backup?.Header is null))
                yield return $"{database.Target.Key}: the headers of some backups were not read, so its log chain is checked by set ids only.";
        }
    }

    private static TimeSpan? DataLoss(PlanContext context, JudgedMark mark)
    {
        // Marks are compared with marks: the dates of the backups may be in another time zone than the marks' names.
        var newest = context.Index.Sets.Max(set => set.MarkName is { } name ? MarkName.Time(name) : null);
        return newest - MarkName.Time(context.Index.Sets[mark.Set].MarkName!);
    }

    private static PlanProblem Problem(PlanProblemKind kind, string message, string remedy, Uri documentation) =>
        new()
        {
            Kind = kind,
            Message = message,
            Remedy = remedy,
            DocumentationUri = documentation,
        };
}
