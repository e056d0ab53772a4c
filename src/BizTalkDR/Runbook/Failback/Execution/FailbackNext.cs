using BizTalkDR.Reporting;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Runbook.Failback.Execution;

/// <summary>What is left to do after a run of a failback, by its journal.</summary>
internal static class FailbackNext
{
    /// <summary>The commands and acts, in order, each with its reason.</summary>
    public static IReadOnlyList<ReportFact> Of(IJournal journal, NextCommands commands)
    {
        if (journal.Header is null)
            return [];
        var facts = new FailbackFacts(journal);
        if (RunProgress.Of(journal.Entries).HasEnded)
            return
            [
                new(
                    "Next",
                    commands.Test,
                    "once the backup job has taken the full set that step 11 asked for, and log shipping has restored it: until then there is no warm backup."
                ),
            ];
        var isPast =
            facts.IsProductionOpened
            || (facts.Before is { } before && facts.HasTouchedProduction([.. before.Databases.Select(database => database.SourceKey)]));
        var also = commands.Note is null ? "" : " " + commands.Note;
        return
        [
            new("Go on", commands.GoOn, $"when what ended it is mended; steps that are done are left alone.{also}"),
            isPast
                ? new(
                    "Keep",
                    "the copies on the destination, and the backups of step 7",
                    "The point of no return is passed: production comes back from them. Drop and delete neither before the run has ended."
                )
                : new("Give up", commands.GiveUp, "production is untouched; this switches on again what is off, and proves it."),
        ];
    }
}
