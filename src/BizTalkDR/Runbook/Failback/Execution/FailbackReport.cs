using BizTalkDR.Reporting;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Runbook.Outlook;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Execution;

/// <summary>The report of a failback.</summary>
public static class FailbackReport
{
    /// <summary>What a failback left, to be written by <see cref="HtmlReport"/>.</summary>
    /// <param name="topology">The two sides.</param>
    /// <param name="journal">Its journal, with what earlier runs wrote to it.</param>
    /// <param name="startedAtUtc">When the run began, UTC.</param>
    /// <param name="documentedOrder">Whether its order is that of the page.</param>
    /// <param name="error">What ended it, or null.</param>
    /// <param name="commands">What is to be typed next; null leaves it out.</param>
    public static RunbookReport Of(
        Topology topology,
        IJournal journal,
        DateTime startedAtUtc,
        bool documentedOrder,
        Exception? error,
        NextCommands? commands = null
    )
    {
        if (topology is null)
            throw new ArgumentNullException(nameof(topology));
        if (journal is null)
            throw new ArgumentNullException(nameof(journal));
        var facts = new FailbackFacts(journal);
        var title = topology.Name is null ? "Failback" : $"Failback of {topology.Name}";
        var steps = FailbackRunbook.Steps(documentedOrder).Select(step => (step.Number, step.Title));
        return RunbookReport.Of(title, journal.Entries, startedAtUtc, steps, error) with
        {
            Facts = [.. Facts(topology, journal, facts.Mark, documentedOrder), .. Downtime.Of(journal.Entries)],
            Outlook = journal.FindFact<RunOutlook>(RunOutlook.Fact),
            Next = commands is null ? [] : FailbackNext.Of(journal, commands),
            Tables = facts.Before is { } before ? [Databases(before, facts.Backups)] : [],
            Page = "Restoring Production from a Warm Backup",
        };
    }

    private static IReadOnlyList<ReportFact> Facts(Topology topology, IJournal journal, ChosenMark? mark, bool documentedOrder)
    {
        var facts = new List<ReportFact>
        {
            mark is null
                ? new("Log mark", "none", "Step 4, which chooses it, has not begun to restore.") { IsKey = true }
                : new("Log mark", mark.Name, mark.Rule) { IsKey = true },
            new("Production", Names(topology.Source)),
            new("Disaster recovery", Names(topology.Destination)),
            new(
                "Order",
                documentedOrder ? "that of the page: step 6 before step 7" : "step 7 before step 6",
                documentedOrder
                    ? "Step 6 takes the backups that replace production before it drops it."
                    : "Production is dropped once the backups that replace it are verified."
            ),
        };
        if (new FailbackFacts(journal).Plan is { } plan)
            facts.Add(
                new("Plan", $"{plan.Id}", $"Made {plan.MadeAtUtc:u} by {plan.MadeBy}; signed off by {string.Join("; ", plan.SignOffs)}.")
            );
        if (topology.Computers.Count > 0)
            facts.Add(new("Computers", string.Join(", ", topology.Computers.Select(computer => computer.Name))));
        if (journal is FileJournal file)
            facts.Add(new("Journal", file.Path));
        return facts;
    }

    private static ReportTable Databases(FailbackRecord before, IReadOnlyList<BackupNote> backups) =>
        new(
            "Databases",
            "Where each is at home, and the full backup of step 7 from which production is restored.",
            ["Database", "Production", "Disaster recovery", "Backup of step 7", "Backup set"],
            [
                .. before.Databases.Select(database =>
                    (IReadOnlyList<ReportCell>)
                        [
                            new(database.Name),
                            new(database.Source),
                            new(database.Destination),
                            new(PathsOf(backups, database), IsName: true),
                            new(SetsOf(backups, database)),
                        ]
                ),
            ]
        );

    private static string SetsOf(IReadOnlyList<BackupNote> backups, FailbackDatabase database) =>
        string.Join(
            ", ",
            backups.Where(backup => backup.Key.Equals(database.DestinationKey)).Select(backup => backup.Identity?.BackupSetGUID?.ToString())
        );

    private static string PathsOf(IReadOnlyList<BackupNote> backups, FailbackDatabase database) =>
        string.Join(", ", backups.Where(backup => backup.Key.Equals(database.DestinationKey)).SelectMany(backup => backup.Paths));

    private static string Names(IEnumerable<InstanceReference> instances) => string.Join(", ", instances.Select(instance => instance.Name));
}
