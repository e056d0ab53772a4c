using BizTalkDR.Backups;
using BizTalkDR.Errors;

namespace BizTalkDR.Restore.Planning;

/// <summary>What can be done with one mark: the way of every database to it.</summary>
/// <param name="Set">The index of its log set.</param>
/// <param name="Routes">One way per target, in the order of the context's routers.</param>
internal sealed record JudgedMark(int Set, IReadOnlyList<Route> Routes)
{
    public bool IsUsable => Routes.All(route => route.IsPossible);

    public bool IsReachableByRollingForward => Routes.All(route => route.IsPossible && route.Start != DatabaseStart.StartsOver);
}

/// <summary>Judges the marks of a history and recommends one.</summary>
internal sealed class MarkJudge
{
    private readonly PlanContext context;

    public MarkJudge(PlanContext context)
    {
        this.context = context;
        Marks =
        [
            .. Enumerable
                .Range(0, context.Index.Sets.Count)
                .Where(set => context.Index.Sets[set] is { Type: BackupType.Log, MarkName: not null })
                .Select(Judge),
        ];
        (Recommended, Rule) = Recommend();
    }

    /// <summary>All marks, oldest first.</summary>
    public IReadOnlyList<JudgedMark> Marks { get; }

    /// <summary>The recommended mark, or null if none is usable.</summary>
    public JudgedMark? Recommended { get; }

    /// <summary>The rule that recommended it.</summary>
    public LogMarkRule Rule { get; }

    /// <summary>The mark as others see it.</summary>
    public LogMark Describe(JudgedMark mark, LogMarkRule? named = null)
    {
        var set = context.Index.Sets[mark.Set];
        var rule = named ?? (mark == Recommended ? Rule : null);
        return new LogMark
        {
            Name = set.MarkName!,
            Time = MarkName.Time(set.MarkName!),
            TimeKind = MarkName.TimeKind(set.MarkName!, set.Files.Min(file => file.Header?.BackupStartDate)),
            SetId = set.SetId,
            IsComplete = set.IsComplete,
            Databases = [.. set.Databases.OrderBy(key => key)],
            IsUsable = mark.IsUsable,
            IsReachableByRollingForward = mark.IsReachableByRollingForward,
            Reasons = [.. Reasons(mark, set).Distinct()],
            IsRecommended = mark == Recommended,
            Rule = rule,
            RuleText = rule is { } known ? MarkRuleText.For(known) : null,
            RuleUri = rule is null ? null : Documentation.LogShipping,
        };
    }

    private static IEnumerable<string> Reasons(JudgedMark mark, BackupSet set)
    {
        if (!set.IsComplete)
            return [$"Set {set.SetId} is a partial set: not every database was backed up in it."];
        return mark.Routes.Where(route => !route.IsPossible).Select(route => route.Problem!.Message);
    }

    private JudgedMark Judge(int set) => new(set, [.. context.Routers.Select(router => RouteTo(router, set))]);

    private Route RouteTo(DatabaseRouter router, int set)
    {
        var markSet = context.Index.Sets[set];
        return markSet.IsComplete ? router.ToMark(set) : Route.Impossible(() => PartialSet(markSet));
    }

    private static PlanProblem PartialSet(BackupSet set) =>
        new()
        {
            Kind = PlanProblemKind.PartialSet,
            Message = $"Set {set.SetId} ({set.MarkName}) is a partial set: not every database was backed up in it.",
            Remedy = "Choose a mark of a complete set.",
            DocumentationUri = Documentation.BackupSets,
        };

    private (JudgedMark?, LogMarkRule) Recommend()
    {
        var complete = Marks.Where(mark => context.Index.IsUsableLogSet(mark.Set)).ToList();
        var last = complete.Count > 0 ? complete[complete.Count - 1] : null;
        var second = complete.Count > 1 ? complete[complete.Count - 2] : null;
        if (second is { IsUsable: true } && (last is { IsUsable: false } || CanStillStopAt(second)))
            return (second, LogMarkRule.SecondToLast);
        if (last is { IsUsable: true })
            return (last, LogMarkRule.Last);
        return (complete.LastOrDefault(mark => mark.IsUsable), LogMarkRule.NewestReachable);
    }

    // A database that is RESTORING would lose what log shipping has restored; one that has to start from a full backup anyway loses nothing.
    private bool CanStillStopAt(JudgedMark mark) =>
        !context
            .Routers.Where(
                (router, each) =>
                    mark.Routes[each].Start == DatabaseStart.StartsOver
                    && router.Position.CanContinue
                    && context.Wish.Start != RestoreStart.StartOver
            )
            .Any();
}
