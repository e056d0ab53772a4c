using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Runbook.Failback.Foresight;
using BizTalkDR.Runbook.Failback.Production;
using BizTalkDR.Runbook.Failback.Steps;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Execution;

/// <summary>What must hold before the first step: found out by reading only, all problems at once.</summary>
internal static class FailbackPreflight
{
    /// <summary>Instances that do not answer, missing rights, versions. Needs nothing but connections.</summary>
    internal static IReadOnlyList<string> CheckInstances(FailbackContext context)
    {
        var problems = new List<string>();
        if (context.Topology.Source.Count == 0 || context.Topology.Destination.Count == 0)
            problems.Add("The topology must name at least one source and one destination instance.");
        foreach (var identity in context.Directory.Identities)
        {
            if (identity.Failure is { } failure)
                problems.Add($"{failure.Message} {failure.Remedy}");
            else if (!identity.IsSysAdmin)
                problems.Add(
                    $"The login on {identity.Instance.Name} is not a member of sysadmin: it could not drop, restore and reown the databases."
                );
        }
        return problems;
    }

    /// <summary>All the rest, for the steps that will run.</summary>
    internal static IReadOnlyList<string> Check(FailbackContext context, RunbookOptions options) =>
        [
            .. new StillAsLeft(context).Changes(),
            .. Versions(context),
            .. !context.IsPastRestore && (options.Includes(6) || options.Includes(8)) ? Families(context) : [],
            .. options.Includes(1) || options.Includes(11) ? BackupJobs(context) : [],
            .. options.Includes(2) || options.Includes(3) || options.Includes(12) ? RestoreJobs(context) : [],
            .. options.Includes(10) && options.Includes(12) ? new LogShippingReset(context).ProblemsAhead() : [],
            .. context.IsPastRestore ? [] : UntilBack(context, options),
            .. Ties(context, options),
            .. options.Includes(11) ? new ManagementCheck(context).Problems() : [],
            .. options.Includes(6) || options.Includes(8) ? Owners(context) : [],
            .. options.Includes(5) || options.Includes(9) ? Computers(context) : [],
        ];

    private static IEnumerable<string> UntilBack(FailbackContext context, RunbookOptions options) =>
        [
            .. options.Includes(4) ? Mark(context) : [],
            .. options.Includes(4) ? new CertificateCheck(context).OfBackups() : [],
            .. options.Includes(8) ? new CertificateCheck(context).OfDatabases() : [],
            .. options.Includes(7) || (context.Options.DocumentedOrder && options.Includes(6)) ? BackupFolder(context) : [],
            .. options.Includes(8) ? Files(context) : [],
        ];

    /// <summary>What would refuse to be dropped or restored over, on either side: messages 3752, 3743, 3724, 3709, 3104.</summary>
    private static IEnumerable<string> Ties(FailbackContext context, RunbookOptions options)
    {
        var drops = !context.IsPastRestore && (options.Includes(6) || options.Includes(8));
        var copies = options.Includes(10) || (!context.IsPastRestore && options.Includes(4));
        var reader = new DatabaseTiesReader(context.Connector);
        return (drops ? context.SourceKeys : [])
            .Concat(copies ? context.DestinationKeys : [])
            .GroupBy(key => key.Server, StringComparer.OrdinalIgnoreCase)
            .SelectMany(group =>
                reader.Read(context.Topology.Instance(group.Key), [.. group.Select(key => key.Name)], context.Cancellation)
            )
            .SelectMany(ties => ties.Problems());
    }

    /// <summary>Production and its copy are of one family, or else another database would take the place of production's.</summary>
    private static IEnumerable<string> Families(FailbackContext context)
    {
        var conditions = context.ReadConditions([.. context.SourceKeys, .. context.DestinationKeys]).ToDictionary(each => each.Key);
        return from database in context.Databases
            let production = conditions[database.SourceKey].Identity
            let copy = conditions[database.DestinationKey].Identity
            where production.IsSameFamily(copy) == false
            select $"{database.Name} on {database.Destination} is not a copy of {database.Name} on {database.Source}: it is of the family {copy.FamilyGuid}, "
                + $"production's is {production.FamilyGuid}. If production's was made anew and may go, drop it by hand first.";
    }

    /// <summary>A backup restores on the same or a newer version, never on an older one (message 3169).</summary>
    private static IEnumerable<string> Versions(FailbackContext context)
    {
        foreach (var pair in context.Databases.Select(database => (database.Source, database.Destination)).Distinct())
        {
            var source = context.Directory.Get(pair.Source);
            var destination = context.Directory.Get(pair.Destination);
            if (source.ProductVersion is { } older && destination.ProductVersion is { } newer && newer.Major > older.Major)
                yield return $"{pair.Destination} is version {newer}, newer than {pair.Source} ({older}): its backups can't be restored there (message 3169).";
        }
    }

    private static IEnumerable<string> BackupJobs(FailbackContext context)
    {
        if (context.Before.BackupJobs.Count == 0)
            yield return $"No job on {Names(context.Topology, InstanceSide.Source)} has a step that takes backups (sp_BackupAllFull_Schedule, sp_MarkAll) "
                + $"in {context.Topology.ManagementDatabase.Database} of {context.Topology.ManagementDatabase.Instance}.";
    }

    private static IEnumerable<string> RestoreJobs(FailbackContext context) =>
        context
            .Databases.Select(database => database.Destination)
            .Except(context.Before.RestoreJobs.Select(job => job.Instance), StringComparer.OrdinalIgnoreCase)
            .Select(instance =>
                $"No job on {instance}, enabled or disabled, has a step that gets the backup history or restores databases for this group's log shipping."
            );

    private static IEnumerable<string> Mark(FailbackContext context)
    {
        if (context.VerifyDestination(context.Options.Mark ?? context.Mark?.Name).IsConsistent)
            return [];
        var plan = context.PlanDestination();
        var nearest = new[] { plan.NearestMarkBefore, plan.NearestMarkAfter }.OfType<string>().ToList();
        return
        [
            .. plan.Problems.Select(problem => $"{problem.Message} {problem.Remedy}"),
            .. nearest.Count > 0 ? [$"Possible for all databases: {string.Join(" or ", nearest)}."] : Array.Empty<string>(),
        ];
    }

    private static IEnumerable<string> BackupFolder(FailbackContext context)
    {
        var locations = context.Topology.BackupLocations;
        if ((context.Options.BackupLocation ?? locations.Failback) is not { } folder)
            return [$"{BackupLocations.NoFailback().Message} {BackupLocations.NoFailback().Remedy}"];
        var missing = context
            .Databases.SelectMany(database => new[] { database.Source, database.Destination })
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(instance =>
                ServerFolder.Exists(context.Connector, context.Topology.Instance(instance), folder, context.Cancellation) != true
            )
            .Select(instance => $"The folder for the full backups, {folder}, does not exist as {instance} sees it.")
            .ToList();
        return missing.Count > 0 ? missing : new BackupRoom(context).Problems();
    }

    private static IReadOnlyList<string> Files(FailbackContext context) =>
        new SourceFiles(context.Connector, context.Directory, context.Before.Production).Problems(
            context.Databases.Select(context.Backups.Target),
            context.ReadPositions(context.DestinationKeys),
            context.Cancellation
        );

    /// <summary>Production's owners must have their logins. An owner without a name can be mended only while the database is still there.</summary>
    private static IEnumerable<string> Owners(FailbackContext context)
    {
        var former = context.Production.Former();
        var owners = new OwnerLogins(context.Connector);
        return
        [
            .. OwnThread.Collect(
                context
                    .Before.Production.Where(production =>
                        production.WasThere && (production.Owner is not null || former.Contains(production.Key))
                    )
                    .GroupBy(production => production.Instance, StringComparer.OrdinalIgnoreCase),
                group => owners.Problems(context.Topology.Instance(group.Key), group, context.Cancellation),
                context.Cancellation
            ),
        ];
    }

    private static IEnumerable<string> Computers(FailbackContext context)
    {
        if (context.Topology.Computers.Count == 0)
            yield return "The topology names no BizTalk computer: nothing would be stopped before production is dropped. Name them, or skip steps 5 and 9 knowingly.";
        else if (context.Before.Services.Count == 0)
            yield return $"No BizTalk service was found on {string.Join(", ", context.Topology.Computers)}.";
    }

    private static string Names(Topology topology, InstanceSide side) => string.Join(", ", topology.Instances(side));
}
