using BizTalkDR.Runbook.Failback.Plans;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Planning;

/// <summary>Reads what a plan builds on: when it is made, and again before it runs.</summary>
internal static class WorldReader
{
    /// <summary>All of it.</summary>
    /// <param name="context">The failback.</param>
    /// <param name="about">The group and the instances.</param>
    /// <param name="databases">The group's databases on both sides.</param>
    public static FailbackWorld Read(FailbackContext context, RunIdentity about, IReadOnlyList<DatabaseKey> databases)
    {
        var newest = NewestSetReader.Read(context.Connector, context.Topology, context.Cancellation);
        return new FailbackWorld
        {
            About = about,
            Instances =
            [
                .. context.Directory.Identities.Select(identity => new PlannedServer
                {
                    Side = identity.Side.ToString(),
                    Name = identity.Instance.Name,
                    ServerName = identity.ServerName,
                    Version = identity.ProductVersion?.ToString(),
                }),
            ],
            Conditions = context.ReadConditions(databases),
            Jobs =
            [
                .. context
                    .ReadJobs(InstanceSide.Source)
                    .Concat(context.ReadJobs(InstanceSide.Destination))
                    .Select(job => new PlannedJob
                    {
                        Instance = job.Instance,
                        JobId = job.JobId,
                        Name = job.Name,
                        IsEnabled = job.IsEnabled,
                    })
                    .OrderBy(job => job.Instance, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(job => job.Name, StringComparer.OrdinalIgnoreCase),
            ],
            Services =
            [
                .. context
                    .Coordinator.GetServices(context.Topology, context.Cancellation)
                    .Select(service => new PlannedService
                    {
                        Computer = service.Computer,
                        Name = service.Name,
                        State = service.State.ToString(),
                    }),
            ],
            NewestSet = newest?.BackupSetId,
            NewestMark = newest?.MarkName,
        };
    }
}
