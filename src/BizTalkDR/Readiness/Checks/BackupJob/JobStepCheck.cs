using BizTalkDR.Agent;
using BizTalkDR.Agent.Calls;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Readiness.Steps;
using BizTalkDR.Text;

namespace BizTalkDR.Readiness.Checks.BackupJob;

/// <summary>The steps of the backup job call what they should, with values that make sense.</summary>
internal static class JobStepCheck
{
    private static readonly ReadinessCheck Steps = ReadinessCheckTable.JobSteps;
    private static readonly ReadinessCheck Frequency = ReadinessCheckTable.FullFrequency;
    private static readonly ReadinessCheck Force = ReadinessCheckTable.FullAfterPartialSet;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed)
    {
        if (observed.BackupJobText is not { } text)
            return [];
        var server = observed.BackupJobs[0].Job.Instance;
        return text.Full is null
            ? [Calls(text, server), .. Guards(observed, text, server)]
            : [Calls(text, server), .. Guards(observed, text, server), FullFrequency(text, server), AfterPartialSet(text, server)];
    }

    // Outside an availability group the function answers NULL, which is neither 1 nor 0: a step that asks for 1 does nothing, and succeeds.
    private static IEnumerable<ReadinessResult> Guards(ReadinessObservations observed, BackupJobText text, string server)
    {
        if (!observed.Procedures.TryGet(out var procedures) || procedures.IsInAvailabilityGroup)
            return [];
        var guarded = new[] { text.Full, text.Log }
            .OfType<StepCall>()
            .Select(call => call.Step)
            .Where(step => SqlTokenizer.Read(step.Command).Any(token => token.Value.SameAs("fn_hadr_is_primary_replica")))
            .Select(step => step.Id)
            .Distinct()
            .ToList();
        return guarded.Count == 0
            ? []
            :
            [
                Steps.Warning(
                    server,
                    null,
                    $"Step {string.Join(" and ", guarded)} asks fn_hadr_is_primary_replica, which answers NULL while the management database is in no availability group: "
                        + "unless the step allows for that, it does nothing and succeeds.",
                    "Take the guard away, or let it pass NULL: IF ISNULL(sys.fn_hadr_is_primary_replica(...), 1) = 1."
                ),
            ];
    }

    private static ReadinessResult Calls(BackupJobText text, string server)
    {
        var missing = new[]
        {
            (text.Full, "sp_BackupAllFull_Schedule", "takes the full sets"),
            (text.Log, "sp_MarkAll", "sets the marks and takes the log sets"),
        }
            .Where(call => call.Item1 is null)
            .ToList();
        if (missing.Count > 0)
        {
            return Steps.Failed(
                server,
                null,
                $"No step calls {string.Join(" or ", missing.Select(call => $"{call.Item2}, which {call.Item3}"))}.",
                "Restore the job's steps as Microsoft's page shows them."
            );
        }
        return text.Clear is null
            ? Steps.Warning(
                server,
                null,
                "No step calls sp_DeleteBackupHistory: adm_BackupHistory grows without end.",
                "Add the step Clear Backup History: exec [dbo].[sp_DeleteBackupHistory] @DaysToKeep=14."
            )
            : Steps.Passed(
                server,
                null,
                $"Full sets, marks with log sets and clearing the history are in steps {text.Full!.Step.Id}, {text.Log!.Step.Id} and {text.Clear.Step.Id}."
            );
    }

    private static ReadinessResult FullFrequency(BackupJobText text, string server)
    {
        if (text.Frequency?.IsOpen == true)
            return Frequency.Unknown(server, null, $"Step '{text.Full!.Step.Name}' takes the frequency from {text.Frequency.Variable}.");
        if (text.FullInterval is not { } interval)
        {
            return Frequency.Failed(
                server,
                null,
                $"The frequency of full sets is '{text.Frequency?.Value}'; it must be h, d, w, m or y.",
                "Correct the first argument of sp_BackupAllFull_Schedule; 'd' is the default."
            );
        }
        return interval > TimeSpan.FromDays(7)
            ? Frequency.Warning(
                server,
                null,
                $"A full set is taken {Duration.Every(interval)} only: a restore would need thousands of log backups, all of them good.",
                "Take full sets daily ('d'), as the page recommends, or weekly."
            )
            : Frequency.Passed(server, null, $"A full set {Duration.Every(interval)}.");
    }

    private static ReadinessResult AfterPartialSet(BackupJobText text, string server)
    {
        if (text.Full!.Argument("@ForceFullBackupAfterPartialSetFailure", 3)?.IsOpen == true)
            return Force.Unknown(server, null, $"Step '{text.Full.Step.Name}' takes it from a variable.");
        return text.ForcesFullAfterPartialSet
            ? Force.Passed(server, null, "A set that stays partial is followed by a full one.")
            : Force.Warning(
                server,
                null,
                "After a set that stays partial, no log set is usable until the next full set is due"
                    + (text.FullInterval is { } interval ? $", which may take {Duration.Text(interval)}." : "."),
                "Give sp_BackupAllFull_Schedule 1 as @ForceFullBackupAfterPartialSetFailure, its fourth argument."
            );
    }
}
