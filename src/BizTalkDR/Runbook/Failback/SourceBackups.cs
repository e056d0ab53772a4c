using BizTalkDR.Backups;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;
using BizTalkDR.Runbook.Failback.Production;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback;

/// <summary>The full backups of step 7 as the source instances see them: read there before production is dropped, and restored there in step 8.</summary>
internal static class SourceBackups
{
    /// <summary>The newest backup of a database; null while there is none.</summary>
    internal static BackupFact? Find(FailbackContext context, FailbackDatabase database) =>
        context.Backups.LastOrDefault(backup =>
            FailbackContext.IsSame(backup.Database, database.Name) && FailbackContext.IsSame(backup.Instance, database.Destination)
        );

    /// <summary>The databases that production still needs a backup of: none is taken, or their source instance can't read it.</summary>
    internal static IReadOnlyList<FailbackDatabase> Missing(FailbackContext context)
    {
        var pending = SourceState.Pending(context);
        var taken = pending.Where(database => Find(context, database) is not null).ToList();
        var files = taken.Count > 0 ? Files(context, taken) : [];
        return [.. pending.Where(database => Problem(database, files) is not null)];
    }

    /// <summary>Every database that production still needs a backup of has one that its source instance can read, and that is of this database.</summary>
    internal static StepProof Prove(FailbackContext context)
    {
        var pending = SourceState.Pending(context);
        var files = Files(context, pending);
        return StepProof.Of(
            pending.Select(database => Problem(database, files)).OfType<string>(),
            $"{files.Count} full backups in {context.BackupLocation} are verified, and the source instances can read them."
        );
    }

    private static IReadOnlyList<BackupFile> Files(FailbackContext context, IEnumerable<FailbackDatabase> databases) =>
        [.. Read(context, databases).Sets.SelectMany(set => set.Files)];

    /// <summary>The databases' backups with the headers that the source instances read from the files.</summary>
    private static BackupHistory Read(FailbackContext context, IEnumerable<FailbackDatabase> databases)
    {
        var files = databases
            .Select(database => Find(context, database))
            .OfType<BackupFact>()
            .Select(backup => new BackupFile
            {
                Database = new DatabaseKey(backup.Instance, backup.Database),
                Type = BackupType.Full,
                Paths = backup.Paths,
                Position = backup.Position,
            });
        var readers = context.Databases.ToDictionary(
            database => new DatabaseKey(database.Destination, database.Name),
            database => context.Topology.Instance(database.Source)
        );
        return context.Tools.Histories.WithHeaders(
            BackupHistory.OfFullBackups(files),
            readers,
            context.Options.ThrottleLimit,
            context.Cancellation
        );
    }

    /// <summary>
    /// The plan of step 8 for the databases that are not restored yet: each from its backup, its files where production kept them.
    /// </summary>
    internal static RestorePlanResult Plan(FailbackContext context, IReadOnlyList<FailbackDatabase> pending)
    {
        var wish = new RestoreWish
        {
            Targets = [.. pending.Select(database => Target(context, database))],
            Stop = RestoreStop.FullBackup,
            Start = RestoreStart.StartOver,
            Instances = context.Directory.Identities,
        };
        var result = RestorePlanner.Plan(Read(context, pending), context.ReadPositions(context.SourceKeys), wish);
        return result.Plan is not { } plan
            ? result
            : result with
            {
                Plan = plan with { Databases = [.. plan.Databases.Select(database => Left(context, database))] },
            };
    }

    /// <summary>
    /// What of a database's plan is to be done. One that an earlier run has restored is only recovered. One that was offline when it was dropped has left
    /// its files, and a restore over them asks for REPLACE: they are this database's own, at the paths recorded before, and a database that is still there
    /// has kept the plan from being made.
    /// </summary>
    private static DatabasePlan Left(FailbackContext context, DatabasePlan database)
    {
        if (SourceState.WaitsForRecovery(context, database.Position))
            return database with { Actions = [.. database.Actions.Where(action => action.Kind == RestoreActionKind.Recovery)] };
        return Production(context, database.Target.Instance, database.Target.Database) is { LeavesFiles: true }
            ? database with
            {
                Actions = [.. database.Actions.Select(Overwriting)],
            }
            : database;
    }

    private static RestoreAction Overwriting(RestoreAction action) =>
        action.Kind == RestoreActionKind.Full ? action with { Replace = true } : action;

    /// <summary>What was recorded of a database of production.</summary>
    internal static ProductionDatabase? Production(FailbackContext context, string instance, string database) =>
        context.Before.Production.FirstOrDefault(production =>
            FailbackContext.IsSame(production.Name, database) && FailbackContext.IsSame(production.Instance, instance)
        );

    private static string? Problem(FailbackDatabase database, IEnumerable<BackupFile> files)
    {
        var file = files.FirstOrDefault(file =>
            FailbackContext.IsSame(file.Database.Name, database.Name) && FailbackContext.IsSame(file.Database.Server, database.Destination)
        );
        return file switch
        {
            null => $"{database.Name} on {database.Destination} has no backup.",
            { Defect: { } defect } => $"{database.Source} can't read {file.Path}: {defect}",
            { Header: null } => $"{database.Source} could not read the header of {file.Path}.",
            { Header.DatabaseName: var name } when !FailbackContext.IsSame(name, database.Name) =>
                $"{file.Path} is a backup of {name}, not of {database.Name}.",
            _ => null,
        };
    }

    /// <summary>Where step 8 restores a database to: its files where production kept them, new ones in the default folders.</summary>
    internal static RestoreTarget Target(FailbackContext context, FailbackDatabase database)
    {
        var production = Production(context, database.Source, database.Name);
        return RestoreTarget.SameName(new DatabaseKey(database.Destination, database.Name), database.Source) with
        {
            Relocation = new FileRelocation
            {
                Kind = FileRelocationKind.DefaultFolders,
                Exact = (production?.Files ?? []).ToDictionary(
                    file => file.LogicalName,
                    file => file.PhysicalName,
                    StringComparer.OrdinalIgnoreCase
                ),
            },
        };
    }
}
