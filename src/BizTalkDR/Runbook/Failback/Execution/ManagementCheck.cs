using BizTalkDR.Databases;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Execution;

/// <summary>
/// Whether step 11 will find what it asks for a full backup set: the management database of the topology must be one of the databases that come
/// back, and where it can be read today it must have sp_ForceFullBackup.
/// </summary>
/// <param name="context">The failback.</param>
internal sealed class ManagementCheck(FailbackContext context)
{
    private DatabaseKey Production => new(context.Topology.ManagementDatabase.Instance, context.Topology.ManagementDatabase.Database);

    /// <summary>What is wrong, a sentence each.</summary>
    public IReadOnlyList<string> Problems()
    {
        var home = context.Databases.FirstOrDefault(database => database.SourceKey.Equals(Production));
        if (home is null)
            return
            [
                $"The management database that the topology names, {Production.Name} on {Production.Server}, is none of the databases that come back "
                    + $"({string.Join(", ", context.Databases.Select(database => database.Name))}): step 11 could not ask it for a full backup set. "
                    + "Correct its name and instance in the topology.",
            ];
        return [.. new[] { home.SourceKey, home.DestinationKey }.Where(IsOpen).Where(IsOther).Select(Other)];
    }

    // A copy that log shipping restores can't be looked into.
    private bool IsOpen(DatabaseKey key) => context.ReadPositions([key])[0].State is DatabaseState.Online or DatabaseState.Standby;

    private bool IsOther(DatabaseKey key)
    {
        using var connection = context.Connector.Open(context.Topology.Instance(key.Server), key.Name, context.Cancellation);
        return SqlQuery.Scalar<int>(connection, SqlText.Load(typeof(ManagementCheck), "ForceFullBackup")) == 0;
    }

    private static string Other(DatabaseKey key) =>
        $"{key.Name} on {key.Server} has no procedure dbo.sp_ForceFullBackup: it is no management database, and step 11 could not ask it for a full "
        + "backup set. Correct the management database's name in the topology.";
}
