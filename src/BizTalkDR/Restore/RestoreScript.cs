using System.Globalization;
using System.Text;
using BizTalkDR.Sql;

namespace BizTalkDR.Restore;

/// <summary>Writes a plan as T-SQL that runs as it is in SSMS or sqlcmd.</summary>
internal static class RestoreScript
{
    public static string For(RestorePlan plan, string instance)
    {
        var databases = plan
            .Databases.Where(database => string.Equals(database.Target.Instance, instance, StringComparison.OrdinalIgnoreCase))
            .ToList();
        var script = new StringBuilder();
        script.Append("-- Restore plan for ").Append(Comment(instance));
        script.AppendLine(plan.Mark is { } mark ? $": all databases to mark {mark.Name}." : ": full backups.");
        script.AppendLine("-- 1. Roll forward. Every database stays RESTORING.");
        foreach (var database in databases)
            AppendRollForward(script, database);
        var recovered = databases.Where(database => database.Recovers).ToList();
        if (recovered.Count > 0)
        {
            script.AppendLine();
            script.AppendLine("-- 2. Recover. Only when part 1 has succeeded on every instance of the plan: message 4329 after a log that");
            script.AppendLine("--    holds the mark means that this database did not reach it, and then none may be recovered.");
            foreach (var database in recovered)
                script.Append(Statement(database, database.Actions[database.Actions.Count - 1])).AppendLine(";");
        }
        return script.ToString();
    }

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

    /// <summary>Whether a path is that of a backup in Azure Blob Storage or in an S3 bucket.</summary>
    public static bool IsUrl(string path) =>
        path.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("s3://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The time of AFTER, as RESTORE takes it in every language setting.</summary>
    public static string Time(DateTime time) =>
        time.ToString(time.Millisecond == 0 ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static string Device(string path) => (IsUrl(path) ? "URL = " : "DISK = ") + SqlIdentifier.Literal(path);

    private static void AppendRollForward(StringBuilder script, DatabasePlan database)
    {
        script.AppendLine();
        script.Append("-- ").Append(Comment(database.Target.Database)).Append(": ").AppendLine(Describe(database));
        foreach (var action in database.RollForward)
            script.Append(Statement(database, action)).AppendLine(";");
    }

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
