using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.LogShipping.Sources;
using BizTalkDR.Sql;
using BizTalkDR.Text;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Agent;

/// <summary>
/// Tells what the jobs of one instance are, and whose: a backup job is its management database's, a job of log shipping works for the sources
/// that it is called for, else for all of its instance.
/// </summary>
internal sealed class JobOwnership(
    IInstanceConnector connector,
    Topology topology,
    InstanceDirectory? asked,
    InstanceReference instance,
    SqlConnection connection,
    CancellationToken cancellationToken
)
{
    private InstanceDirectory directory = asked ?? UnaskedDirectory.Of(topology);

    private GroupOwnership Owner => new(topology, directory);

    public IReadOnlyList<JobWithSteps> Tell(IReadOnlyList<(AgentJob Job, IReadOnlyList<JobStep> Steps)> jobs)
    {
        var read = jobs.Select(each => (each.Job, each.Steps, Calls: StepCall.Of(each.Steps))).ToList();
        var calls = read.SelectMany(each => each.Calls).ToList();
        var backups = calls.Exists(NeedsText) ? ReadBackups() : ModuleTexts.None;
        var isMaster = calls.Exists(call => call.Call.Server is null && call.Database.SameAs("master"));
        var shipping = isMaster ? ModuleTexts.ReadLogShipping(connection, cancellationToken) : ModuleTexts.None;
        var sources = isMaster ? ReadSources() : LogShippingSources.Of([], Owner);
        return
        [
            .. read.Select(each =>
            {
                var unfolded = JobPurpose.Unfolded(each.Calls, call => IsHere(call) ? backups : ModuleTexts.None);
                return new JobWithSteps(Named(each.Job, unfolded, shipping, sources), each.Steps, unfolded);
            }),
        ];
    }

    private AgentJob Named(AgentJob job, IReadOnlyList<StepCall> calls, ModuleTexts shipping, LogShippingSources sources)
    {
        var backups = calls.Where(call => JobPurpose.IsBackup(call.Call) && call.Database is not null).ToList();
        if (backups.Count > 0)
        {
            var groups = Names(backups.Select(call => (call.Database, call.Call.Server ?? instance.Name)));
            var isOurs =
                !Owner.IsKnown || backups.Exists(call => Owner.IsManagement(call.Call.Server ?? instance.Name, call.Database) == true);
            return job with { Kind = isOurs ? JobKind.Backup : JobKind.Other, Group = Joined(groups), IsShared = groups.Count > 1 };
        }
        var kind = JobPurpose.LogShippingKind(calls, shipping);
        if (kind == JobKind.Other)
            return job;
        var served = sources.ServedBy(calls.SelectMany(call => call.Call.Arguments).Select(argument => argument.Value).OfType<string>());
        var shipped = Names(served.Select(source => (source.ManagementDatabase, source.ManagementServer ?? "")));
        return job with
        {
            Kind = sources.All.Count == 0 || served.Any(sources.Ours.Contains) ? kind : JobKind.Other,
            Group = Joined(shipped),
            IsShared = shipped.Count > 1,
        };
    }

    // A procedure of the site's own in the management database may be a wrapper around the product's.
    private bool NeedsText(StepCall call) => IsHere(call) && !JobPurpose.IsKnown(call.Call);

    private bool IsHere(StepCall call) =>
        Owner.IsManagement(call.Call.Server ?? instance.Name, call.Database) == true && call.Call.Server is null;

    private ModuleTexts ReadBackups()
    {
        try
        {
            using var management = connector.Open(instance, topology.ManagementDatabase.Database, cancellationToken);
            return ModuleTexts.ReadBackups(management, cancellationToken);
        }
        catch (Exception failure) when (failure is BizTalkDRException or SqlException)
        {
            // Dropped, restoring, closed to this login: what the steps themselves say has to do.
            cancellationToken.ThrowIfCancellationRequested();
            return ModuleTexts.None;
        }
    }

    private LogShippingSources ReadSources()
    {
        var sources = LogShippingSources.Read(connection, topology, directory, cancellationToken);
        var isOpen = asked is null && Owner.IsKnown && !sources.IsSure;
        if (!isOpen || !sources.All.Any(source => source.ManagementDatabase.SameAs(topology.ManagementDatabase.Database)))
            return sources;
        // The topology calls the server otherwise than the table does: the server itself knows.
        directory = InstanceDirectory.Ask(connector, topology, cancellationToken);
        return LogShippingSources.Of(sources.All, Owner);
    }

    private static List<string> Names(IEnumerable<(string? Database, string Server)> databases) =>
        [
            .. databases
                .Where(each => each.Database is not null)
                .Select(each => $"{each.Database} on {each.Server}")
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];

    private static string? Joined(List<string> names) => names.Count == 0 ? null : string.Join(", ", names);
}
