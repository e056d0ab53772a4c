using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Undoing;

/// <summary>A database that a run has closed to writing, or left to a single session.</summary>
/// <param name="context">What undoing works with.</param>
/// <param name="key">The database.</param>
internal sealed class DatabaseItem(UndoContext context, DatabaseKey key) : UndoItem
{
    private const string SingleUser = "SINGLE_USER";
    private const string MultiUser = "MULTI_USER";

    protected override StepAct Act => StepAct.Open;

    protected override string Description => $"Open [{key.Name}] for use, as it was";

    /// <summary>The copies that step 4 has closed, and production's databases that a drop which did not happen has left to one session.</summary>
    public static IReadOnlyList<UndoItem> Find(UndoContext context)
    {
        var copies = context.Off.Where(off => off.Database is not null).ToList();
        var alone = context
            .ReadConditions((context.Facts.Before?.Databases ?? []).Select(database => database.SourceKey))
            .Where(now =>
                now.UserAccess == SingleUser && context.Facts.Before!.Condition(now.Key)?.UserAccess is { } was && was != SingleUser
            )
            .Select(now => new SwitchedOff(now.Key.Server, $"database [{now.Key.Name}], {SingleUser}", 6, default)
            {
                Key = now.Key.Name,
                Database = now.Key.Name,
            });
        return [.. copies.Concat(alone).Select(off => new DatabaseItem(context, new DatabaseKey(off.Server, off.Key)) { Off = off })];
    }

    public override UndoReading Read(CancellationToken cancellationToken)
    {
        var now = Now();
        if (now.State != DatabaseState.Online)
            return new(true, now.State.InWords(), "the run has nothing closed there any more");
        var words = $"{(now.IsReadOnly ? "READ_ONLY" : "READ_WRITE")}, {now.UserAccess}";
        if (Statements(now).Count == 0)
            return new(true, words);
        return context.Facts.Left(key) is { } left && left.Condition.IdentityDifferencesFrom(now) is { Count: > 0 } differences
            ? new(false, words, $"it is not the database that step {left.Step} has left: {string.Join("; ", differences)}")
            : new(false, words);
    }

    public override void SwitchOn(CancellationToken cancellationToken)
    {
        using var connection = context.Connector.Open(context.Topology.Instance(key.Server), null, cancellationToken);
        foreach (var statement in Statements(Now()))
        {
            try
            {
                SqlQuery.Execute(connection, statement);
            }
            catch (Exception error) when (SqlErrors.IsFromServer(error))
            {
                throw new DatabaseSetException(
                    "DatabaseNotOpened",
                    ErrorKind.State,
                    $"{key.Name} on {key.Server} could not be opened for use again ({statement}): {SqlErrors.Describe(error)}",
                    error
                )
                {
                    Server = key.Server,
                    Database = key.Name,
                    SqlErrorNumber = SqlErrors.Cause(error)?.Number,
                    Remedy = "Stop what uses the database, or allow its sessions to be ended (-KillSession), then undo the run again.",
                };
            }
        }
    }

    private DatabaseCondition Now() =>
        new DatabaseConditionReader(context.Connector).Read(context.Topology.Instance(key.Server), [key.Name])[0];

    private IReadOnlyList<string> Statements(DatabaseCondition now)
    {
        var before = context.Facts.Before?.Condition(key) is { State: DatabaseState.Online } known ? known : null;
        var others = context.Options.EndSessions ? "ROLLBACK IMMEDIATE" : "NO_WAIT";
        var access = before?.UserAccess is { } was && was != SingleUser ? was : MultiUser;
        string Set(string option) => $"ALTER DATABASE {SqlIdentifier.Quote(key.Name)} SET {option} WITH {others}";
        return
        [
            .. now.UserAccess != access ? [Set(access)] : Array.Empty<string>(),
            .. now.IsReadOnly && before?.IsReadOnly != true ? [Set("READ_WRITE")] : Array.Empty<string>(),
        ];
    }
}
