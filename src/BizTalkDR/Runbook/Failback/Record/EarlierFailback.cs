using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Record;

/// <summary>
/// A failback that has brought production back and whose journal was not given: a new run would take the live production for the broken one, and drop
/// what it has taken in since. Such a production was restored from a backup of the very copies that are still online on the destination: the backup is of
/// the recovery fork that they are on. Every recovery begins a fork of its own, so copies that log shipping has restored since are told from them.
/// </summary>
/// <param name="conditions">What the databases of both sides are like.</param>
internal sealed class EarlierFailback(IEnumerable<DatabaseCondition> conditions)
{
    private readonly Dictionary<DatabaseKey, DatabaseCondition> found = conditions.ToDictionary(condition => condition.Key);

    /// <exception cref="RunbookRefusedException">Production has come from the destination's databases already.</exception>
    public void Refuse(IEnumerable<FailbackDatabase> databases)
    {
        var back = databases.Where(database => IsBackup(found[database.SourceKey], found[database.DestinationKey])).ToList();
        if (back.Count > 0)
            throw new RunbookRefusedException("EarlierFailback", "failback", [Problem(back)])
            {
                Remedy =
                    "Go on with that failback: -JournalPath with its journal, and -Resume. If the journal is lost, finish by hand what is left of it: "
                    + "open production's databases (ALTER DATABASE ... SET READ_WRITE), then "
                    + "Start-BtsService, Remove-BtsDatabaseSet -Side Destination, Enable-BtsBackupJob, Enable-BtsRestoreJob.",
                DocumentationUri = Documentation.RestoringProduction,
            };
    }

    private static bool IsBackup(DatabaseCondition production, DatabaseCondition copy) =>
        production is { State: DatabaseState.Online, RestoredFork: { } taken }
        && copy is { State: DatabaseState.Online, Identity.RecoveryFork: { } fork }
        && taken == fork;

    private static string Problem(List<FailbackDatabase> back) =>
        "An earlier failback has restored "
        + string.Join(", ", back.Select(database => $"{database.Name} on {database.Source}"))
        + $" from {string.Join(", ", back.Select(database => database.Destination).Distinct(StringComparer.OrdinalIgnoreCase))} already, and the "
        + "copies there are still online. Beginning anew would drop what production has taken in since.";
}
