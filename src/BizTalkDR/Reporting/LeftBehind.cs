using System.Globalization;
using BizTalkDR.Runbook;

namespace BizTalkDR.Reporting;

/// <summary>What a run has left behind, in words: what is off, what is destroyed, a line for each server.</summary>
public static class LeftBehind
{
    /// <summary>What is off: PROD-SQL1: job 'Backup BizTalk Server'; DR-SQL1: 9 databases closed to writing.</summary>
    /// <param name="off">What is off.</param>
    public static IReadOnlyList<string> Lines(IEnumerable<SwitchedOff> off) =>
        [
            .. (off ?? throw new ArgumentNullException(nameof(off)))
                .GroupBy(each => each.Server, StringComparer.OrdinalIgnoreCase)
                .Select(server => $"{server.Key}: {string.Join(", ", On([.. server]))}"),
        ];

    /// <summary>What is destroyed: PROD-SQL1: BizTalkMgmtDb, SSODB (Drop the database, step 6).</summary>
    /// <param name="destroyed">What is destroyed.</param>
    public static IReadOnlyList<string> Lines(IEnumerable<Destroyed> destroyed) =>
        [
            .. (destroyed ?? throw new ArgumentNullException(nameof(destroyed)))
                .GroupBy(each => (each.Server, each.Step, each.What, each.IsDone))
                .Select(group =>
                    $"{group.Key.Server}: {string.Join(", ", group.Select(each => each.Database))} "
                    + $"({group.Key.What}, step {group.Key.Step?.ToString(CultureInfo.InvariantCulture)}{(group.Key.IsDone ? "" : "; begun, its end is not on record")})"
                ),
        ];

    private static IEnumerable<string> On(IReadOnlyList<SwitchedOff> off)
    {
        foreach (var each in off.Where(each => each.Database is null))
            yield return each.Thing;
        var databases = off.Where(each => each.Database is not null).Select(each => each.Database).ToList();
        if (databases.Count > 0)
            yield return $"closed to writing: {string.Join(", ", databases)}";
    }
}
