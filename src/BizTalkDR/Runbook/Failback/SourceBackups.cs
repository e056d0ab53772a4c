using BizTalkDR.Backups;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback;

/// <summary>The full backups of step 7 as the source instances see them: read there before production is dropped, and restored there in step 8.</summary>
internal static class SourceBackups
{
    /// <summary>The backups with the headers that the source instances read from the files.</summary>
    internal static BackupHistory Read(FailbackContext context)
    {
        var files = context.Facts.Backups.Select(backup => new BackupFile
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

    /// <summary>Every database has a backup that its source instance can read, and that is of this database.</summary>
    internal static StepProof Prove(FailbackContext context)
    {
        var files = Read(context).Sets.SelectMany(set => set.Files).ToList();
        return StepProof.Of(
            context.Databases.Select(database => Problem(database, files)).OfType<string>(),
            $"{files.Count} full backups in {context.BackupLocation} are verified, and the source instances can read them."
        );
    }

    /// <summary>
    /// The plan of step 8: each database from its backup, its files where production kept them. A database that an earlier run has restored is left out.
    /// </summary>
    internal static RestorePlanResult Plan(FailbackContext context)
    {
        var positions = context.ReadPositions(context.SourceKeys);
        var pending = context.Databases.Where(database =>
            !positions.Any(position =>
                FailbackContext.IsSame(position.Instance, database.Source)
                && FailbackContext.IsSame(position.Database, database.Name)
                && SourceState.IsRestored(context, position)
            )
        );
        var wish = new RestoreWish
        {
            Targets = [.. pending.Select(database => Target(context, database))],
            Stop = RestoreStop.FullBackup,
            Start = RestoreStart.StartOver,
            Instances = context.Directory.Identities,
        };
        return OverwriteLeftFiles(context, RestorePlanner.Plan(Read(context), positions, wish));
    }

    /// <summary>
    /// A database that was offline when it was dropped has left its files, and a restore over them asks for REPLACE. They are this database's own, at
    /// the paths recorded before; a database that is still there has kept the plan from being made.
    /// </summary>
    private static RestorePlanResult OverwriteLeftFiles(FailbackContext context, RestorePlanResult result)
    {
        if (result.Plan is not { } plan)
            return result;
        return result with
        {
            Plan = plan with
            {
                Databases =
                [
                    .. plan.Databases.Select(database =>
                        Production(context, database.Target.Instance, database.Target.Database) is { LeavesFiles: true }
                            ? database with
                            {
                                Actions = [.. database.Actions.Select(Overwriting)],
                            }
                            : database
                    ),
                ],
            },
        };
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
