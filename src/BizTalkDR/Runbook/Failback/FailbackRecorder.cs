using BizTalkDR.Agent;
using BizTalkDR.Services;

namespace BizTalkDR.Runbook.Failback;

/// <summary>Reads what there is before a failback changes anything: databases, production's layout and options, jobs, services.</summary>
internal static class FailbackRecorder
{
    internal static FailbackRecord Read(FailbackContext context)
    {
        var databases = Databases(context);
        var reader = new ProductionReader(context.Tools.Connector);
        return new FailbackRecord
        {
            Databases = databases,
            Production =
            [
                .. databases
                    .GroupBy(database => database.Source, StringComparer.OrdinalIgnoreCase)
                    .SelectMany(group =>
                        reader.Read(context.Topology.Instance(group.Key), group.Select(database => database.Name), context.Cancellation)
                    ),
            ],
            BackupJobs = Jobs(context.JobReader.ReadBackupJobs(context.Topology, context.Cancellation)),
            RestoreJobs = Jobs(context.JobReader.ReadRestoreJobs(context.Topology, context.Cancellation)),
            Services = Services(context),
        };
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
