using System.Text.RegularExpressions;
using BizTalkDR.Agent;
using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Restore.Saved;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Plans;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Services;

namespace BizTalkDR.Tests.Runbook.Failback;

/// <summary>A failback is planned, reviewed, signed off and run: exactly that, or nothing.</summary>
public sealed partial class FailbackPlanTests
{
    [Fact]
    public async Task A_plan_says_what_WhatIf_shows_and_comes_back_from_its_file_as_it_was()
    {
        await using var sides = await FailbackSides.CreateAsync();
        var shown = sides.Run((_, _) => true, whatIf: true, journal: new MemoryJournal());

        var plan = sides.Plan();

        Assert.Equal(
            shown.SelectMany(step => step.Actions.Select(action => $"{step.Number} {action}")),
            plan.Acts.Select(act => $"{act.Step} {act}")
        );
        Assert.DoesNotContain(plan.Acts, act => act.Act == nameof(StepAct.Other));
        Assert.Equal([1, 2, 3, 4, 5, 7, 6, 8, 9, 10, 11, 12], plan.Steps.Select(step => step.Number));
        Assert.All(plan.Acts.Where(act => act.Act == "Drop"), act => Assert.True(act.IsDestructive));
        Assert.NotNull(plan.Mark);
        Assert.NotNull(plan.GroupFamily);
        Assert.True(plan.IsProductionLiving);
        Assert.NotNull(plan.PointOfNoReturn);
        Assert.Equal(4, plan.Instances.Count);
        Assert.All(plan.Databases, database => Assert.NotNull(database.CopyLsn));

        var json = plan.ToJson();
        Assert.Equal(json, FailbackPlanFile.Parse(json).ToJson());
        // What has more digits than a number of JSON keeps is text.
        Assert.DoesNotMatch(LongNumber(), json);
        Assert.Equal(
            "PlanEdited",
            Assert.Throws<PlanFileException>(() => FailbackPlanFile.Parse(json.Replace(plan.MadeBy, "nobody"))).ErrorId
        );
        Assert.Equal("PlanNotAPlan", Assert.Throws<PlanFileException>(() => RestorePlanFile.Parse(json)).ErrorId);
    }

    [Fact]
    public async Task What_was_signed_off_is_done_once_it_is_gone_on_with_and_never_again()
    {
        await using var sides = await FailbackSides.CreateAsync();
        var plan = sides.Plan();

        Assert.Equal("PlanNotSignedOff", Refused(sides, plan).ErrorId);
        Assert.All(sides.Run((_, _) => true, whatIf: true, plan: plan, journal: new MemoryJournal()), step => Assert.Null(step.Error));
        plan = FailbackPlanFile.Parse(plan.SignedOff("Ada Meier", "change 4711").ToJson());
        Assert.Equal("PlanDecides", Refused(sides, plan, mark: "BTS_2001_01_01_00_00_00_000").ErrorId);

        Assert.Equal((5, StepStatus.Declined), Last(sides.Run((step, _) => step != 5, plan: plan)));
        Assert.Equal(plan.Id, new FailbackFacts(sides.Journal).Plan!.Id);
        Assert.Equal("PlanOfAnotherRun", Refused(sides, plan with { Id = Guid.NewGuid() }, sides.Journal).ErrorId);

        // The plan need not be given again: the journal has it.
        var results = sides.Run((_, _) => true);
        Assert.Equal((12, StepStatus.Succeeded), Last(results));
        Assert.True(results.Single(result => result.Number == 6).Changed);
        Assert.False(results.Single(result => result.Number == 1).Changed);

        var again = Assert.Throws<PlanOutdatedException>(() => sides.Run((_, _) => true, plan: plan, journal: new MemoryJournal()));
        Assert.Contains(again.Changes, change => change.Kind is PlanChangeKind.State or PlanChangeKind.Position);
    }

    [Fact]
    public async Task What_has_changed_since_is_named_with_what_to_do_and_nothing_is_done()
    {
        await using var sides = await FailbackSides.CreateAsync();
        var plan = sides.Plan().SignedOff("Ada Meier");
        var backup = plan.Jobs.Single(job => job.Name.StartsWith("Backup", StringComparison.Ordinal));

        sides.SetService("ENTSSO", BtsServiceState.Stopped);
        var service = Assert.Single(Changes(sides, plan));
        Assert.Equal((PlanChangeKind.Service, "Running", "Stopped"), (service.Kind, service.Was, service.Is));
        Assert.Contains("Start-BtsService", service.Remedy);
        sides.SetService("ENTSSO", BtsServiceState.Running);

        Enable(sides, backup, 0);
        var job = Assert.Single(Changes(sides, plan));
        Assert.Equal((PlanChangeKind.Job, "enabled", "disabled"), (job.Kind, job.Was, job.Is));
        Enable(sides, backup, 1);

        sides.Execute("PROD-SQL1", "ALTER DATABASE SSODB SET RESTRICTED_USER WITH ROLLBACK IMMEDIATE");
        var access = Assert.Single(Changes(sides, plan));
        Assert.Equal((PlanChangeKind.State, "SSODB"), (access.Kind, access.Database));
        Assert.Contains("its access is RESTRICTED_USER", access.Message);
        sides.Execute("PROD-SQL1", "ALTER DATABASE SSODB SET MULTI_USER");

        await sides.BackUpAsync();
        var sets = Changes(sides, plan);
        Assert.Contains(sets, change => change.Kind == PlanChangeKind.NewBackups && change.Remedy.Contains("Disable-BtsBackupJob"));

        await sides.ShipAsync();
        Assert.Contains(
            Changes(sides, plan),
            change => change.Kind == PlanChangeKind.Position && change.Server.StartsWith("DR-", StringComparison.Ordinal)
        );
        Assert.Empty(sides.Journal.Entries);
    }

    [Fact]
    public async Task A_plan_of_another_group_or_of_other_instances_or_that_does_not_list_all_acts_is_refused()
    {
        await using var sides = await FailbackSides.CreateAsync();
        var plan = sides.Plan().SignedOff("Ada Meier");

        var about = plan.World.About;
        Assert.Equal(
            "PlanOfAnotherGroup",
            Refused(sides, With(plan, about with { Group = new GroupIdentity(Guid.NewGuid(), "BizTalkMgmtDb") })).ErrorId
        );
        Assert.Equal("PlanOfAnotherTopology", Refused(sides, With(plan, about with { Source = about.Destination })).ErrorId);

        var drop = plan.Acts.First(act => act is { Act: "Drop", Step: 6 });
        var change = Assert.Single(Changes(sides, plan with { Acts = [.. plan.Acts.Where(act => act != drop)] }));
        Assert.Equal((PlanChangeKind.Acts, drop.Instance, drop.Database), (change.Kind, change.Server, change.Database));
        Assert.Contains("would also do this now", change.Message);
        Assert.Empty(sides.Journal.Entries);
    }

    [Fact]
    public async Task A_plan_whose_run_has_begun_to_act_is_refused_by_that_runs_journal()
    {
        await using var sides = await FailbackSides.CreateAsync();
        var plan = sides.Plan([1]).SignedOff("Ada Meier");
        var folder = Directory.CreateTempSubdirectory("BizTalkDR-plan-");
        try
        {
            using (var declined = FileJournal.Create(Path.Combine(folder.FullName, "declined.jsonl")))
                sides.Run((_, _) => false, declined, plan: plan);
            using (var first = FileJournal.Create(Path.Combine(folder.FullName, "first.jsonl")))
                Assert.Contains(sides.Run((_, _) => true, first, plan: plan), step => step is { Number: 1, Changed: true });
            using (var second = FileJournal.Create(Path.Combine(folder.FullName, "second.jsonl")))
            {
                var refused = Refused(sides, plan, second);
                Assert.Equal("PlanRanAlready", refused.ErrorId);
                Assert.Contains("first.jsonl", refused.Message);
            }
            var run = RunFinder
                .Find(folder.FullName, recurse: false, _ => { })
                .Single(each => each.JournalPath.EndsWith("first.jsonl", StringComparison.Ordinal));
            Assert.Equal(plan.Id, run.Plan);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task In_the_order_of_the_page_and_without_step_9_a_plan_lists_all_that_its_run_does()
    {
        await using var sides = await FailbackSides.CreateAsync();
        var plan = sides.Plan([1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12], documentedOrder: true).SignedOff("Ada Meier");

        Assert.Equal((12, StepStatus.Succeeded), Last(sides.Run((_, _) => true, plan: plan)));
        Assert.NotEmpty(sides.Stopped);
    }

    [Fact]
    public async Task A_job_says_whether_it_was_changed_and_one_that_was_only_read_claims_nothing()
    {
        await using var sides = await FailbackSides.CreateAsync();
        var engine = new DisasterRecovery(sides.Connector);
        var job = engine.ReadJobs(sides.Topology, "PROD-SQL1", default).Single(each => each.Kind == JobKind.Backup);

        Assert.Null(job.Changed);
        Assert.True(engine.SetEnabled(sides.Topology, job, false, default).Changed);
        Assert.False(engine.SetEnabled(sides.Topology, job, false, default).Changed);
        Assert.True(engine.SetEnabled(sides.Topology, job, true, default).Changed);
        Assert.All(
            engine.WaitUntilIdle(sides.Topology, [job], TimeSpan.FromMinutes(1), _ => { }, default),
            waited => Assert.False(waited.Changed)
        );
    }

    private static FailbackPlan With(FailbackPlan plan, RunIdentity about) => plan with { World = plan.World with { About = about } };

    private static (int, StepStatus) Last(List<StepResult> results) => (results[^1].Number, results[^1].Status);

    private static BizTalkDRException Refused(FailbackSides sides, FailbackPlan plan, IJournal? journal = null, string? mark = null) =>
        Assert.ThrowsAny<BizTalkDRException>(() =>
            sides.Run((step, _) => throw new InvalidOperationException($"Step {step} was asked about."), journal, plan: plan, mark: mark)
        );

    private static IReadOnlyList<PlanChange> Changes(FailbackSides sides, FailbackPlan plan) =>
        Assert.IsType<PlanOutdatedException>(Refused(sides, plan)).Changes;

    private static void Enable(FailbackSides sides, PlannedJob job, int enabled) =>
        sides.Execute(job.Instance, $"EXEC msdb.dbo.sp_update_job @job_id = N'{job.JobId}', @enabled = {enabled}");

    [GeneratedRegex(@":\s*\d{16,}")]
    private static partial Regex LongNumber();
}
