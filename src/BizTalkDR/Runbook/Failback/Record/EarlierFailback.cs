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
internal static class EarlierFailback
{
    /// <exception cref="FailbackRefusedException">Production has come from the destination's databases already.</exception>
    internal static void Refuse(FailbackContext context)
    {
        var copies = context.ReadPositions(context.DestinationKeys).ToDictionary(position => position.Key);
        var production = context.ReadPositions(context.SourceKeys).ToDictionary(position => position.Key);
        var back = context
            .Databases.Where(database =>
                IsBackup(
                    context.Directory,
                    production[new DatabaseKey(database.Source, database.Name)],
                    copies[new DatabaseKey(database.Destination, database.Name)]
                )
            )
            .ToList();
        if (back.Count > 0)
            throw new FailbackRefusedException("EarlierFailback", [Problem(back)])
            {
                Remedy =
                    "Go on with that failback: -JournalPath with its journal, and -Resume. If the journal is lost, finish by hand what is left of it: "
                    + "Start-BtsService, Remove-BtsDatabaseSet -Side Destination, Enable-BtsBackupJob, Enable-BtsRestoreJob.",
            };
    }

    private static bool IsBackup(InstanceDirectory directory, DatabasePosition production, DatabasePosition copy) =>
        production is { State: DatabaseState.Online, SourceDatabase: { } from, LastRestore: { Type: BackupType.Full, LastLsn: { } taken } }
        && copy.State == DatabaseState.Online
        && FailbackContext.IsSame(from.Name, copy.Database)
        && directory.Find(from.Server, InstanceSide.Destination) is { } home
        && FailbackContext.IsSame(home.Instance.Name, copy.Instance)
        && (copy.LastRestore?.LastLsn is not { } restored || restored < taken);

    private static string Problem(List<FailbackDatabase> back) =>
        "An earlier failback has restored "
        + string.Join(", ", back.Select(database => $"{database.Name} on {database.Source}"))
        + $" from {string.Join(", ", back.Select(database => database.Destination).Distinct(StringComparer.OrdinalIgnoreCase))} already, and the "
        + "copies there are still online. Beginning anew would drop what production has taken in since.";
}
