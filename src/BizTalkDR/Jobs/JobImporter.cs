using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Instances;
using BizTalkDR.Jobs.Definitions;
using BizTalkDR.Jobs.Import;
using BizTalkDR.Sql;
using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Jobs;

/// <summary>Finds out what an import of jobs would do; changes nothing.</summary>
internal sealed class JobImporter(IInstanceConnector connector, Topology topology, CancellationToken cancellationToken)
{
    public JobImportPlan Plan(JobExport export, JobImportOptions options)
    {
        var directory = InstanceDirectory.Ask(connector, topology, cancellationToken);
        var group = ReadGroup(directory, export, options);
        var warnings = RequireSameGroup(export, group);
        foreach (var key in options.MapInstance.Keys.Where(key => !export.Instances.Any(instance => instance.IsCalled(key))))
            throw Unknown(key, $"-MapInstance names {key}, which is no instance of the jobs.", string.Join(", ", export.Instances));
        var known = export
            .Instances.SelectMany(instance => instance.Databases.Concat(instance.Jobs.SelectMany(job => job.Databases)))
            .ToList();
        foreach (var key in options.MapDatabase.Keys.Where(key => !known.Any(database => database.SameAs(key))))
            throw Unknown(key, $"-MapDatabase names {key}, which is no database of the jobs.", string.Join(", ", known.Distinct()));
        var read = new Dictionary<string, InstanceJobs>(StringComparer.OrdinalIgnoreCase);
        var imports = new List<JobImport>();
        foreach (var source in export.Instances)
        foreach (var job in source.Jobs.Where(job => options.IsWanted(job.Name)))
        {
            var instance = Place(source, job, group, options);
            if (directory.Get(instance.Name).Failure is { } failure)
                throw failure;
            if (!read.TryGetValue(instance.Name, out var there))
                read[instance.Name] = there = InstanceJobsReader.Read(connector, topology, directory, instance, cancellationToken);
            imports.Add(
                JobDecision.Decide(source.Name, SourceNames(export, options), job, Servers(export, options, directory), there, options)
            );
        }
        return new JobImportPlan { Jobs = imports, Warnings = warnings };
    }

    // Names are what the server calls itself: steps connect by that.
    private static Dictionary<string, string> Servers(JobExport export, JobImportOptions options, InstanceDirectory directory)
    {
        var servers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in options.MapInstance)
        {
            var source = export.Instances.First(instance => instance.IsCalled(pair.Key));
            var target = directory.Get(pair.Value).ServerName ?? pair.Value;
            foreach (var name in new[] { source.Name, source.ServerName }.OfType<string>())
                servers[name] = target;
        }
        return servers;
    }

    // Where it is the same side, its own names are right.
    private static IReadOnlyList<string> SourceNames(JobExport export, JobImportOptions options) =>
        options.Side == InstanceSide.Source
            ? []
            :
            [
                .. export.Instances.SelectMany(instance => new[] { instance.Name, instance.ServerName }).OfType<string>(),
                .. options.MapDatabase.Keys,
            ];

    private InstanceReference Place(JobExportInstance source, JobDefinition job, BizTalkGroup? group, JobImportOptions options)
    {
        var instances = topology.Instances(options.Side);
        if (options.MapInstance.Where(pair => source.IsCalled(pair.Key)).Select(pair => pair.Value).FirstOrDefault() is { } mapped)
            return instances.FirstOrDefault(instance => instance.Name.SameAs(mapped))
                ?? throw Unknown(
                    mapped,
                    $"-MapInstance leads to {mapped}, which is no instance of that side.",
                    string.Join(", ", instances)
                );
        if (instances.Count == 1)
            return instances[0];
        if (options.Side == InstanceSide.Source && instances.FirstOrDefault(instance => source.IsCalled(instance.Name)) is { } itself)
            return itself;
        var copy = group?.Databases.FirstOrDefault(database =>
            database.SourceDatabase is { } origin && source.IsCalled(origin.Server) && job.Databases.Any(each => each.SameAs(origin.Name))
        );
        return instances.FirstOrDefault(instance => instance.Name.SameAs(copy?.Instance))
            ?? throw new BizTalkDRException(
                "NoInstanceForJob",
                ErrorKind.NotFound,
                $"Nothing tells which of {string.Join(", ", instances)} takes the databases of job {job.Name} of {source.Name}."
            )
            {
                Server = source.Name,
                Remedy = $"Say so: -MapInstance @{{ '{source.Name}' = '{instances.Select(each => each.Name).FirstOrDefault()}' }}.",
            };
    }

    private BizTalkGroup? ReadGroup(InstanceDirectory directory, JobExport export, JobImportOptions options)
    {
        try
        {
            return options.Side == InstanceSide.Source
                ? new BizTalkGroupReader(connector).ReadSource(topology, cancellationToken)
                : new BizTalkGroupReader(connector).ReadDestination(topology, directory, cancellationToken);
        }
        catch (BizTalkDRException error) when (error is GroupException or BackupHistoryException or InstanceConnectionException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Instances that are empty as yet, where it is told what goes where.
            if (
                topology.Instances(options.Side).Count > 1
                && !export.Instances.All(instance => options.MapInstance.Keys.Any(instance.IsCalled))
            )
                throw;
            return null;
        }
    }

    private IReadOnlyList<string> RequireSameGroup(JobExport export, BizTalkGroup? group)
    {
        var own = group is null ? null : new GroupIdentityReader(connector).Read(topology, group, cancellationToken);
        if (export.Group is null || own is null)
            return ["It could not be made sure that these jobs are this group's."];
        return export.Group.IsSame(own)
            ? []
            : throw new BizTalkDRException(
                "JobsOfAnotherGroup",
                ErrorKind.Configuration,
                $"These are the jobs of the group {export.Group}; the topology {topology.GroupName} is that of the group {own}. Nothing was changed."
            )
            {
                Remedy = "Give the file of this group's jobs, or the topology of theirs.",
            };
    }

    private static BizTalkDRException Unknown(string name, string message, string known) =>
        new("NameNotKnown", ErrorKind.Configuration, message) { Server = name, Remedy = $"Name one of: {known}." };
}
