using BizTalkDR.Agent;
using BizTalkDR.Backups;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Restore.Situation;

namespace BizTalkDR.Readiness.Checks.Backups;

/// <summary>What would be lost today: the age of the newest mark that every database can be restored to.</summary>
internal static class MarkAgeCheck
{
    private static readonly ReadinessCheck MarkAge = ReadinessCheckTable.MarkAge;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed)
    {
        if (!observed.History.TryGet(out var history))
            return [MarkAge.Unknown(observed.ManagementInstance, null, observed.History.Failure!)];
        return [observed.Situation.TryGet(out var situation) ? Usable(observed, situation.Marks()) : Written(observed, history)];
    }

    private static ReadinessResult Usable(ReadinessObservations observed, IReadOnlyList<LogMark> marks)
    {
        var server = observed.ManagementInstance;
        var newest = marks.LastOrDefault(mark => mark.IsUsable);
        if (newest is null)
        {
            var reasons = marks is [.., var last] ? last.Reasons : [];
            return MarkAge.Failed(
                server,
                null,
                marks.Count == 0
                    ? "The history knows no mark."
                    : $"None of {marks.Count} marks is usable. {string.Join(" ", reasons.Take(2))}",
                "The check RestorePlan says what stands in the way, database by database. Where a log is missing, run sp_ForceFullBackup in the management database, then the backup job twice."
            );
        }
        if (observed.AgeOf(newest.Time, newest.TimeKind) is not { } age)
            return MarkAge.Unknown(server, null, $"The newest usable mark is {newest.Name}; its age can't be told.");
        var text = $"The newest usable mark is {newest.Name}, {Duration.Text(age)} old.";
        if (age <= observed.Options.MaximumDataLoss)
            return MarkAge.Passed(server, null, text);
        var better = marks.LastOrDefault(mark => mark.IsComplete);
        return MarkAge.Failed(
            server,
            null,
            text
                + $" No more than {Duration.Text(observed.Options.MaximumDataLoss)} may be lost."
                + (
                    better is null || better.Name == newest.Name
                        ? ""
                        : $" {better.Name} is newer, but: {string.Join(" ", better.Reasons.Take(2))}"
                ),
            "See the other checks of the backup job and the backup files for the cause; run the backup job."
        );
    }

    // Without the destination nobody has opened the files: too old is too old all the same, but young enough proves nothing.
    private static ReadinessResult Written(ReadinessObservations observed, BackupHistory history)
    {
        var server = observed.ManagementInstance;
        var set = history.Sets.LastOrDefault(each => each is { Type: BackupType.Log, IsComplete: true });
        if (set is null)
            return MarkAge.Failed(server, null, "The history knows no complete log set.", "Run the backup job and see that it succeeds.");
        if (observed.AgeOf((set.MarkName is { } name ? MarkName.Time(name) : null) ?? set.BackupDate) is not { } age)
            return MarkAge.Unknown(server, null, $"The newest complete set is {set}; its age can't be told.");
        var text = $"The newest mark of a complete set is {set.MarkName}, {Duration.Text(age)} old";
        return age > observed.Options.MaximumDataLoss
            ? MarkAge.Failed(
                server,
                null,
                text + $"; no more than {Duration.Text(observed.Options.MaximumDataLoss)} may be lost.",
                "See the checks of the backup job for the cause, and run it."
            )
            : MarkAge.Unknown(server, null, text + $"; whether it can be restored to could not be told: {observed.Situation.Failure}");
    }
}
