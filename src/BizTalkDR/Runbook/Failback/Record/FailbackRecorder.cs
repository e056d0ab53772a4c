using BizTalkDR.Agent;
using BizTalkDR.Runbook.Failback.Production;
using BizTalkDR.Services;

namespace BizTalkDR.Runbook.Failback.Record;

/// <summary>Reads what there is before a failback changes anything: databases, production's layout and options, jobs, services.</summary>
internal static class FailbackRecorder
{
    internal static FailbackRecord Read(FailbackContext context)
    {
        var databases = Databases(context);
        return new FailbackRecord
        {
            Databases = databases,
            Production = Production(context, databases),
            BackupJobs = Jobs(context.JobReader.ReadBackupJobs(context.Topology, context.Cancellation)),
            RestoreJobs = Jobs(context.JobReader.ReadRestoreJobs(context.Topology, context.Cancellation)),
            Services = Services(context),
        };
    }

    /// <summary>
    /// The record of an earlier run, with what production says now of the databases that are still there: until step 6 they are the former ones, and
    /// somebody may have changed them since.
    /// </summary>
    internal static FailbackRecord Refresh(FailbackContext context, FailbackRecord recorded)
    {
        var now = Production(context, recorded.Databases).Where(database => database.WasThere).ToList();
        return recorded with
        {
            Production =
            [
                .. recorded.Production.Select(before =>
                    now.Find(database =>
                        FailbackContext.IsSame(database.Name, before.Name) && FailbackContext.IsSame(database.Instance, before.Instance)
                    ) ?? before
                ),
            ],
        };
    }

    private static IReadOnlyList<ProductionDatabase> Production(FailbackContext context, IReadOnlyList<FailbackDatabase> databases)
    {
        var reader = new ProductionReader(context.Tools.Connector);
        return
        [
            .. databases
                .GroupBy(database => database.Source, StringComparer.OrdinalIgnoreCase)
                .SelectMany(group =>
                    reader.Read(context.Topology.Instance(group.Key), group.Select(database => database.Name), context.Cancellation)
                ),
        ];
    }

    private static IReadOnlyList<FailbackDatabase> Databases(FailbackContext context) =>
        [
            .. context
                .Situation.Targets.Select(target => new FailbackDatabase(target.Database, target.Source.Server, target.Instance))
                .OrderBy(database => database.Source, StringComparer.OrdinalIgnoreCase)
                .ThenBy(database => database.Name, StringComparer.OrdinalIgnoreCase),
        ];

    private static IReadOnlyList<JobFact> Jobs(IReadOnlyList<AgentJob> jobs)
    {
        var enabled = jobs.Where(job => job.IsEnabled).ToList();
        return [.. (enabled.Count > 0 ? enabled : jobs).Select(job => new JobFact(job.Instance, job.JobId, job.Name))];
    }

    private static IReadOnlyList<ServiceFact> Services(FailbackContext context)
    {
        var services = context.Coordinator.GetServices(context.Topology, context.Cancellation);
        var running = services.Where(service => service.State == BtsServiceState.Running).ToList();
        return
        [
            .. (running.Count > 0 ? running : services.Where(service => !service.IsDisabled)).Select(service => new ServiceFact(
                service.Computer,
                service.Name
            )),
        ];
    }
}
