using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Readiness.Checks.Instances;

/// <summary>SQL Server Agent runs where the backup job and log shipping's jobs are.</summary>
internal static class AgentServiceCheck
{
    private static readonly ReadinessCheck Agent = ReadinessCheckTable.AgentService;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed) =>
        observed
            .Source.Where(instance => string.Equals(instance.Name, observed.ManagementInstance, StringComparison.OrdinalIgnoreCase))
            .Concat(observed.Destination)
            .Select(Judge);

    private static ReadinessResult Judge(InstanceObservations instance)
    {
        if (!instance.Identity.IsReachable)
            return Agent.Unknown(instance.Name, null, instance.Services.Failure!);
        if (instance.Services.Failure is { } failure)
            return Agent.Unknown(instance.Name, null, failure, "Grant VIEW SERVER STATE, or look at the service on the computer itself.");
        if (instance.Agent is not { } service)
            return Agent.Unknown(
                instance.Name,
                null,
                "sys.dm_server_services does not list the Agent.",
                "Look at the service on the computer itself."
            );
        if (!string.Equals(service.Status, "Running", StringComparison.OrdinalIgnoreCase))
        {
            return Agent.Failed(
                instance.Name,
                null,
                $"{service.Name} is {service.Status?.ToLowerInvariant() ?? "not running"}: none of its jobs run.",
                $"Start the service {service.Name}, and set its startup type to Automatic."
            );
        }
        return string.Equals(service.StartupType, "Automatic", StringComparison.OrdinalIgnoreCase) || service.StartupType is null
            ? Agent.Passed(instance.Name, null, $"{service.Name} is running.")
            : Agent.Warning(
                instance.Name,
                null,
                $"{service.Name} is running, but its startup type is {service.StartupType}: after a restart of the computer no job would run.",
                "Set its startup type to Automatic (on a failover cluster, the cluster starts it: leave it)."
            );
    }
}
