using BizTalkDR.Databases;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Readiness.Checks.Backups;

/// <summary>Every database of the group, and every copy, uses the full recovery model.</summary>
internal static class RecoveryModelCheck
{
    private static readonly ReadinessCheck Model = ReadinessCheckTable.RecoveryModel;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed) => Source(observed).Concat(Copies(observed));

    private static IEnumerable<ReadinessResult> Source(ReadinessObservations observed)
    {
        if (observed.Group.Failure is { } failure)
            return [Model.Unknown(observed.ManagementInstance, null, $"The databases of the group are not known: {failure}")];
        return observed.Databases.Select(database =>
            Judge(observed, database.Key.Server, database.Name, database.RecoveryModel, database.State, isCopy: false)
        );
    }

    private static IEnumerable<ReadinessResult> Copies(ReadinessObservations observed) =>
        DestinationCopies
            .Of(observed)
            .Where(copy => copy.Position is not null)
            .Select(copy =>
                Judge(observed, copy.Key.Server, copy.Position!.Database, copy.Position.RecoveryModel, copy.Position.State, isCopy: true)
            );

    private static ReadinessResult Judge(
        ReadinessObservations observed,
        string server,
        string database,
        RecoveryModel model,
        DatabaseState state,
        bool isCopy
    )
    {
        var full = isCopy
            ? "It follows the source with the next full backup set: set the source to FULL, then run sp_ForceFullBackup there."
            : $"ALTER DATABASE {Sql.SqlIdentifier.Quote(database)} SET RECOVERY FULL; then EXEC sp_ForceFullBackup in the management database, and run the backup job.";
        return model switch
        {
            RecoveryModel.Full => Model.Passed(server, database, "FULL."),
            RecoveryModel.Simple => Model.Failed(
                server,
                database,
                "SIMPLE: it has no log backups, so it can't be brought to a mark; BizTalk databases must not use it.",
                full
            ),
            RecoveryModel.BulkLogged => Model.Warning(
                server,
                database,
                "BULK_LOGGED: a log with bulk operations in it can't be stopped at its mark.",
                full
            ),
            _ => Model.Unknown(
                server,
                database,
                state == DatabaseState.Unreachable ? $"{observed.WhySilent(server)}." : $"The database is {state}."
            ),
        };
    }
}
