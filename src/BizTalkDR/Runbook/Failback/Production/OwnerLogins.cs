using BizTalkDR.Sql;

namespace BizTalkDR.Runbook.Failback.Production;

/// <summary>
/// Whether the owners that step 8 brings back can own a database on production's instances. A restore makes the restoring login the owner, and ALTER
/// AUTHORIZATION to a login that is not there is refused (message 15151), with production dropped already.
/// </summary>
/// <param name="connector">Opens connections.</param>
internal sealed class OwnerLogins(IInstanceConnector connector)
{
    /// <summary>A sentence, with its remedy, for each database whose owner has no login on its instance.</summary>
    internal IEnumerable<string> Problems(
        Topologies.InstanceReference instance,
        IEnumerable<ProductionDatabase> databases,
        CancellationToken cancellation
    )
    {
        using var connection = connector.Open(instance, null, cancellation);
        foreach (var owned in databases.GroupBy(database => database.Owner ?? "", StringComparer.OrdinalIgnoreCase))
        {
            var names = string.Join(", ", owned.Select(database => database.Name));
            if (owned.Key.Length == 0)
                yield return $"{names} on {instance.Name}: the owner's SID has no login there any more, so step 8 could not bring the owner back. "
                    + "Give each an owner (ALTER AUTHORIZATION ON DATABASE:: ... TO [sa]), or create the login (CREATE LOGIN ... WITH SID = ...).";
            else if (SqlQuery.Scalar<int>(connection, SqlText.Load(typeof(OwnerLogins), "OwnerLogin"), ("@owner", owned.Key)) == 0)
                yield return $"{names} on {instance.Name} must be owned by {owned.Key} again, and {instance.Name} has no login {owned.Key}. "
                    + $"Create it there (CREATE LOGIN {SqlIdentifier.Quote(owned.Key)} ..., with the SID it had).";
        }
    }
}
