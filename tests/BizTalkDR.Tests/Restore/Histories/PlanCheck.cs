using BizTalkDR.Backups;
using BizTalkDR.Errors;
using BizTalkDR.Restore;

namespace BizTalkDR.Tests.Restore.Histories;

/// <summary>
/// What must hold for every history: an accepted plan restores to exactly its mark in every database, and what is refused can't be restored by any
/// order of the same files.
/// </summary>
internal static class PlanCheck
{
    private const int MarksPerCase = 3;

    /// <summary>Refused by a rule of Microsoft's or of the operator, though files and LSNs might allow it.</summary>
    private static readonly HashSet<PlanProblemKind> RefusedByRule =
    [
        PlanProblemKind.PartialSet,
        PlanProblemKind.AfterPartialSet,
        PlanProblemKind.WrongState,
        PlanProblemKind.DatabaseExists,
        PlanProblemKind.SimpleRecovery,
    ];

    /// <summary>Lets the history happen, and plans three of its marks.</summary>
    public static async Task CheckAsync(HistoryCase each)
    {
        await using var history = new RandomHistory(each.Databases, each.Instances);
        await history.HappenAsync(each.Steps);
        var stands = new DestinationStands(history, each.Stands);
        var marks = history.Model.Marks;
        for (var i = 0; i < Math.Min(MarksPerCase, marks.Count); i++)
            await CheckMark(each, history, stands, marks[(each.Mark + i) % marks.Count]);
    }

    private static async Task CheckMark(HistoryCase each, RandomHistory history, DestinationStands stands, string mark)
    {
        stands.Bring();
        var group = history.Group;
        RestoreSituation situation;
        try
        {
            situation = new RestoreSituationReader(group.Connector).Read(
                group.Topology,
                new RestoreSituationOptions
                {
                    MarkName = mark,
                    InstanceMap = group.Sources.Zip(group.Destinations).ToDictionary(pair => pair.First, pair => pair.Second),
                }
            );
        }
        catch (BackupHistoryException nothing) when (nothing.ErrorId == "NoBackups")
        {
            return;
        }
        var wish = situation.Wish(mark) with { Start = each.Start, ReplaceExisting = each.Replace };
        var result = situation.Plan(wish);
        if (result.Plan is { } plan)
            await CheckAccepted(history, plan, mark);
        else
            CheckRefused(each, history, stands, situation, result, mark);
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
        var outcome = await new RestoreRunner(group.Connector).RunAsync(
            plan,
            group.Topology,
            new RestoreRunOptions { KillSessions = true }
        );
        Assert.True(outcome.Succeeded, $"{said}\nfails: {string.Join(" ", outcome.Databases.Select(database => database.Error?.Message))}");
        foreach (var database in plan.Databases)
        {
            var expected = string.Join(' ', history.Model.At(mark, database.Target.Source.Name).Order(StringComparer.Ordinal));
            var found = string.Join(' ', group.Content(database.Target.Instance, database.Target.Database).Order(StringComparer.Ordinal));
            Assert.True(expected == found, $"{said}\n{database.Target.Key} at {mark} must hold {expected}\nand holds {found}");
        }
    }

    private static void CheckRefused(
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
            return;
        // A file is what the history says it is, or it is not used: that it holds another database or another kind of backup is named as a
        // contradiction.
        var files = situation
            .History.Sets.Where(set => set.IsComplete)
            .SelectMany(set => set.Files)
            .Concat(situation.History.OtherBackups)
            .SelectMany(file => file.Paths.Select(path => (file.Database.Name, file.Type, Path: path.ToUpperInvariant())))
            .ToHashSet();
        var backups = history.Backups;
        var laboratory = new RestoreSearch(history.Group.On(SmallGroup.Laboratory));
        var ways = new Dictionary<string, IReadOnlyList<string>?>();
        foreach (var name in history.Group.Names)
        {
            var problems = result.Problems.Where(problem => problem.Database is null || problem.Database == name).ToList();
            if (problems.Exists(problem => RefusedByRule.Contains(problem.Kind)))
                return;
            var usable = backups
                .Where(backup => backup.Paths.Any(path => files.Contains((name, TypeOf(backup), path.ToUpperInvariant()))))
                .ToList();
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
        Assert.True(
            ways.Values.Any(way => way is null),
            $"Refused:\n{why}\nbut this restores all to {mark}:\n{string.Join("\n", ways.Values.SelectMany(way => way ?? []))}"
        );
    }

    private static BackupType TypeOf(BackupEntry backup) =>
        backup.Type switch
        {
            BackupMedia.BackupType.Database => BackupType.Full,
            BackupMedia.BackupType.Log => BackupType.Log,
            BackupMedia.BackupType.DifferentialDatabase => BackupType.Differential,
            _ => BackupType.Other,
        };

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
