using BizTalkDR.Jobs.Checks;
using BizTalkDR.Jobs.Definitions;
using BizTalkDR.Jobs.Import;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Jobs;

/// <summary>The jobs of a group over SQL connections. A run that is at work on an instance keeps changes out.</summary>
internal sealed class JobTransfer(IInstanceConnector connector, Func<Topology, CancellationToken, Topology> check) : IJobTransfer
{
    public JobExport Export(Topology topology, Func<string, bool>? isWanted, CancellationToken cancellationToken) =>
        new JobExporter(connector, check(topology, cancellationToken), cancellationToken).Export(isWanted);

    public JobImportPlan Plan(Topology topology, JobExport jobs, JobImportOptions options, CancellationToken cancellationToken) =>
        new JobImporter(connector, check(topology, cancellationToken), cancellationToken).Plan(jobs, options);

    public JobImport Import(Topology topology, JobImport job, CancellationToken cancellationToken) =>
        OperatorLock.While(
            connector,
            [check(topology, cancellationToken).Instance(job.Instance)],
            () => new JobWriter(connector, topology, cancellationToken).Write(job),
            cancellationToken
        );

    public IReadOnlyList<JobTestResult> Test(Topology topology, InstanceSide side, CancellationToken cancellationToken) =>
        new JobTester(connector, check(topology, cancellationToken), cancellationToken).Test(side);
}
