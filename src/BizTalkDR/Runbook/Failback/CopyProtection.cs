using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Runbook.Failback.Production;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Sql;

namespace BizTalkDR.Runbook.Failback;

/// <summary>
/// Keeps the destination's copies as step 4 left them until step 10 drops them: what is backed up in step 7 and what stays behind as the last good
/// state must be what was brought to the mark.
/// </summary>
/// <param name="context">The failback.</param>
internal sealed class CopyProtection(FailbackContext context)
{
    /// <summary>The copies that are online and not protected yet.</summary>
    public IReadOnlyList<FailbackDatabase> Open()
    {
        var conditions = context.ReadConditions(context.DestinationKeys).ToDictionary(condition => condition.Key);
        return
        [
            .. context.Databases.Where(database =>
                conditions[database.DestinationKey] is { State: DatabaseState.Online } copy && !IsProtected(database, copy)
            ),
        ];
    }

    /// <summary>What protects each of the databases, in words.</summary>
    public IReadOnlyList<StepAction> Plan(IEnumerable<FailbackDatabase> databases) => [.. databases.Select(Action)];

    /// <summary>Protects those that are not.</summary>
    /// <exception cref="DatabaseSetException">Other sessions are in one of them and may not be ended.</exception>
    public void Protect(StepScope scope)
    {
        foreach (var database in Open())
            scope.Do(Action(database), () => Protect(database));
    }

    private void Protect(FailbackDatabase database)
    {
        var option = ProtectionChoice.Of(context, database).Option();
        using var session = context.Connector.OpenServer(context.Topology.Instance(database.Destination), context.Cancellation);
        if (!context.Options.EndSessions && ExclusiveAccess.LastingSessions(session, database.Name) is { Count: > 0 } sessions)
            throw InUse(database, option, string.Join("; ", sessions), null);
        var others = context.Options.EndSessions ? "ROLLBACK IMMEDIATE" : "NO_WAIT";
        try
        {
            session.Context.ExecuteNonQuery($"ALTER DATABASE {SqlIdentifier.Quote(database.Name)} SET {option} WITH {others}");
        }
        catch (Exception error) when (SqlErrors.IsFromServer(error))
        {
            throw InUse(database, option, SqlErrors.Describe(error), error);
        }
    }

    private bool IsProtected(FailbackDatabase database, DatabaseCondition copy) =>
        ProtectionChoice.Of(context, database) == Protection.ReadOnly ? copy.IsReadOnly : copy.UserAccess == "RESTRICTED_USER";

    private StepAction Action(FailbackDatabase database) =>
        new(
            database.Destination,
            database.Name,
            $"Protect the copy from changes until step 10 ({ProtectionChoice.Of(context, database).Option()})"
        )
        {
            Act = StepAct.Protect,
            Switches = Switch.OfDatabase(database.Name, isOpen: false),
        };

    private static DatabaseSetException InUse(FailbackDatabase database, string option, string why, Exception? cause) =>
        new(
            "CopyNotProtected",
            ErrorKind.State,
            $"{database.Name} on {database.Destination} is at the mark, but could not be set {option}: {why}",
            cause
        )
        {
            Server = database.Destination,
            Database = database.Name,
            SqlErrorNumber = cause is null ? null : SqlErrors.Cause(cause)?.Number,
            Remedy =
                "Stop what uses the copy, or allow its sessions to be ended (-KillSession), then repeat step 4: nothing is restored again.",
            DocumentationUri = Documentation.RestoringProduction,
        };
}
