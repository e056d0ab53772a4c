using BizTalkDR.Reporting;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Execution;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Runbook.Outlook;

namespace BizTalkDR.Tests.Runbook.Failback.Foresight;

/// <summary>What a failback tells before its first step: production's state, what is lost, how far it goes, and how to back out.</summary>
public sealed class FailbackForesightTests
{
    [Fact]
    public async Task A_production_that_works_on_is_said_to_be_online_and_to_lose_all_it_takes_in_until_now()
    {
        await using var sides = await FailbackSides.CreateAsync();
        var written = await sides.Sandbox.Workload.WriteAsync(20);
        NoMoreBackups(sides);
        await sides.Sandbox.AdvanceAsync(TimeSpan.FromHours(1));

        var outlook = Outlook(sides);

        Assert.True(outlook.Production.IsLiving);
        Assert.True(outlook.NeedsName);
        Assert.StartsWith("HEALTHY AND ONLINE. All 9 databases", outlook.Production.State, StringComparison.Ordinal);
        Assert.True(outlook.Loss.AtLeast >= TimeSpan.FromHours(1), outlook.Loss.ToString());
        Assert.Contains("until now", outlook.Loss.Until, StringComparison.Ordinal);
        Assert.True(outlook.Mark!.Age >= TimeSpan.FromHours(1), outlook.Mark.ToString());
        Assert.Equal(9, outlook.Given.Count);
        Assert.NotNull(outlook.PointOfNoReturn);
        Assert.Contains(outlook.Off, off => off.Contains("Backup BizTalk Server", StringComparison.Ordinal));
        Assert.Contains(outlook.Off, off => off.Contains("BTSSvc$BizTalkServerApplication", StringComparison.Ordinal));
        var box = outlook.Databases.Single(database => database.Name == "BizTalkMsgBoxDb");
        Assert.True(box.Tables.Single(table => table.Name == "Spool").Rows >= written.Count);
        Assert.Null(box.Tables[0].RowsOfCopy);
        Assert.NotNull(outlook.Duration.Total);
        Assert.Contains("BizTalkMgmtDb (", outlook.Identity, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Marks_that_production_holds_beyond_the_chosen_one_are_counted_in_each_database()
    {
        await using var sides = await FailbackSides.CreateAsync();
        await sides.BackUpAsync();
        await sides.BackUpAsync();

        var outlook = Outlook(sides);

        Assert.All(outlook.Databases, database => Assert.True(database.MarksBeyond > 0, database.ToString()));
        Assert.All(outlook.Databases, database => Assert.NotNull(database.NewestMark));
    }

    [Fact]
    public async Task Of_a_production_that_is_down_it_is_said_that_the_rest_is_not_known()
    {
        await using var sides = await FailbackSides.CreateAsync();
        foreach (var database in sides.Sandbox.Group.BackedUpDatabases)
            sides.Execute(database.Instance.Name, $"ALTER DATABASE [{database.Name}] SET OFFLINE WITH ROLLBACK IMMEDIATE");

        var outlook = Outlook(sides);

        Assert.False(outlook.Production.IsLiving);
        Assert.False(outlook.NeedsName);
        Assert.StartsWith("DOWN. all 9 databases OFFLINE", outlook.Production.State, StringComparison.Ordinal);
        Assert.NotEqual(TimeSpan.Zero, outlook.Loss.AtLeast);
        Assert.Contains("not known", outlook.Loss.Until + OutlookText.Loss(outlook.Loss), StringComparison.OrdinalIgnoreCase);
        Assert.All(outlook.Databases, database => Assert.Equal("what it holds can't be read", database.Unknown));
    }

    [Fact]
    public async Task A_plan_for_an_open_production_never_expects_to_lose_nothing()
    {
        await using var sides = await FailbackSides.CreateAsync();
        NoMoreBackups(sides);
        await sides.Sandbox.AdvanceAsync(TimeSpan.FromMinutes(40));
        var situation = new RestoreSituationReader(sides.Connector).Read(sides.Topology);

        Assert.NotNull(situation.Production);
        Assert.True(situation.Plan(situation.Wish()).Require().ExpectedDataLoss >= TimeSpan.FromMinutes(40));
    }

    [Fact]
    public async Task Who_answers_No_before_step_1_has_changed_nothing()
    {
        await using var sides = await FailbackSides.CreateAsync();

        var results = sides.Run((step, _) => throw new InvalidOperationException($"Step {step} was asked about."), begin: _ => false);

        Assert.Equal((1, StepStatus.Declined), (results[^1].Number, results[^1].Status));
        Assert.Empty(sides.Stopped);
        Assert.DoesNotContain(sides.Journal.Entries, entry => entry.Kind == JournalEntryKind.ActionStarted);
    }

    [Fact]
    public async Task Journal_and_report_tell_in_the_same_lines_what_was_told_before_step_1()
    {
        await using var sides = await FailbackSides.CreateAsync();
        RunOutlook? told = null;
        sides.Run(
            (step, _) => step != 4,
            begin: outlook =>
            {
                told = outlook;
                return true;
            }
        );

        var journaled = sides.Journal.FindFact<RunOutlook>(RunOutlook.Fact)!;
        Assert.Equal(told!.ToString(), journaled.ToString());
        var report = FailbackReport.Of(sides.Topology, sides.Journal, DateTime.UtcNow.AddHours(-1), false, null);
        var page = HtmlReport.Render(report);
        Assert.All(
            told.Lines,
            line =>
                Assert.Contains(
                    System.Net.WebUtility.HtmlEncode(line.Text),
                    page.Replace("'", "&#39;", StringComparison.Ordinal),
                    StringComparison.Ordinal
                )
        );
        Assert.True(
            page.IndexOf("What lay ahead", StringComparison.Ordinal) < page.IndexOf("In the order they ran", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Gone_on_with_after_the_drop_it_tells_what_is_gone_and_what_was_lost()
    {
        await using var sides = await FailbackSides.CreateAsync();
        RunOutlook? first = null;
        sides.Run(
            (step, _) => step != 8,
            begin: outlook =>
            {
                first = outlook;
                return true;
            }
        );

        var outlook = Outlook(sides);

        Assert.StartsWith("GONE", outlook.Production.State, StringComparison.Ordinal);
        Assert.False(outlook.NeedsName);
        Assert.Empty(outlook.Given);
        Assert.Equal(first!.Loss, outlook.Loss);
    }

    [Fact]
    public async Task Shown_only_a_step_alone_is_refused_as_it_would_be()
    {
        await using var sides = await FailbackSides.CreateAsync();

        var shown = sides.Run((step, _) => throw new InvalidOperationException($"Step {step} was shown."), only: [6], whatIf: true)[^1];
        var real = sides.Run((step, _) => throw new InvalidOperationException($"Step {step} was asked."), only: [6])[^1];

        Assert.Equal((6, StepStatus.Failed), (shown.Number, shown.Status));
        Assert.Equal(real.Error!.Message, shown.Error!.Message);
    }

    [Fact]
    public async Task Shown_only_a_run_that_is_gone_on_with_tells_what_is_done_and_what_is_left()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.Run((step, _) => step != 4);
        var shown = new List<int>();

        var results = sides.Run(
            (step, _) =>
            {
                shown.Add(step);
                return false;
            },
            whatIf: true
        );

        Assert.Equal(12, results.Count);
        Assert.All(results, result => Assert.Equal(StepStatus.WhatIf, result.Status));
        Assert.DoesNotContain(1, shown);
        Assert.DoesNotContain(3, shown);
        Assert.Contains("Nothing is left to do", Assert.Single(results[0].Details), StringComparison.Ordinal);
        Assert.Contains(4, shown);
        Assert.Contains(6, shown);
    }

    // The sandbox's own schedule would go on setting marks.
    private static void NoMoreBackups(FailbackSides sides) =>
        sides.Execute("PROD-SQL1", $"EXEC msdb.dbo.sp_update_job @job_name = N'{sides.Sandbox.Group.BackupJobName}', @enabled = 0");

    private static RunOutlook Outlook(FailbackSides sides)
    {
        RunOutlook? told = null;
        sides.Run(
            (_, _) => false,
            begin: outlook =>
            {
                told = outlook;
                return false;
            },
            whatIf: true
        );
        return told!;
    }
}
