using System.Globalization;
using BizTalkDR.Backups;
using BizTalkDR.Errors;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning.Chain;
using BizTalkDR.Restore.Planning.Start;

namespace BizTalkDR.Restore.Planning.Marks;

/// <summary>Plans restores that stop at a mark.</summary>
internal static class MarkPlanner
{
    public static RestorePlanResult Plan(PlanContext context)
    {
        var judge = new MarkJudge(context);
        if (Choose(context, judge) is not (>= 0 and var mark, var rule))
            return new RestorePlanResult
            {
                Problems = NotChosen(context, judge),
                ImpossibleMark = context.Wish.MarkName is null && judge.Marks.Count > 0 ? Name(context, judge.NewestComplete) : null,
            };
        if (!judge.IsUsable(mark))
            return Refuse(judge, mark) with { ImpossibleMark = Name(context, mark) };
        if (Uncertain(context, mark) is { Count: > 0 } uncertain)
            return new RestorePlanResult { Problems = uncertain, ImpossibleMark = Name(context, mark) };
        var databases = Databases(context, mark, mayBeCheaper: true);
        var layoutProblems = FileCollisions.Find(context, databases).ToList();
        if (layoutProblems.Count > 0)
        {
            // A database that could continue needs no place for its files.
            databases = Databases(context, mark, mayBeCheaper: false);
            layoutProblems = [.. FileCollisions.Find(context, databases)];
        }
        if (layoutProblems.Count > 0)
            return new RestorePlanResult { Problems = layoutProblems };
        var plan = new RestorePlan
        {
            Mark = judge.Describe(mark, rule) with { Identity = context.Index.Identity(mark) },
            Databases = databases,
            Notes = [.. Notes(databases)],
            ExpectedDataLoss = DataLoss.After(context, mark),
        };
        return new RestorePlanResult { Plan = plan };
    }

    private static (int, LogMarkRule) Choose(PlanContext context, MarkJudge judge)
    {
        if (context.Wish.MarkName is not { } name)
            return (judge.Recommended, judge.Rule);
        var named = Named(context, judge, name);
        return (named.Count == 1 ? named[0] : -1, LogMarkRule.Named);
    }

    private static List<int> Named(PlanContext context, MarkJudge judge, string name)
    {
        var named = OfName(context, judge, name, StringComparison.Ordinal);
        // Sets that were put together from files are numbered by themselves: the id counts where it has to tell marks apart.
        if (named.Count > 1 && context.Wish.MarkSetId is { } id)
            return [.. named.Where(mark => context.Index.Sets[mark].SetId == id)];
        if (context.Wish.MarkAfter is not { } after)
            return named;
        return [.. named.Where(mark => MarkTime.Set(context.Index.Sets[mark]) >= after).Take(1)];
    }

    private static List<int> OfName(PlanContext context, MarkJudge judge, string name, StringComparison comparison) =>
        [.. judge.Marks.Where(mark => string.Equals(context.Index.Sets[mark].MarkName, name, comparison))];

    private static PlanProblem NotNamed(PlanContext context, MarkJudge judge, string name)
    {
        if (Named(context, judge, name).Count > 1)
            return Problem(
                PlanProblemKind.UnknownMark,
                $"The history holds mark {name} more than once: {Occurrences(context, Named(context, judge, name))}.",
                "Say which one is meant by its backup set (-MarkSetId, or pipe the mark from Get-BtsLogMark), or by the time after which it was set (-MarkAfter).",
                Documentation.RelatedDatabases
            );
        if (context.Wish.MarkSetId is { } id && OfName(context, judge, name, StringComparison.Ordinal) is { Count: > 0 } others)
            return Problem(
                PlanProblemKind.UnknownMark,
                $"Mark {name} is not of set {id}, but of {Occurrences(context, others)}.",
                "Give the id of the mark's set as Get-BtsLogMark tells it (SetId), or none where the name occurs once.",
                Documentation.RelatedDatabases
            );
        if (OfName(context, judge, name, StringComparison.Ordinal) is { Count: > 0 } earlier)
            return Problem(
                PlanProblemKind.UnknownMark,
                $"Mark {name} was not set at or after {Time(context.Wish.MarkAfter)}, but at {string.Join(", ", earlier.Select(mark => Time(MarkTime.Set(context.Index.Sets[mark]))))}.",
                "Give a time at or before that of the mark, as the server's local time, or none where the name occurs once.",
                Documentation.RelatedDatabases
            );
        return OfName(context, judge, name, StringComparison.OrdinalIgnoreCase) is { Count: > 0 } alike
            ? Problem(
                PlanProblemKind.UnknownMark,
                $"The history does not know mark {name}, but {Name(context, alike[0])}: upper and lower case count.",
                $"Name {Name(context, alike[0])}, if that is meant.",
                Documentation.LogShipping
            )
            : Problem(
                PlanProblemKind.UnknownMark,
                $"The history does not know mark {name}.",
                "List the marks and choose one of them.",
                Documentation.LogShipping
            );
    }

    private static string Occurrences(PlanContext context, IEnumerable<int> marks) =>
        string.Join(", ", marks.Select(mark => $"set {context.Index.Sets[mark].SetId} ({Time(MarkTime.Set(context.Index.Sets[mark]))})"));

    // A log that holds two marks of that name, of which nobody tells the LSN: the restore would stop at the earlier one, and nothing would tell.
    private static List<PlanProblem> Uncertain(PlanContext context, int mark) =>
        [
            .. context
                .Routers.Where(router => !MarkStop.Of(context, router, mark).IsCertain)
                .Select(router =>
                    Problem(
                        PlanProblemKind.UnknownMark,
                        $"The log of {router.Target.Source} that holds mark {Name(context, mark)} of set {context.Index.Sets[mark].SetId} holds an earlier mark of that name, and "
                            + "where the two lie in it is not known.",
                        "Let production's msdb be asked, which knows their LSNs (logmarkhistory), or choose another mark: Get-BtsLogMark lists them.",
                        Documentation.RelatedDatabases
                    ) with
                    {
                        Server = router.Target.Instance,
                        Database = router.Target.Database,
                    }
                ),
        ];

    private static string Time(DateTime? time) => time?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "an unknown time";

    private static IReadOnlyList<PlanProblem> NotChosen(PlanContext context, MarkJudge judge)
    {
        if (context.Wish.MarkName is { } name)
            return [NotNamed(context, judge, name)];
        if (judge.Marks.Count == 0)
        {
            return
            [
                Problem(
                    PlanProblemKind.NoMark,
                    "The history holds no log set, so there is no mark to restore to.",
                    "Check that the backup job has run its log step (MarkAndBackupLog) and that the right history was read.",
                    Documentation.LogShipping
                ),
            ];
        }
        // The newest mark of a complete set tells best what each database lacks.
        return judge.Problems(judge.NewestComplete);
    }

    private static string Name(PlanContext context, int mark) => context.Index.Sets[mark].MarkName!;

    private static RestorePlanResult Refuse(MarkJudge judge, int wished) =>
        new()
        {
            Problems = judge.Problems(wished),
            NearestMarkBefore = judge.Nearest(wished, -1),
            NearestMarkAfter = judge.Nearest(wished, 1),
        };

    private static List<DatabasePlan> Databases(PlanContext context, int mark, bool mayBeCheaper) =>
        [.. context.Routers.Select(router => Database(context, router, router.To(mark, mayBeCheaper)!, mark))];

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

    private static PlanProblem Problem(PlanProblemKind kind, string message, string remedy, Uri documentation) =>
        new()
        {
            Kind = kind,
            Message = message,
            Remedy = remedy,
            DocumentationUri = documentation,
        };
}
