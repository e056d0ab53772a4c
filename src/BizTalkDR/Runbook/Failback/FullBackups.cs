using BizTalkDR.Backups;
using BizTalkDR.Backups.History;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;
using BizTalkDR.Runbook.Failback.Record;

namespace BizTalkDR.Runbook.Failback;

/// <summary>The full backups of step 7 as the source instances see them: identified there before production is dropped, and restored there in step 8.</summary>
/// <param name="context">The failback.</param>
internal sealed class FullBackups(FailbackContext context)
{
    private readonly BackupProof proof = new(context);

    /// <summary>
    /// The backups of the copies as they stand at the mark, oldest first: what was backed up at another mark, or on another recovery path of the copies,
    /// is not what production is to become.
    /// </summary>
    public IReadOnlyList<BackupNote> Taken =>
        [.. context.Facts.Backups.Where(backup => backup.Mark == context.Mark?.Name && !BackupProof.IsOfOtherFork(context, backup))];

    /// <summary>The newest backup of a database; null while there is none.</summary>
    public BackupNote? Find(FailbackDatabase database) => Taken.LastOrDefault(backup => backup.Key.Equals(database.DestinationKey));

    /// <summary>
    /// The databases that production still needs a backup of: none is taken, or the file is not the backup that was recorded, or it is not whole.
    /// </summary>
    public IReadOnlyList<FailbackDatabase> Missing() =>
        [
            .. context
                .Production.Pending()
                .Where(database => Find(database) is not { } backup || proof.Problem(database, backup) is not null),
        ];

    /// <summary>
    /// What keeps the databases from having each an identified, verified backup at the mark, as their source instances read it now; a sentence each.
    /// </summary>
    public IReadOnlyList<string> Problems(IEnumerable<FailbackDatabase> databases) =>
        [
            .. databases
                .Select(database =>
                    Find(database) is { } backup
                        ? proof.Problem(database, backup)
                        : $"{database.Name} on {database.Destination} has no identified backup at mark {context.Mark?.Name}: step 7 takes it."
                )
                .OfType<string>(),
        ];

    /// <summary>Every database that production still needs a backup of has one that its source instance has read to its end, and that is the recorded one.</summary>
    public StepProof Prove()
    {
        var pending = context.Production.Pending();
        return StepProof.Of(
            Problems(pending),
            $"{pending.Count} full backups in {context.BackupLocation} are identified and verified by the source instances that will restore them."
        );
    }

    /// <summary>What a backup that was just taken is, as the instance that will restore it reads it.</summary>
    /// <exception cref="Errors.BackupHistoryException">It can't be read there, or is not the one that was taken.</exception>
    public BackupNote Identify(FailbackDatabase database, BackupFile taken) => proof.Identify(database, taken);

    /// <summary>Has what was read before read anew.</summary>
    public void Forget() => proof.Forget();

    /// <summary>
    /// The plan of step 8 for the databases that are not restored yet: each from its backup, its files where production kept them.
    /// </summary>
    public RestorePlanResult Plan(IReadOnlyList<FailbackDatabase> pending)
    {
        var wish = new RestoreWish
        {
            Targets = [.. pending.Select(Target)],
            Stop = RestoreStop.FullBackup,
            Start = RestoreStart.StartOver,
            Instances = context.Directory.Identities,
        };
        var result = RestorePlanner.Plan(Read(pending), context.ReadPositions(context.SourceKeys), wish);
        return result.Plan is not { } plan ? result : result with { Plan = plan with { Databases = [.. plan.Databases.Select(Left)] } };
    }

    /// <summary>Where step 8 restores a database to: its files where production kept them, new ones in the default folders.</summary>
    public RestoreTarget Target(FailbackDatabase database) =>
        RestoreTarget.SameName(database.DestinationKey, database.Source) with
        {
            Relocation = new FileRelocation
            {
                Kind = FileRelocationKind.DefaultFolders,
                Exact = (context.Before.Find(database.SourceKey)?.Files ?? []).ToDictionary(
                    file => file.LogicalName,
                    file => file.PhysicalName,
                    StringComparer.OrdinalIgnoreCase
                ),
            },
        };

    /// <summary>
    /// What of a database's plan is to be done. One that an earlier run has restored is only recovered. One that was offline when it was dropped has left
    /// its files, and a restore over them asks for REPLACE: they are this database's own, at the paths recorded before, and a database that is still there
    /// has kept the plan from being made.
    /// </summary>
    private DatabasePlan Left(DatabasePlan database)
    {
        if (context.Production.WaitsForRecovery(database.Position))
            return database with { Actions = [.. database.Actions.Where(action => action.Kind == RestoreActionKind.Recovery)] };
        return context.Before.Find(database.Target.Key) is { LeavesFiles: true }
            ? database with
            {
                Actions = [.. database.Actions.Select(Overwriting)],
            }
            : database;
    }

    private static RestoreAction Overwriting(RestoreAction action) =>
        action.Kind == RestoreActionKind.Full ? action with { Replace = true } : action;

    // The databases' backups with the headers that the source instances read from the files.
    private BackupHistory Read(IEnumerable<FailbackDatabase> databases)
    {
        var files = databases
            .Select(Find)
            .OfType<BackupNote>()
            .Select(backup => new BackupFile
            {
                Database = backup.Key,
                Type = BackupType.Full,
                Paths = backup.Paths,
                Position = backup.Position,
            });
        var readers = context.Databases.ToDictionary(
            database => database.DestinationKey,
            database => context.Topology.Instance(database.Source)
        );
        return new BackupHistoryReader(context.Connector).WithHeaders(
            BackupHistory.OfFullBackups(files),
            readers,
            context.Options.ThrottleLimit,
            context.Cancellation
        );
    }
}
