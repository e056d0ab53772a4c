using BizTalkDR.Errors;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Running;
using BizTalkDR.Restore.Situation;

namespace BizTalkDR.Tests.Restore.Planning.Histories;

/// <summary>
/// What must hold for every history: an accepted plan restores to exactly its mark in every database, and what is refused can't be restored by any
/// order of the same files.
/// </summary>
internal static class PlanCheck
{
    /// <summary>Refused by a rule of Microsoft's or of the operator, though files and LSNs might allow it.</summary>
    private static readonly HashSet<PlanProblemKind> RefusedByRule =
    [
        PlanProblemKind.PartialSet,
        PlanProblemKind.AfterPartialSet,
        PlanProblemKind.WrongState,
        PlanProblemKind.DatabaseExists,
    ];

    /// <summary>Lets the history happen, and plans some of its marks. Returns what was done about each.</summary>
    public static async Task<IReadOnlyList<PlanFate>> CheckAsync(HistoryCase each, int mostMarks = 3)
    {
        await using var history = new RandomHistory(each.Databases, each.Instances, each.Steps.Any(step => step.Kind == StepKind.Join));
        await history.HappenAsync(each.Steps);
        var stands = new DestinationStands(history, each.Stands);
        var marks = history.Model.Marks;
        var fates = new List<PlanFate>();
        for (var i = 0; i < Math.Min(mostMarks, marks.Count); i++)
            fates.Add(await CheckMark(each, history, stands, marks[(each.Mark + i) % marks.Count]));
        return fates;
    }

    private static async Task<PlanFate> CheckMark(HistoryCase each, RandomHistory history, DestinationStands stands, string mark)
    {
        stands.Bring();
        if (Read(history, mark) is not { } situation)
            return PlanFate.RefusedByRule;
        var wish = situation.Wish(mark) with { Start = each.Start, ReplaceExisting = each.Replace };
        var result = situation.Plan(wish);
        if (result.Plan is not { } plan)
            return CheckRefused(each, history, stands, situation, result, mark);
        await CheckAccepted(history, plan, mark);
        return PlanFate.Restored;
    }

    /// <summary>Null when the history knows no complete set: there is nothing to plan with.</summary>
    private static RestoreSituation? Read(RandomHistory history, string mark)
    {
        var group = history.Group;
        // A map may only name instances that backups come from.
        var backedUp = group.Sources.Where(source =>
            group.Names.Any(name => group.SourceOf(name) == source && history.Model.Marks.Any(set => history.Model.Knows(set, name)))
        );
        var options = new RestoreSituationOptions
        {
            MarkName = mark,
            InstanceMap = backedUp.ToDictionary(source => source, source => source.Replace("PROD", "DR", StringComparison.Ordinal)),
        };
        try
        {
            return new RestoreSituationReader(group.Connector).Read(group.Topology, options);
        }
        catch (BackupHistoryException nothing) when (nothing.ErrorId == "NoBackups")
        {
            return null;
        }
        catch (BizTalkDRException notMapped) when (notMapped.ErrorId == "UnknownName")
        {
            return new RestoreSituationReader(group.Connector).Read(
                group.Topology,
                options with
                {
                    InstanceMap = new Dictionary<string, string> { [group.Sources[0]] = group.Destinations[0] },
                }
            );
        }
    }

    private static async Task CheckAccepted(RandomHistory history, RestorePlan plan, string mark)
    {
        var group = history.Group;
        var said = Describe(plan);
        Assert.Equal(mark, plan.Mark!.Name);
        Assert.Equal(
            group.Names.Where(name => history.Model.Knows(mark, name)).Order(StringComparer.Ordinal),
            plan.Databases.Select(database => database.Target.Source.Name).Order(StringComparer.Ordinal)
        );
        var outcome = new RestoreRunner(group.Connector).Run(plan, group.Topology, new RestoreRunOptions { KillSessions = true });
        Assert.True(outcome.Succeeded, $"{said}\nfails: {string.Join(" ", outcome.Databases.Select(database => database.Error?.Message))}");
        foreach (var database in plan.Databases)
        {
            var expected = string.Join(' ', history.Model.At(mark, database.Target.Source.Name).Order(StringComparer.Ordinal));
            var found = string.Join(' ', group.Content(database.Target.Instance, database.Target.Database).Order(StringComparer.Ordinal));
            Assert.True(expected == found, $"{said}\n{database.Target.Key} at {mark} must hold {expected}\nand holds {found}");
        }
    }

    private static PlanFate CheckRefused(
        HistoryCase each,
        RandomHistory history,
        DestinationStands stands,
        RestoreSituation situation,
        RestorePlanResult result,
        string mark
    )
    {
        var why = string.Join("\n", result.Problems.Select(problem => $"{problem.Kind}: {problem.Message}"));
        Assert.NotEmpty(result.Problems);
        if (situation.History.Sets.All(set => set.MarkName != mark))
            return PlanFate.RefusedByRule;
        // A file is what the history says it is, or it is not used: files that changed their names are named as contradictions.
        var files = situation
            .History.Sets.Where(set => set.IsComplete)
            .SelectMany(set => set.Files)
            .Concat(situation.History.OtherBackups)
            .SelectMany(file => file.Paths)
            .Where(path => !history.Swapped.Contains(Path.GetFileName(path.Replace('\\', '/'))))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var backups = history.Backups;
        var laboratory = new RestoreSearch(history.Group.On(SmallGroup.Laboratory));
        var ways = new Dictionary<string, IReadOnlyList<string>?>();
        var isByRule = false;
        foreach (var name in history.Group.Names)
        {
            var problems = result.Problems.Where(problem => problem.Database is null || problem.Database == name).ToList();
            if (problems.Exists(problem => RefusedByRule.Contains(problem.Kind)))
            {
                isByRule = true;
                continue;
            }
            var usable = backups.Where(backup => backup.Paths.All(files.Contains)).ToList();
            var present = each.Start == RestoreStart.StartOver ? null : stands.WayTo(name);
            var standsAtMark =
                present is not null && stands.MarkOf(name) == mark && usable.Any(backup => backup.Restore(mark) == present[^1]);
            ways[name] = standsAtMark ? present : laboratory.Find(name, usable, mark, present, each.Start != RestoreStart.Continue);
            laboratory.Drop(name);
            Assert.False(
                ways[name] is not null && problems.Exists(problem => problem.Database == name),
                $"Refused for {name}:\n{why}\nbut this restores it to {mark}:\n{string.Join("\n", ways[name] ?? [])}"
            );
        }
        if (ways.Values.Any(way => way is null))
            return PlanFate.Impossible;
        Assert.True(
            isByRule,
            $"Refused:\n{why}\nbut this restores all to {mark}:\n{string.Join("\n", ways.Values.SelectMany(way => way ?? []))}"
        );
        return PlanFate.RefusedByRule;
    }

    private static string Describe(RestorePlan plan) =>
        $"The plan to {plan.Mark?.Name}:\n"
        + string.Join(
            "\n",
            plan.Databases.SelectMany(database =>
                database
                    .Actions.Select(action => $"  {action.Kind} {string.Join(", ", action.Backup?.Paths ?? [])} {action.Backup?.Position}")
                    .Prepend($"{database.Target.Key}: {database.Start}, {database.StartReason}")
            )
        );
}

/// <summary>What became of a mark.</summary>
internal enum PlanFate
{
    /// <summary>The plan was accepted, run, and ended at exactly the mark.</summary>
    Restored,

    /// <summary>The plan was refused, and brute force found no way either.</summary>
    Impossible,

    /// <summary>The plan was refused by a rule that files and LSNs know nothing of.</summary>
    RefusedByRule,
}
