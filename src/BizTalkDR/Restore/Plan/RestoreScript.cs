using System.Globalization;
using BizTalkDR.Paths;
using BizTalkDR.Sql;

namespace BizTalkDR.Restore.Plan;

/// <summary>
/// Writes a plan as T-SQL that runs as it is in SSMS or sqlcmd. What is recovered can't be rolled forward any more, and neither message 4329 (the log
/// did not hold the mark) nor an error of a RESTORE ends a batch: so a script recovers only in a second run that somebody asks for.
/// </summary>
internal static class RestoreScript
{
    /// <summary>The script of one instance. Lines end alike on every system: SSMS asks about files in which they differ.</summary>
    public static string For(RestorePlan plan, string instance)
    {
        var databases = plan
            .Databases.Where(database => string.Equals(database.Target.Instance, instance, StringComparison.OrdinalIgnoreCase))
            .ToList();
        var recovered = databases.Where(database => database.Recovers).ToList();
        var rolledForward = databases.SelectMany(RollForward);
        string[] part1 = ["", "-- 1. Roll forward. Every database stays RESTORING."];
        var body = recovered.Count == 0 ? part1.Concat(rolledForward) : TwoRuns(part1, rolledForward, recovered);
        return string.Concat(Heading(plan, instance).Concat(body).Select(line => line + "\n"));
    }

    private static IEnumerable<string> Heading(RestorePlan plan, string instance) =>
        plan
            .Notes.Select(note => "-- Note: " + Comment(note))
            .Prepend(
                $"-- Restore plan for {Comment(instance)}: "
                    + (plan.Mark is { } mark ? $"all databases to mark {Comment(mark.Name)}." : "full backups.")
            );

    private static IEnumerable<string> TwoRuns(
        IEnumerable<string> part1,
        IEnumerable<string> rolledForward,
        IEnumerable<DatabasePlan> recovered
    ) =>
        [
            "-- Run this on every instance of the plan first: it rolls forward and recovers nothing. Only when that has succeeded on all of them,",
            "-- run it again with @recover = 1. Message 4329 after a log that holds the mark means that its database did not reach the mark: then",
            "-- no database of the plan may be recovered. It is no error, and nothing stops because of it.",
            "DECLARE @recover bit = 0;",
            .. part1,
            "IF @recover = 0",
            "BEGIN",
            .. rolledForward,
            "",
            "PRINT N'Nothing is recovered yet. Look for errors and for message 4329 above, then on the other instances.';",
            "END;",
            "",
            "-- 2. Recover. Only when part 1 has succeeded on every instance of the plan.",
            "IF @recover = 1",
            "BEGIN",
            .. recovered.Select(database => Statement(database, database.Actions[database.Actions.Count - 1]) + ";"),
            "END;",
        ];

    private static IEnumerable<string> RollForward(DatabasePlan database) =>
        database
            .RollForward.Select(action => Statement(database, action) + ";")
            .Prepend($"-- {Comment(database.Target.Database)}: {Describe(database)}")
            .Prepend("");

    /// <summary>The statement of one action, without a terminator.</summary>
    public static string Statement(DatabasePlan database, RestoreAction action)
    {
        var name = SqlIdentifier.Quote(database.Target.Database);
        if (action.Kind == RestoreActionKind.Recovery)
            return $"RESTORE DATABASE {name} WITH RECOVERY";
        var verb = action.Kind == RestoreActionKind.Log ? "LOG" : "DATABASE";
        var devices = string.Join(", ", action.Backup!.Paths.Select(Device));
        return $"RESTORE {verb} {name}\n    FROM {devices}\n    WITH {string.Join(", ", Options(action))}";
    }

    /// <summary>The time of AFTER, as RESTORE takes it in every language setting.</summary>
    public static string Time(DateTime time) =>
        time.ToString(time.Millisecond == 0 ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static string Device(string path) => (ServerPath.IsUrl(path) ? "URL = " : "DISK = ") + SqlIdentifier.Literal(path);

    private static string Describe(DatabasePlan database) =>
        database.Start switch
        {
            DatabaseStart.StartsOver => "starts over from a full backup: " + Comment(database.StartReason),
            DatabaseStart.Continues => "continues: " + Comment(database.StartReason),
            _ => "nothing to roll forward: " + Comment(database.StartReason),
        };

    private static IEnumerable<string> Options(RestoreAction action)
    {
        yield return "FILE = " + action.Backup!.Position.ToString(CultureInfo.InvariantCulture);
        foreach (var move in action.Moves)
            yield return $"MOVE {SqlIdentifier.Literal(move.LogicalName)} TO {SqlIdentifier.Literal(move.PhysicalName)}";
        if (action.Replace)
            yield return "REPLACE";
        yield return "NORECOVERY";
        if (action.StopAtMark is { } mark)
        {
            var after = action.StopAfter is { } time ? $" AFTER '{Time(time)}'" : "";
            yield return $"STOPATMARK = {SqlIdentifier.Literal(mark)}{after}";
        }
        yield return "STATS = 5";
    }

    // A line break in a name must not end the comment it stands in.
    private static string Comment(string text) => text.Replace('\r', ' ').Replace('\n', ' ');
}
