using System.Collections.Concurrent;
using BizTalkDR.Campaign.Worlds;
using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Campaign.Checking;

/// <summary>
/// Looks at every database of the group in the moment it is about to be dropped: production only when sound backups of all databases at one mark lie
/// there, a copy only when production is there.
/// </summary>
internal sealed class Guard
{
    private readonly World world;
    private readonly Lock one = new();
    private readonly ConcurrentQueue<string> violations = new();

    public Guard(World world)
    {
        this.world = world;
        Probe = new BackupProbe(world);
        world.Host.Faults.Add(
            new Fault(FaultPoint.Drop, Times: int.MaxValue)
            {
                Effect = FaultEffect.Watch,
                Where = site => !IsOurs && world.Group.Find(site.Subject) is { IsBackedUp: true },
                Then = Look,
            }
        );
    }

    /// <summary>What the failback folder's files are worth.</summary>
    public BackupProbe Probe { get; }

    /// <summary>While the campaign itself drops something.</summary>
    public bool IsOurs { get; set; }

    /// <summary>What was dropped that must not have been, as sentences.</summary>
    public IReadOnlyList<string> Violations => [.. violations];

    private void Look(FaultSite site)
    {
        var database = world.Group.Find(site.Subject)!;
        lock (one)
            if (site.Instance == database.Instance.Name)
                LookAtProduction(database);
            else if (site.Instance == world.Sandbox.DestinationOf(database.Instance).Name)
                LookAtCopy(database, site.Instance);
    }

    private void LookAtProduction(BizTalkDatabase dropped)
    {
        var backups = world.Group.BackedUpDatabases.ToDictionary(database => database, Sound);
        var marks = backups.Values.SelectMany(found => found.Select(content => content.LastMark)).Distinct().ToList();
        if (marks.Any(mark => backups.Values.All(found => found.Any(content => content.LastMark == mark))))
            return;
        var lacking = backups.Where(pair => pair.Value.Count == 0).Select(pair => pair.Key.Name).ToList();
        violations.Enqueue(
            $"production's {dropped.Name} was dropped "
                + (lacking.Count > 0 ? $"without a sound backup of {string.Join(", ", lacking)}" : "with backups of several marks")
        );
    }

    private List<Content> Sound(BizTalkDatabase database) =>
        [.. Probe.Of(database).Where(content => content.IsWhole(world) && content.Family == world.Before.Databases[database.Name].Family)];

    private void LookAtCopy(BizTalkDatabase dropped, string instance)
    {
        var missing = world.Group.BackedUpDatabases.Where(database => !IsGood(database)).Select(database => database.Name).ToList();
        if (missing.Count > 0)
            violations.Enqueue(
                $"the copy of {dropped.Name} on {instance} was dropped while {string.Join(", ", missing)} of production was not there or not whole"
            );
    }

    private bool IsGood(BizTalkDatabase database)
    {
        if (world.Production(database) is not { State: DatabaseState.Online } production)
            return false;
        var content = Content.Of(world, database, production);
        return content.LastMark is { } mark
            && content.Family == world.Before.Databases[database.Name].Family
            && (content.Numbers is null || world.Sandbox.Workload.CommittedBefore(mark).IsSubsetOf(content.Numbers));
    }
}
