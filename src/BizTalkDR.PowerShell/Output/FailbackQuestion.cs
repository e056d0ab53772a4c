using BizTalkDR.Runbook;

namespace BizTalkDR.PowerShell.Output;

/// <summary>The question before a step: what would be done where, what would be lost, and what No means here.</summary>
/// <param name="group">The topology's name, or null.</param>
/// <param name="goOn">The parameters with which the failback is gone on with.</param>
internal sealed class FailbackQuestion(string? group, string goOn)
{
    public string Caption(int step) => $"Confirm step {step} of the failback{(group is null ? "" : $" of {group}")}";

    public string Text(string title, IReadOnlyList<StepAction> actions)
    {
        var lines = new List<string> { $"{title}?" };
        lines.AddRange(actions.Select(action => action.Mark).OfType<string>().Distinct().Select(mark => $"To log mark {mark}."));
        foreach (var server in Servers(actions))
            lines.AddRange(On(server, [.. actions.Where(action => Same(action.Server, server))]));
        lines.Add($"No ends the failback before this step; {goOn} goes on with it.");
        return string.Join(Environment.NewLine, lines);
    }

    public static IReadOnlyList<string> Servers(IReadOnlyList<StepAction> actions) =>
        [.. actions.Select(action => action.Server).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static IEnumerable<string> On(string server, IReadOnlyList<StepAction> actions)
    {
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

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
