using BizTalkDR.Jobs.Checks;
using BizTalkDR.Jobs.Definitions;
using BizTalkDR.Jobs.Import;
using BizTalkDR.Topologies;

namespace BizTalkDR.Jobs;

/// <summary>All that is done about the jobs of a group as a whole.</summary>
public interface IJobTransfer
{
    /// <summary>Reads the jobs of a group on its source instances.</summary>
    /// <param name="topology">The two sides.</param>
    /// <param name="isWanted">Whether a job of this name is meant, whatever it is; null for those that work in the group's databases.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    JobExport Export(Topology topology, Func<string, bool>? isWanted, CancellationToken cancellationToken);

    /// <summary>What an import would do to each job. Changes nothing.</summary>
    /// <exception cref="Errors.BizTalkDRException"><c>JobsOfAnotherGroup</c>, <c>NoInstanceForJob</c>, <c>NameNotKnown</c>.</exception>
    JobImportPlan Plan(Topology topology, JobExport jobs, JobImportOptions options, CancellationToken cancellationToken);

    /// <summary>Does what was planned for one job; returns it as it is then.</summary>
    /// <exception cref="Errors.BizTalkDRException"><c>JobNotImported</c>: nothing of it was done.</exception>
    JobImport Import(Topology topology, JobImport job, CancellationToken cancellationToken);

    /// <summary>Holds the jobs of a side against what each database of the group must have. Changes nothing.</summary>
    IReadOnlyList<JobTestResult> Test(Topology topology, InstanceSide side, CancellationToken cancellationToken);
}
