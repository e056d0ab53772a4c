using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Record;

/// <summary>
/// A failback that has brought production back and whose journal was not given: a new run would take the live production for the broken one, and drop
/// what it has taken in since. Such a production was restored from a backup of the very copies that are still online on the destination. Log
/// sequence numbers only grow, so copies that log shipping has restored since are known by a last restore beyond that backup.
/// </summary>
/// <param name="directory">What the instances say of themselves.</param>
/// <param name="production">Where production's databases stand.</param>
/// <param name="copies">Where the destination's databases stand.</param>
internal sealed class EarlierFailback(
    InstanceDirectory directory,
    IEnumerable<DatabasePosition> production,
    IEnumerable<DatabasePosition> copies
)
{
    private readonly Dictionary<DatabaseKey, DatabasePosition> positions = production.Concat(copies).ToDictionary(position => position.Key);

    /// <exception cref="RunbookRefusedException">Production has come from the destination's databases already.</exception>
    public void Refuse(IEnumerable<FailbackDatabase> databases)
    {
        var back = databases.Where(database => IsBackup(positions[database.SourceKey], positions[database.DestinationKey])).ToList();
        if (back.Count > 0)
            throw new RunbookRefusedException("EarlierFailback", "failback", [Problem(back)])
            {
                Remedy =
                    "Go on with that failback: -JournalPath with its journal, and -Resume. If the journal is lost, finish by hand what is left of it: "
                    + "Start-BtsService, Remove-BtsDatabaseSet -Side Destination, Enable-BtsBackupJob, Enable-BtsRestoreJob.",
                DocumentationUri = Errors.Documentation.RestoringProduction,
            };
    }

    private bool IsBackup(DatabasePosition source, DatabasePosition copy) =>
        source is { State: DatabaseState.Online, SourceDatabase: { } from, LastRestore: { Type: BackupType.Full, LastLsn: { } taken } }
        && copy.State == DatabaseState.Online
        && directory.Find(from.Server, InstanceSide.Destination) is { } home
        && new DatabaseKey(home.Instance.Name, from.Name).Equals(copy.Key)
        && (copy.LastRestore?.LastLsn is not { } restored || restored < taken);

    private static string Problem(List<FailbackDatabase> back) =>
        "An earlier failback has restored "
        + string.Join(", ", back.Select(database => $"{database.Name} on {database.Source}"))
        + $" from {string.Join(", ", back.Select(database => database.Destination).Distinct(StringComparer.OrdinalIgnoreCase))} already, and the "
        + "copies there are still online. Beginning anew would drop what production has taken in since.";
}
