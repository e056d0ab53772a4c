using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Campaign.Worlds;

/// <summary>Production's databases before the failback: which they are, whose, and how set.</summary>
/// <param name="Databases">By name.</param>
internal sealed record ProductionBefore(IReadOnlyDictionary<string, ProductionBefore.One> Databases)
{
    public sealed record One(Guid Family, Guid Fork, string Settings);

    public static ProductionBefore Of(World world) =>
        new(
            world.Group.BackedUpDatabases.ToDictionary(
                database => database.Name,
                database => Of(world.Production(database)!),
                StringComparer.OrdinalIgnoreCase
            )
        );

    public static One Of(Database database) =>
        new(
            database.FamilyGuid,
            database.RecoveryForkGuid,
            $"owner {Convert.ToHexString(database.OwnerSid)}, {database.Options.RecoveryModel}, {database.Options.UserAccess}"
                + $"{(database.Options.IsReadOnly ? ", read-only" : "")}{(database.Options.IsTrustworthy ? ", trustworthy" : "")}"
                + $"{(database.Options.IsDbChaining ? ", chaining" : "")}{(database.Options.IsBrokerEnabled ? ", broker" : "")}, level {database.Options.CompatibilityLevel}"
        );
}
