using BizTalkDR.Jobs;
using BizTalkDR.Jobs.Checks;
using BizTalkDR.Jobs.Definitions;
using BizTalkDR.Jobs.Import;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests;

/// <summary>Jobs whose answers a test sets, and which remember what they were told to do.</summary>
internal sealed class FakeJobs : IJobTransfer
{
    public List<string> Done { get; } = [];
    public JobExport Exported { get; set; } =
        new()
        {
            Instances =
            [
                new JobExportInstance
                {
                    Name = "PROD1",
                    Databases = ["BizTalkMgmtDb"],
                    Jobs = [new JobDefinition { Name = "Backup BizTalk Server", Job = BizTalkJob.Backup }],
                },
            ],
        };
    public Func<string, bool>? IsWanted { get; private set; }
    public JobImportOptions? Options { get; private set; }
    public JobImportPlan Planned { get; set; } = new();
    public IReadOnlyList<JobTestResult> Results { get; set; } = [];
    public InstanceSide? SideTested { get; private set; }

    public JobExport Export(Topology topology, Func<string, bool>? isWanted, CancellationToken cancellationToken)
    {
        IsWanted = isWanted;
        return Exported;
    }

    public JobImportPlan Plan(Topology topology, JobExport jobs, JobImportOptions options, CancellationToken cancellationToken)
    {
        Options = options;
        return Planned;
    }

    public JobImport Import(Topology topology, JobImport job, CancellationToken cancellationToken)
    {
        Done.Add($"import {job.Name} on {job.Instance}");
        return job with { State = JobImportState.Created, Changed = true };
    }

    public IReadOnlyList<JobTestResult> Test(Topology topology, InstanceSide side, CancellationToken cancellationToken)
    {
        SideTested = side;
        return Results;
    }
}
