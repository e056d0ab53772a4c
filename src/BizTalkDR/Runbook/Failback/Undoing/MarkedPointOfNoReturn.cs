using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Instances;

namespace BizTalkDR.Runbook.Failback.Undoing;

/// <summary>
/// Whether a failback without its journal can still be undone. What there was before it nobody tells, so nothing is taken for granted: every database of
/// production must be there now, and none may have been restored since the run's oldest mark.
/// </summary>
internal static class MarkedPointOfNoReturn
{
    /// <exception cref="RunbookRefusedException"><c>UndoRefused</c>: it is passed, or nobody can tell.</exception>
    public static void Require(UndoContext context)
    {
        var problems = context
            .Topology.Source.Where(instance => !context.Answers(instance.Name))
            .Select(instance => $"{instance.Name} can not be asked: whether production's databases are there can't be told.")
            .ToList();
        if (problems.Count == 0)
            problems.AddRange(Databases(context));
        if (problems.Count > 0)
            throw new RunbookRefusedException("UndoRefused", "undoing of the failback", problems)
            {
                Remedy =
                    "Without the run's journal only a production that is all there can be told from one that the run has begun to drop. If the journal can be "
                    + "found, give it (-JournalPath). Else look at what the servers say (Get-BtsDatabase -Side Source), and switch on by hand what is to be on: "
                    + "Enable-BtsBackupJob, Enable-BtsRestoreJob, Start-BtsService. Keep the copies and the backups of step 7 until production is whole.",
                DocumentationUri = Documentation.RestoringProduction,
            };
    }

    private static IEnumerable<string> Databases(UndoContext context)
    {
        var databases = context.GroupDatabases;
        if (databases.Count == 0)
            return ["Neither production nor the destination tells which databases the group has."];
        var keys = databases.Select(database => database.SourceKey).ToList();
        var clocks = keys.Select(key => key.Server)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                server => server,
                server => OnlineDatabases.Ask(context.Connector, context.Topology.Instance(server), context.Cancellation)?.Clock,
                StringComparer.OrdinalIgnoreCase
            );
        var marked = DateTime.UtcNow - context.SinceUtc;
        if (marked < TimeSpan.Zero)
            return
            [
                $"The run's oldest mark is of {context.SinceUtc:u}, which is still to come by this computer's clock: whether production was restored since can't be told.",
            ];
        return new DatabasePositionReader(context.Connector)
            .Read(context.Topology, keys, context.Cancellation)
            .Select(position => Problem(position, clocks[position.Instance], marked))
            .OfType<string>();
    }

    // Marks are dated by the operator's clock, restores by the server's: ages are compared, each by its own. Marks tell seconds.
    private static string? Problem(DatabasePosition now, ServerClock? clock, TimeSpan marked) =>
        now.State == DatabaseState.Missing ? $"{now.Database} on {now.Instance} is not there: the failback may have dropped it."
        : now.LastRestore?.RestoredAt is { } at && (clock is null || clock.Now - at < marked + TimeSpan.FromSeconds(1))
            ? $"{now.Database} on {now.Instance} was restored at {at:yyyy-MM-dd HH:mm:ss}, after the run had begun: it may be what the failback has brought back."
        : null;
}
