using System.Globalization;
using System.Reflection;
using BizTalkDR.Backups;
using BizTalkDR.Instances;
using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Restore.Plan;

/// <summary>When, by what and for which instances a plan was made: what a reviewer asks first, and what must still hold when it runs.</summary>
public sealed record RestorePlanOrigin
{
    /// <summary>When it was made, UTC.</summary>
    public DateTime MadeAt { get; init; }

    /// <summary>The version of BizTalkDR that made it.</summary>
    public string? ModuleVersion { get; init; }

    /// <summary>The name of the topology, if it has one.</summary>
    public string? Topology { get; init; }

    /// <summary>The side that restores.</summary>
    public InstanceSide Side { get; init; } = InstanceSide.Destination;

    /// <summary>The topology names of the production instances.</summary>
    public IReadOnlyList<string> Source
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The topology names of the disaster recovery instances.</summary>
    public IReadOnlyList<string> Destination
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The instances that restore, as they answered when the plan was made.</summary>
    public IReadOnlyList<PlannedInstance> Instances
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>When, by which version and for which topology.</summary>
    public override string ToString() =>
        $"{MadeAt.ToString("yyyy-MM-dd HH:mm:ssZ", CultureInfo.InvariantCulture)} by BizTalkDR {ModuleVersion}"
        + (Topology is null ? "" : $" for topology {Topology}");

    /// <summary>The origin of a plan that is made now.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="topology">The topology it was made for.</param>
    /// <param name="side">The side that restores.</param>
    /// <param name="directory">What the instances said of themselves.</param>
    public static RestorePlanOrigin Of(RestorePlan plan, Topology topology, InstanceSide side, InstanceDirectory directory) =>
        new()
        {
            MadeAt = DateTime.UtcNow,
            ModuleVersion = CurrentVersion,
            Topology = topology.Name,
            Side = side,
            Source = [.. topology.Source.Select(instance => instance.Name)],
            Destination = [.. topology.Destination.Select(instance => instance.Name)],
            Instances =
            [
                .. directory
                    .Identities.Where(identity => identity.IsReachable && Restores(plan, identity.Instance.Name))
                    .Select(PlannedInstance.Of),
            ],
        };

    private static string? CurrentVersion =>
        typeof(RestorePlanOrigin).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    private static bool Restores(RestorePlan plan, string instance) =>
        plan.Databases.Any(database => string.Equals(database.Target.Instance, instance, StringComparison.OrdinalIgnoreCase));
}

/// <summary>What an instance said of itself when a plan was made.</summary>
public sealed record PlannedInstance
{
    /// <summary>The topology name.</summary>
    public required string Name { get; init; }

    /// <summary>SERVERPROPERTY('ServerName').</summary>
    public string? ServerName { get; init; }

    /// <summary>SERVERPROPERTY('ProductVersion').</summary>
    public Version? ProductVersion { get; init; }

    /// <summary>SERVERPROPERTY('Edition').</summary>
    public string? Edition { get; init; }

    /// <summary>The name and the version.</summary>
    public override string ToString() => ProductVersion is null ? Name : $"{Name} ({ProductVersion})";

    internal static PlannedInstance Of(InstanceIdentity identity) =>
        new()
        {
            Name = identity.Instance.Name,
            ServerName = identity.ServerName,
            ProductVersion = identity.ProductVersion,
            Edition = identity.Edition,
        };
}
