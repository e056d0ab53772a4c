using System.Reflection;
using BizTalkDR.Group;
using BizTalkDR.Instances;
using BizTalkDR.Jobs.Definitions;
using BizTalkDR.Sql;
using BizTalkDR.Text;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.Jobs;

/// <summary>Reads the jobs of a group on its source instances: BizTalk Server's own, and the site's that work in the group's databases.</summary>
internal sealed class JobExporter(IInstanceConnector connector, Topology topology, CancellationToken cancellationToken)
{
    /// <param name="isWanted">Whether a job of this name is meant; null for all of the group's.</param>
    public JobExport Export(Func<string, bool>? isWanted)
    {
        var directory = InstanceDirectory.Ask(connector, topology, cancellationToken);
        var group = new BizTalkGroupReader(connector).ReadSource(topology, cancellationToken);
        return new JobExport
        {
            ExportedAtUtc = DateTime.UtcNow,
            ModuleVersion = typeof(JobExporter)
                .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
                ?.InformationalVersion.Split('+')[0],
            Topology = topology.Name,
            Group = new GroupIdentityReader(connector).Read(topology, group, cancellationToken),
            Instances = OwnThread.ForEach(topology.Source, instance => Read(instance, directory, group, isWanted), cancellationToken),
        };
    }

    private JobExportInstance Read(
        InstanceReference instance,
        InstanceDirectory directory,
        BizTalkGroup group,
        Func<string, bool>? isWanted
    )
    {
        if (directory.Get(instance.Name).Failure is { } failure)
            throw failure;
        string[] databases =
        [
            .. group.Databases.Where(database => database.Instance.SameAs(instance.Name)).Select(database => database.Name),
        ];
        var jobs = InstanceJobsReader
            .Read(connector, topology, directory, instance, cancellationToken)
            .Jobs.Select(job => job.Definition)
            .Where(job => isWanted?.Invoke(job.Name) ?? job.Databases.Any(database => databases.Any(each => each.SameAs(database))));
        return new JobExportInstance
        {
            Name = instance.Name,
            ServerName = directory.Get(instance.Name).ServerName,
            Databases = databases,
            Jobs = [.. jobs],
        };
    }
}
