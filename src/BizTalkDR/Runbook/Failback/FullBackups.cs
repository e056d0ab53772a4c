using BizTalkDR.Backups;
using BizTalkDR.Backups.History;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;
using BizTalkDR.Runbook.Failback.Record;

namespace BizTalkDR.Runbook.Failback;

/// <summary>The full backups of step 7 as the source instances see them: read there before production is dropped, and restored there in step 8.</summary>
/// <param name="context">The failback.</param>
internal sealed class FullBackups(FailbackContext context)
{
    /// <summary>The backups at the mark, oldest first: what was backed up at another mark is not what production is to become.</summary>
    public IReadOnlyList<BackupNote> Taken => [.. context.Facts.Backups.Where(backup => backup.Mark == context.Mark?.Name)];

    /// <summary>The newest backup of a database; null while there is none.</summary>
    public BackupNote? Find(FailbackDatabase database) => Taken.LastOrDefault(backup => backup.Key.Equals(database.DestinationKey));

    /// <summary>The databases that production still needs a backup of: none is taken, or their source instance can't read it.</summary>
    public IReadOnlyList<FailbackDatabase> Missing()
    {
        var pending = context.Production.Pending();
        var taken = pending.Where(database => Find(database) is not null).ToList();
        var files = taken.Count > 0 ? Files(taken) : [];
        return [.. pending.Where(database => Problem(database, files) is not null)];
    }

    /// <summary>Every database that production still needs a backup of has one that its source instance can read, and that is of this database.</summary>
    public StepProof Prove()
    {
        var pending = context.Production.Pending();
        var files = Files(pending);
        return StepProof.Of(
            pending.Select(database => Problem(database, files)).OfType<string>(),
            $"{files.Count} full backups in {context.BackupLocation} are verified, and the source instances can read them."
        );
    }

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

    private IReadOnlyList<BackupFile> Files(IEnumerable<FailbackDatabase> databases) =>
        [.. Read(databases).Sets.SelectMany(set => set.Files)];

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

    private static string? Problem(FailbackDatabase database, IEnumerable<BackupFile> files)
    {
        var file = files.FirstOrDefault(file => file.Database.Equals(database.DestinationKey));
        return file switch
        {
            null => $"{database.Name} on {database.Destination} has no backup.",
            { Defect: { } defect } => $"{database.Source} can't read {file.Path}: {defect}",
            { Header: null } => $"{database.Source} could not read the header of {file.Path}.",
            { Header.DatabaseName: var name } when !string.Equals(name, database.Name, StringComparison.OrdinalIgnoreCase) =>
                $"{file.Path} is a backup of {name}, not of {database.Name}.",
            _ => null,
        };
    }
}
