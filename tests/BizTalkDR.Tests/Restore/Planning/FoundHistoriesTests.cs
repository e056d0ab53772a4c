using BizTalkDR.Restore.Plan;
using BizTalkDR.Tests.Restore.Planning.Histories;

namespace BizTalkDR.Tests.Restore.Planning;

/// <summary>Histories that once showed a mistake in planner, readers or sandbox, made as small as they go.</summary>
public sealed class FoundHistoriesTests
{
    [Fact]
    public Task A_differential_of_the_new_recovery_fork_leads_to_marks_behind_the_fork() =>
        CheckAsync(Step(StepKind.Job), Step(StepKind.ForkAll), Step(StepKind.Differential, 1), Step(StepKind.Job));

    [Fact]
    public Task An_old_mark_can_be_planned_for_a_copy_that_was_restored_from_a_later_full_backup() =>
        CheckAsync([default, new Stand(StandKind.Restoring, 1, 2)], Step(StepKind.Job), Step(StepKind.FullJob), Step(StepKind.FullJob));

    [Fact]
    public Task A_striped_log_backup_by_another_tool_closes_the_gap_that_it_left() =>
        CheckAsync(Step(StepKind.Job), Step(StepKind.OutsideLog, choice: 4), Step(StepKind.Job));

    [Fact]
    public Task A_copy_that_stopped_at_the_mark_of_a_run_that_left_no_set_goes_on_to_the_next_mark() =>
        PlanCheck.CheckAsync(
            new HistoryCase(
                2,
                1,
                [Step(StepKind.Job), Step(StepKind.FailingJob, choice: 27), Step(StepKind.Job)],
                [new Stand(StandKind.AtMark, 1, 4), new Stand(StandKind.AtMark, 1, 4)],
                2,
                RestoreStart.Continue,
                true
            )
        );

    private static Step Step(StepKind kind, int database = 0, int choice = 1) => new(kind, database, choice);

    private static Task CheckAsync(params Step[] steps) => CheckAsync(new Stand[2], steps);

    private static Task CheckAsync(Stand[] stands, params Step[] steps) =>
        PlanCheck.CheckAsync(new HistoryCase(2, 1, steps, stands, 0, RestoreStart.Auto, true));
}
