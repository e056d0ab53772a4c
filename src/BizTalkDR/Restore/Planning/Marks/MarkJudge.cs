using BizTalkDR.Backups;
using BizTalkDR.Errors;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning.Start;

namespace BizTalkDR.Restore.Planning.Marks;

/// <summary>Judges the marks of a history, each when it is asked about, and recommends one.</summary>
internal sealed class MarkJudge
{
    private readonly PlanContext context;
    private readonly List<int> marks = [];

    public MarkJudge(PlanContext context)
    {
        this.context = context;
        for (var set = 0; set < context.Index.Sets.Count; set++)
        {
            if (context.Index.Sets[set] is { Type: BackupType.Log, MarkName: not null })
                marks.Add(set);
        }
        (Recommended, Rule) = Recommend();
    }

    /// <summary>The sets of all marks, oldest first.</summary>
    public IReadOnlyList<int> Marks => marks;

    /// <summary>The set of the newest mark that can be reached by its set; the newest of all if none can.</summary>
    public int NewestComplete => marks[Math.Max(0, NewestBefore(marks.Count) is >= 0 and var newest ? newest : marks.Count - 1)];

    /// <summary>The set of the recommended mark, or -1 if none is usable.</summary>
    public int Recommended { get; }

    /// <summary>The rule that recommended it.</summary>
    public LogMarkRule Rule { get; }

    /// <summary>Whether every database can be brought to the mark of a set.</summary>
    public bool IsUsable(int set)
    {
        if (!context.Index.Sets[set].IsComplete)
            return false;
        foreach (var router in context.Routers)
        {
            if (!router.IsPossible(set))
                return false;
        }
        return true;
    }

    /// <summary>What keeps databases from the mark of a set, each reason once.</summary>
    public IReadOnlyList<PlanProblem> Problems(int set) =>
        context.Index.Sets[set].IsComplete
            ? [.. context.Routers.Select(router => router.WhyNot(set)).OfType<PlanProblem>()]
            : [ProblemWriter.PartialSetOf(context.Index.Sets[set])];

    /// <summary>The nearest usable mark before (-1) or after (1) a set, or null.</summary>
    public string? Nearest(int set, int direction)
    {
        for (var at = marks.IndexOf(set) + direction; at >= 0 && at < marks.Count; at += direction)
        {
            if (IsUsable(marks[at]))
                return context.Index.Sets[marks[at]].MarkName;
        }
        return null;
    }

    /// <summary>The mark of a set as others see it.</summary>
    public LogMark Describe(int mark, LogMarkRule? named = null)
    {
        var set = context.Index.Sets[mark];
        var rule = named ?? (mark == Recommended ? Rule : null);
        var isUsable = IsUsable(mark);
        return new LogMark
        {
            Name = set.MarkName!,
            Time = MarkName.Time(set.MarkName!),
            TimeKind = MarkName.TimeKind(set.MarkName!, set.Files.Min(file => file.Header?.BackupStartDate)),
            SetId = set.SetId,
            IsComplete = set.IsComplete,
            Databases = [.. set.Databases.Distinct().OrderBy(key => key)],
            IsUsable = isUsable,
            IsReachableByRollingForward = isUsable && context.Routers.All(router => router.IsAhead(mark)),
            Reasons = isUsable ? [] : [.. Problems(mark).Select(problem => problem.Message).Distinct()],
            IsRecommended = mark == Recommended,
            Rule = rule,
            RuleText = rule is { } known ? MarkRuleText.For(known) : null,
            RuleUri = rule is null ? null : Documentation.LogShipping,
        };
    }

    private (int, LogMarkRule) Recommend()
    {
        var last = NewestBefore(marks.Count);
        var second = NewestBefore(last);
        var isLastUsable = last >= 0 && IsUsable(marks[last]);
        if (second >= 0 && (!isLastUsable || CanStillStopAt(marks[second])) && IsUsable(marks[second]))
            return (marks[second], LogMarkRule.SecondToLast);
        if (isLastUsable)
            return (marks[last], LogMarkRule.Last);
        for (var at = NewestBefore(second); at >= 0; at = NewestBefore(at))
        {
            if (IsUsable(marks[at]))
                return (marks[at], LogMarkRule.NewestReachable);
        }
        return (-1, LogMarkRule.NewestReachable);
    }

    // Partial sets and those after them don't count.
    private int NewestBefore(int mark)
    {
        for (var at = mark - 1; at >= 0; at--)
        {
            if (context.Index.IsUsableLogSet(marks[at]))
                return at;
        }
        return -1;
    }

    // A database that is RESTORING would lose what log shipping has restored; one that has to start from a full backup anyway loses nothing.
    private bool CanStillStopAt(int set) =>
        context.Wish.Start == RestoreStart.StartOver || context.Routers.All(router => !router.Position.CanContinue || router.IsAhead(set));
}
