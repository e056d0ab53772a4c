using BizTalkDR.Databases;
using BizTalkDR.Runbook.Failback.Production;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Runbook.Failback;

/// <summary>
/// What step 10 asks before it drops the last good copies: does every database of production descend from its backup of step 7, and is it alive?
/// </summary>
/// <param name="context">The failback.</param>
internal sealed class ProductionLife(FailbackContext context)
{
    /// <summary>What speaks against it, a sentence each.</summary>
    /// <param name="conditions">Production's databases as they are now.</param>
    public IReadOnlyList<string> Problems(IEnumerable<DatabaseCondition> conditions)
    {
        var recorded = context.Before.Production.ToDictionary(production => production.Key);
        return [.. conditions.SelectMany(condition => Problems(condition, recorded[condition.Key]))];
    }

    private IEnumerable<string> Problems(DatabaseCondition now, ProductionDatabase recorded)
    {
        var name = $"{now.Key.Name} on {now.Key.Server}";
        if (now.State != DatabaseState.Online)
        {
            yield return $"{name} is {now.State.InWords()}.";
            yield break;
        }
        if (Backup(now.Key) is not { } backup)
            yield return $"{name} has no identified backup of step 7 in the journal.";
        else if (backup.FamilyGUID is { } family && now.Identity.FamilyGuid is { } found && family != found)
            yield return $"{name} is of the family {found}; its backup of step 7 is of {family}.";
        if (now.IsReadOnly != recorded.IsReadOnly || now.UserAccess != ProductionOptions.Access(recorded))
            yield return $"{name} is {(now.IsReadOnly ? "READ_ONLY" : "READ_WRITE")}, {now.UserAccess}: it is not open as production was.";
        if (Dead(now.Key, recorded) is { } dead)
            yield return $"{name} {dead}";
    }

    private Backups.BackupIdentity? Backup(DatabaseKey key) =>
        context.Databases.FirstOrDefault(database => database.SourceKey.Equals(key)) is { } home
            ? context.Backups.Find(home)?.Identity
            : null;

    private string? Dead(DatabaseKey key, ProductionDatabase recorded)
    {
        try
        {
            using var connection = context.Connector.Open(context.Topology.Instance(key.Server), null, context.Cancellation);
            var damaged = SqlQuery.Scalar<int>(connection, SqlText.Load(typeof(ProductionLife), "SuspectPages"), ("@database", key.Name));
            if (damaged > 0)
                return $"has {damaged} damaged page(s) on record (msdb.dbo.suspect_pages).";
            connection.ChangeDatabase(key.Name);
            var (updateability, tables) = SqlQuery
                .Rows(
                    connection,
                    SqlText.Load(typeof(ProductionLife), "Answers"),
                    row => (row.Text("updateability"), row.Int("tables_count") ?? 0),
                    context.Cancellation
                )
                .Single();
            connection.ChangeDatabase("master");
            return updateability != (recorded.IsReadOnly ? "READ_ONLY" : "READ_WRITE") ? $"is {updateability}."
                : tables == 0 ? "holds no table."
                : null;
        }
        catch (SqlException error)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            return $"could not be asked: {error.Message} (message {error.Number})";
        }
    }
}
