using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Execution;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Tests.Runbook.Failback;

/// <summary>A failback that is ended before a step and gone on with: what has been done is behind it, whatever has happened since.</summary>
public sealed class FailbackResumeTests
{
    private static readonly int[] Order = [.. FailbackRunbook.Steps(documentedOrder: false).Select(step => step.Number)];

    [Fact]
    public async Task No_step_that_has_succeeded_is_asked_about_again_however_often_the_run_is_ended_and_gone_on_with()
    {
        await using var sides = await FailbackSides.CreateAsync();
        foreach (var (end, index) in Order.Select((step, index) => (step, index)))
        {
            var asked = new List<int>();
            var results = sides.Run(
                (step, _) =>
                {
                    asked.Add(step);
                    return step != end;
                }
            );
            Assert.Equal(StepStatus.Declined, results[^1].Status);
            Assert.Equal(end, results[^1].Number);
            // Step 2 changes nothing: a run that still needs the destination may wait once more.
            Assert.Equal(Order[..(index + 1)].TakeLast(2).Where(step => step != 2), asked.Where(step => step != 2));
            if (end == 10)
                // Production works again since step 9: what comes in now must outlive every later run.
                sides.Execute("PROD-SQL1", "CREATE TABLE BizTalkMsgBoxDb.dbo.AfterStep9 (Id int NOT NULL)");
        }

        var last = sides.Run((_, _) => true);
        Assert.Equal(StepStatus.Succeeded, last[^1].Status);
        var ended = Assert.Throws<JournalException>(() =>
            sides.Run((step, _) => throw new InvalidOperationException($"Step {step} is done."))
        );
        Assert.Equal("RunEnded", ended.ErrorId);
        Assert.NotEqual(DBNull.Value, sides.Read("PROD-SQL1", "SELECT OBJECT_ID(N'BizTalkMsgBoxDb.dbo.AfterStep9')"));
    }

    [Fact]
    public async Task A_database_that_is_missing_from_the_restored_production_is_restored_alone()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.Run((step, _) => step != 9);
        sides.Execute("PROD-SQL1", "DROP DATABASE SSODB");

        var asked = new Dictionary<int, IReadOnlyList<StepAction>>();
        var results = sides.Run(
            (step, actions) =>
            {
                asked.Add(step, actions);
                return true;
            }
        );

        Assert.Equal(StepStatus.Succeeded, results[^1].Status);
        Assert.DoesNotContain(6, asked.Keys);
        Assert.Equal(
            ["SSODB"],
            asked[8].Where(action => action.Description.StartsWith("Restore", StringComparison.Ordinal)).Select(action => action.Database)
        );
    }

    [Fact]
    public async Task Without_its_journal_a_failback_that_has_brought_production_back_is_not_begun_anew()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.Run((step, _) => step != 10);

        var refused = Assert.Throws<RunbookRefusedException>(() => sides.Run((_, _) => false, new MemoryJournal()));

        Assert.Equal("EarlierFailback", refused.ErrorId);
        Assert.Contains("SSODB on PROD-SQL1", Assert.Single(refused.Problems), StringComparison.Ordinal);
        Assert.Contains("-Resume", refused.Remedy, StringComparison.Ordinal);
    }
}
