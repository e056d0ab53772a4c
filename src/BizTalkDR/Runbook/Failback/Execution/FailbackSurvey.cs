using BizTalkDR.Agent;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Services;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Execution;

/// <summary>
/// What there is to go by when the journal of a failback can't be trusted: what its sound lines tell, how the databases, jobs and services stand now, and
/// the way on from there. Changes nothing; what can't be asked is said.
/// </summary>
public sealed class FailbackSurvey
{
    private readonly List<string> lines = [];
    private string? wayOn;

    private FailbackSurvey() { }

    /// <summary>What was found, a line each.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <inheritdoc/>
    public override string ToString() => string.Join(Environment.NewLine, lines);

    /// <summary>Looks at the journal's sound lines and asks the servers.</summary>
    /// <param name="connector">Opens connections.</param>
    /// <param name="services">Reaches the services.</param>
    /// <param name="topology">The two sides.</param>
    /// <param name="journalPath">The journal.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public static FailbackSurvey Of(
        IInstanceConnector connector,
        IServiceController services,
        Topology topology,
        string journalPath,
        CancellationToken cancellationToken = default
    )
    {
        if (topology is null)
            throw new ArgumentNullException(nameof(topology));
        var survey = new FailbackSurvey();
        var told = survey.TellJournal(journalPath);
        survey.lines.Add("What the servers say now:");
        survey.Try("The databases", () => survey.TellDatabases(connector, topology, told, cancellationToken));
        survey.Try("The jobs", () => survey.TellJobs(connector, topology, cancellationToken));
        survey.Try("The services", () => survey.TellServices(services, topology, cancellationToken));
        // Last: what is to be done is read when all that it rests on has been.
        if (survey.wayOn is not null)
            survey.lines.Add($"The way on: {survey.wayOn}");
        return survey;
    }

    private FailbackRecord? TellJournal(string path)
    {
        try
        {
            var content = JournalFile.Peek(path);
            var summary = RunSummary.Read(path);
            var sound = new MemoryJournal(content.Entries, content.Header);
            lines.Add(
                $"Its first {content.LastLine} lines are sound. The run was begun {content.Header.TimeUtc:u} by {content.Header.User} on {content.Header.Computer}."
            );
            if (
                content.Entries.LastOrDefault(entry => entry.Kind is JournalEntryKind.ActionStarted or JournalEntryKind.ActionEnded) is
                { } last
            )
                lines.Add($"The last act they tell of, {last.TimeUtc:u}, in step {last.Step}: {Place(last)}{last.Text}.");
            if (summary.NextStep is { } next)
                lines.Add($"By them, step {next} is the first that is not done.");
            if (summary.SwitchedOff.Count > 0)
                lines.Add($"By them, the run has switched off: {string.Join(", ", summary.SwitchedOff)}.");
            return new FailbackFacts(sound).Before;
        }
        catch (JournalException error)
        {
            lines.Add($"None of its lines can be used: {error.Message}");
            return null;
        }
    }

    private static string Place(JournalEntry entry) =>
        entry.Server is null ? "" : $"{(entry.Database is null ? "" : $"[{entry.Database}] on ")}{entry.Server}: ";

    private void TellDatabases(IInstanceConnector connector, Topology topology, FailbackRecord? told, CancellationToken cancellation)
    {
        var directory = InstanceDirectory.Ask(connector, topology, cancellation);
        var databases = told?.Databases ?? FailbackDatabases.OfCopies(connector, topology, directory, cancellation);
        var keys = databases.SelectMany(database => new[] { database.SourceKey, database.DestinationKey }).ToList();
        var positions = new DatabasePositionReader(connector).Read(topology, keys, cancellation);
        var conditions = new DatabaseConditionReader(connector).Read(topology, keys, cancellation);
        foreach (var instance in positions.GroupBy(position => position.Instance, StringComparer.OrdinalIgnoreCase))
            lines.Add(
                $"- {instance.Key} ({topology.SideOf(instance.Key)}): "
                    + string.Join("; ", instance.Select(position => Standing(position, topology)))
            );
        wayOn = WayOn(conditions, databases, positions, topology);
    }

    private static string Standing(DatabasePosition position, Topology topology) =>
        $"{position.Database} {position.State.InWords()}"
        + (position.LastMark is { } mark ? $" (newest mark {mark})" : "")
        + (
            topology.SideOf(position.Instance) == InstanceSide.Source
            && position is { SourceDatabase: { } from, LastRestore.RestoredAt: { } at }
                ? $", restored {at:yyyy-MM-dd HH:mm} from {from}"
                : ""
        );

    private static string WayOn(
        IReadOnlyList<DatabaseCondition> conditions,
        IReadOnlyList<FailbackDatabase> databases,
        IReadOnlyList<DatabasePosition> positions,
        Topology topology
    )
    {
        var byKey = positions.ToDictionary(position => position.Key);
        var production = databases.Select(database => byKey[database.SourceKey]).ToList();
        var copies = databases.Select(database => byKey[database.DestinationKey]).ToList();
        try
        {
            new EarlierFailback(conditions).Refuse(databases);
        }
        catch (RunbookRefusedException back)
        {
            return $"{string.Join(" ", back.Problems)} Finish by hand what is left: Start-BtsService, Remove-BtsDatabaseSet -Side Destination, "
                + "Enable-BtsBackupJob, Enable-BtsRestoreJob; look at each step of the page before it.";
        }
        var gone = production.Where(position => position.State != DatabaseState.Online).Select(position => $"{position.Key}").ToList();
        var lost = copies.Where(position => position.State == DatabaseState.Missing).Select(position => $"{position.Key}").ToList();
        if (gone.Count == 0)
            return "Production is online and has not come back from the copies. Begin anew with another -JournalPath; or call the failback off: "
                + "Enable-BtsBackupJob, Enable-BtsRestoreJob, Start-BtsService for what is off.";
        if (lost.Count == 0)
            return $"Not online on production: {string.Join(", ", gone)}; all copies are there. Begin anew with another -JournalPath: each step "
                + "recognises what is done, step 7 backs the copies up again. Keep the damaged journal: its sound lines have the owners, options and files "
                + "of what was dropped.";
        return $"Not online on production: {string.Join(", ", gone)}; and no copy: {string.Join(", ", lost)}. Restore these from their backups "
            + $"(step 7's are in {topology.BackupLocations.Failback ?? "the folder that -BackupPath named"}; Get-BtsBackupFile reads it) before anything else.";
    }

    private void TellJobs(IInstanceConnector connector, Topology topology, CancellationToken cancellation)
    {
        var reader = new AgentJobReader(connector);
        var jobs = reader
            .ReadBackupJobs(topology, cancellationToken: cancellation)
            .Concat(reader.ReadRestoreJobs(topology, cancellationToken: cancellation))
            .ToList();
        foreach (var job in jobs)
            lines.Add(
                $"- {job.Instance}: job '{job.Name}' is {(job.IsEnabled ? "enabled" : "DISABLED")}{(job.IsRunning ? " and running" : "")}"
                    + (job.SwitchedOffBy is { } by ? $", switched off by {by}" : "")
            );
        if (jobs.Count == 0)
            lines.Add("- No backup or restore job of the group was found.");
    }

    private void TellServices(IServiceController services, Topology topology, CancellationToken cancellation)
    {
        foreach (
            var computer in new ServiceCoordinator(services)
                .GetServices(topology, cancellation)
                .GroupBy(service => service.Computer, StringComparer.OrdinalIgnoreCase)
        )
            lines.Add($"- {computer.Key}: " + string.Join(", ", computer.Select(service => $"service '{service.Name}' {service.State}")));
    }

    private void Try(string what, Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception error) when (error is not (OperationCanceledException or OutOfMemoryException))
        {
            lines.Add($"- {what} could not be asked about: {error.Message}");
        }
    }
}
