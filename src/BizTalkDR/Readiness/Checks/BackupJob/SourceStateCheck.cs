using BizTalkDR.Databases;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Sql;

namespace BizTalkDR.Readiness.Checks.BackupJob;

/// <summary>Every database of the group is online: SQL Server backs up no other, and a set without one of them is partial.</summary>
internal static class SourceStateCheck
{
    private static readonly ReadinessCheck State = ReadinessCheckTable.SourceState;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed) =>
        observed.Group.Failure is { } failure
            ? [State.Unknown(observed.ManagementInstance, null, $"The databases of the group are not known: {failure}")]
            : observed.Databases.Select(database => Judge(observed, database.Key.Server, database.Name, database.State));

    private static ReadinessResult Judge(ReadinessObservations observed, string server, string database, DatabaseState state) =>
        state switch
        {
            DatabaseState.Online => State.Passed(server, database, "ONLINE."),
            DatabaseState.Unreachable => State.Unknown(server, database, $"{observed.WhySilent(server)}."),
            _ => State.Failed(
                server,
                database,
                $"It is {state.ToString().ToUpperInvariant()}: no backup can be taken of it, and the sets without it are partial.",
                state == DatabaseState.Offline
                    ? $"ALTER DATABASE {SqlIdentifier.Quote(database)} SET ONLINE; the next backup set holds it again."
                    : "Bring it online again; SQL Server's error log on that server says what is wrong with it. The next backup set holds it again."
            ),
        };
}
