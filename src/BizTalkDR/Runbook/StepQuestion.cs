namespace BizTalkDR.Runbook;

/// <summary>The question before a step: what would be done where, what would be lost, and what No means here.</summary>
/// <param name="runbook">What the runbook is called in a sentence.</param>
/// <param name="group">The topology's name, or null.</param>
/// <param name="goOn">The parameters with which the run is gone on with.</param>
/// <param name="production">Production's instances: what is done to them is told to be done to production.</param>
public sealed class StepQuestion(string runbook, string? group, string goOn, IReadOnlyCollection<string>? production = null)
{
    /// <summary>The question's heading.</summary>
    public string Caption(RunbookStep step) =>
        $"Confirm step {Require(step).Number} of the {runbook}{(group is null ? "" : $" of {group}")}";

    /// <summary>The question.</summary>
    public string Text(RunbookStep step, IReadOnlyList<StepAction> actions)
    {
        var lines = new List<string> { $"{Require(step).Title}?" };
        if (step.Explanation.Length > 0)
            lines.Add(step.Explanation);
        lines.AddRange(actions.Select(action => action.Mark).OfType<string>().Distinct().Select(mark => $"To log mark {mark}."));
        foreach (var server in Servers(actions))
            lines.AddRange(On(server, [.. actions.Where(action => IsSame(action.Server, server))]));
        lines.Add($"No ends the {runbook} before this step; {goOn} goes on with it.");
        return string.Join(Environment.NewLine, lines);
    }

    /// <summary>The instances and computers that the actions touch.</summary>
    public static IReadOnlyList<string> Servers(IReadOnlyList<StepAction> actions) =>
        [.. actions.Select(action => action.Server).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static RunbookStep Require(RunbookStep step) => step ?? throw new ArgumentNullException(nameof(step));

    private IEnumerable<string> On(string name, IReadOnlyList<StepAction> actions)
    {
        var server = production?.Contains(name, StringComparer.OrdinalIgnoreCase) == true ? $"{name} (production)" : name;
        var lost = Databases(actions.Where(action => action.IsDestructive));
        if (lost.Count > 0)
            yield return $"{server}: DESTROYS {string.Join(", ", lost)}";
        var others = Databases(actions).Except(lost, StringComparer.OrdinalIgnoreCase).ToList();
        if (others.Count > 0)
            yield return $"{server}: {string.Join(", ", others)}";
        var whole = actions.Where(action => action.Database is null).Select(action => action.Description).ToList();
        if (whole.Count > 0)
            yield return $"{server}: {string.Join("; ", whole)}";
    }

    private static List<string> Databases(IEnumerable<StepAction> actions) =>
        [.. actions.Select(action => action.Database).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];

    private static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
