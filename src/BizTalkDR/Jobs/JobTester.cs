using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Instances;
using BizTalkDR.Jobs.Checks;
using BizTalkDR.Jobs.Definitions;
using BizTalkDR.Sql;
using BizTalkDR.Text;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.Jobs;

/// <summary>Holds the jobs of a side against what each database of the group must have; changes nothing.</summary>
internal sealed class JobTester(IInstanceConnector connector, Topology topology, CancellationToken cancellationToken)
{
    public IReadOnlyList<JobTestResult> Test(InstanceSide side)
    {
        var directory = InstanceDirectory.Ask(connector, topology, cancellationToken);
        var reader = new BizTalkGroupReader(connector);
        var group =
            side == InstanceSide.Source
                ? reader.ReadSource(topology, cancellationToken)
                : reader.ReadDestination(topology, directory, cancellationToken);
        var databases = group.Databases.Where(database => database.Instance is not null).ToList();
        var boxes = databases.Count(database => RoleOf(database) == DatabaseRole.MessageBox);
        return OwnThread.Collect(
            databases.GroupBy(database => database.Instance!, StringComparer.OrdinalIgnoreCase),
            instance => Test(topology.Instance(instance.Key), directory, [.. instance], boxes > 1),
            cancellationToken
        );
    }

    private List<JobTestResult> Test(
        InstanceReference instance,
        InstanceDirectory directory,
        IReadOnlyList<BizTalkDatabase> databases,
        bool severalBoxes
    )
    {
        if (directory.Get(instance.Name).Failure is { } failure)
            throw failure;
        var there = InstanceJobsReader.Read(connector, topology, directory, instance, cancellationToken);
        return
        [
            .. databases.SelectMany(database =>
                JobRule
                    .All.Where(rule => rule.Role == RoleOf(database))
                    .SelectMany(rule =>
                        JobJudge.Judge(
                            new JobTestResult
                            {
                                Instance = instance.Name,
                                Database = database.Name,
                                Job = rule.Job,
                            },
                            rule,
                            database.State == DatabaseState.Online,
                            severalBoxes,
                            [
                                .. there.Jobs.Where(job =>
                                    job.Definition.Job == rule.Job && job.Definition.Databases.Any(each => each.SameAs(database.Name))
                                ),
                            ]
                        )
                    )
            ),
        ];
    }

    // The master MessageBox has the same jobs as every other.
    private static DatabaseRole RoleOf(BizTalkDatabase database) =>
        database.Role == DatabaseRole.MasterMessageBox ? DatabaseRole.MessageBox : database.Role;
}
