using System.Management.Automation;
using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Running;
using BizTalkDR.Restore.Saved;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class RestoreBtsDatabaseSetCommandTests : CmdletTests
{
    public RestoreBtsDatabaseSetCommandTests()
    {
        Engine = new FakeEngine { Situation = Situations.NothingRestoredYet, Restoring = Succeed };
        Session["plan"] = MadePlan();
    }

    [Fact]
    public void All_databases_are_restored_to_the_recommended_mark_after_one_question()
    {
        var run = Run("Restore-BtsDatabaseSet $topology -ThrottleLimit 2");
        Assert.Equal([$"restore to {Situations.SecondMark}"], Engine.Done);
        Assert.Equal(
            ("2 databases on DR1 (BizTalkMgmtDb, BizTalkMsgBoxDb)", $"Restore to the mark {Situations.SecondMark} and recover"),
            Assert.Single(run.Asked)
        );
        Assert.Single(run.Questions);
        Assert.Equal(2, Engine.RestoreOptions!.ThrottleLimit);
        Assert.Equal(2, run.Output.Cast<DatabaseRestoreResult>().Count(result => result.Status == DatabaseRestoreStatus.Recovered));
        Assert.Contains(run.Progress, progress => progress is { ParentActivityId: 1, PercentComplete: 50 });
    }

    [Fact]
    public void What_is_overwritten_is_looked_at_again_after_the_question()
    {
        Engine.Situation = Situations.NothingRestoredYet with
        {
            Positions =
            [
                new DatabasePosition
                {
                    Instance = "DR1",
                    Database = "BizTalkMgmtDb",
                    State = DatabaseState.Online,
                },
            ],
        };
        Run("Restore-BtsDatabaseSet $topology -Replace");
        Assert.Equal(["check the plan", $"restore to {Situations.SecondMark}"], Engine.Done);
        Engine.Done.Clear();
        Run("Restore-BtsDatabaseSet $topology -Replace -Force");
        Assert.Equal([$"restore to {Situations.SecondMark}"], Engine.Done);
    }

    [Fact]
    public void WhatIf_lists_every_restore_and_the_recoveries_last()
    {
        var asked = Run($"Restore-BtsDatabaseSet $topology {Situations.FirstMark} -WhatIf").Asked;
        Assert.Equal(("[BizTalkMgmtDb] on DR1", @"Restore the full backup '\\FILES\BizTalk\BizTalkMgmtDb_1.bak'"), asked[0]);
        Assert.Contains(asked, part => part.Action.EndsWith($"and stop at the mark {Situations.FirstMark}", StringComparison.Ordinal));
        Assert.All(asked.TakeLast(2), part => Assert.Equal("Recover the database", part.Action));
        Assert.Empty(Engine.Done);
    }

    [Fact]
    public void Folders_and_switches_reach_the_engine()
    {
        Run(@"Restore-BtsDatabaseSet $topology -DataDirectory D:\Data -LogDirectory L:\Log -NoRecovery -KillSession -Force");
        Assert.Equal(@"D:\Data", Engine.SituationOptions!.Relocation!.DataFolder);
        Assert.Equal(@"L:\Log", Engine.SituationOptions.Relocation.LogFolder);
        Assert.True(Engine.RestoreOptions!.KillSessions);
        Assert.All(Engine.Plan!.Databases, database => Assert.False(database.Recovers));
    }

    [Fact]
    public void A_mark_that_nobody_knows_is_refused_before_anything_is_done()
    {
        var error = FailureOf("Restore-BtsDatabaseSet $topology -Mark BTS_2020_01_01_00_00_00_000");
        Assert.IsType<RestorePlanException>(error.Exception);
        Assert.Contains("BTS_2020_01_01_00_00_00_000", error.Exception.Message);
        Assert.Empty(Engine.Done);
    }

    [Fact]
    public void OutputScriptOnly_returns_the_statements_and_does_nothing()
    {
        var run = Run("Restore-BtsDatabaseSet $topology -OutputScriptOnly");
        Assert.Contains("RESTORE DATABASE [BizTalkMgmtDb]", Assert.IsType<string>(Assert.Single(run.Output)));
        Assert.Empty(Engine.Done);
        Assert.Empty(run.Asked);
    }

    [Fact]
    public void A_database_that_slid_past_its_mark_ends_the_command_after_the_results()
    {
        Engine.Restoring = (plan, observer, _) =>
            Outcome(plan, observer, DatabaseRestoreStatus.Failed, new BizTalkDRException("MarkNotReached", ErrorKind.Operation, "4329"));
        var run = Run("Restore-BtsDatabaseSet $topology");
        Assert.Equal("MarkNotReached", run.Failure!.Id());
        Assert.Equal(2, run.Output.Count);
    }

    [Fact]
    public void A_plan_is_checked_and_then_run_as_it_is()
    {
        var plan = MadePlan();
        Session["plan"] = plan;
        var run = Run("Restore-BtsDatabaseSet $topology -Plan $plan");

        Assert.Equal(["check the plan", $"restore to {Situations.SecondMark}"], Engine.Done);
        Assert.Same(plan, Engine.Plan);
        Assert.Null(Engine.SituationOptions);
        Assert.Single(run.Asked);
        Assert.Equal(2, run.Output.Count);
    }

    [Fact]
    public void A_saved_plan_is_run_from_its_file()
    {
        var file = Path.GetTempFileName();
        RestorePlanFile.Save(MadePlan(), file);
        Session["file"] = file;
        Run("Restore-BtsDatabaseSet $topology -Plan $file");
        File.Delete(file);
        Assert.Equal(MadePlan().ToScripts(), Engine.Plan!.ToScripts());
    }

    [Fact]
    public void A_plan_can_be_piped_in()
    {
        Run("$plan | Restore-BtsDatabaseSet $topology");
        Assert.Equal(["check the plan", $"restore to {Situations.SecondMark}"], Engine.Done);
    }

    [Fact]
    public void A_pipeline_that_brought_nothing_restores_nothing()
    {
        var error = FailureOf("@() | Restore-BtsDatabaseSet $topology -Force");

        Assert.Equal(("NothingPiped", ErrorCategory.InvalidArgument), (error.Id(), error.CategoryInfo.Category));
        Assert.Empty(Engine.Done);
    }

    [Fact]
    public void A_plan_that_went_through_a_remote_session_is_refused_as_a_copy()
    {
        Session["copy"] = PSSerializer.Deserialize(PSSerializer.Serialize(MadePlan(), 3));
        Assert.Equal("CopyPiped", FailureOf("$copy | Restore-BtsDatabaseSet $topology -Force").Id());
        Assert.Empty(Engine.Done);
    }

    [Fact]
    public void A_mark_can_be_piped_in()
    {
        Run($"Get-BtsLogMark $topology -Name {Situations.FirstMark} | Restore-BtsDatabaseSet $topology -Force");
        Assert.Equal([$"restore to {Situations.FirstMark}"], Engine.Done);
    }

    [Theory]
    [InlineData($"-Mark {Situations.SecondMark}", "PlanParameterWrong")]
    [InlineData("-Plan $plan", "PlanDecides")]
    public void A_mark_that_is_piped_in_beside_another_or_a_plan_is_refused(string beside, string error)
    {
        Assert.Equal(
            error,
            FailureOf($"Get-BtsLogMark $topology -Name {Situations.FirstMark} | Restore-BtsDatabaseSet $topology {beside} -Force").Id()
        );
        Assert.Empty(Engine.Done);
    }

    [Fact]
    public void A_plan_for_a_world_that_has_changed_is_refused_with_every_change_and_nothing_is_run()
    {
        Engine.PlanCheck = new PlanCheck { Changes = [Change("BizTalkMgmtDb"), Change("BizTalkMsgBoxDb")] };

        var error = FailureOf("Restore-BtsDatabaseSet $topology -Plan $plan");

        Assert.Equal(("PlanOutdated", ErrorCategory.InvalidOperation), (error.Id(), error.CategoryInfo.Category));
        Assert.Contains("BizTalkMgmtDb is elsewhere.", error.Exception.Message);
        Assert.Contains("BizTalkMsgBoxDb is elsewhere.", error.Exception.Message);
        Assert.Equal("Make the plan again.", error.ErrorDetails.RecommendedAction);
        Assert.Equal(["check the plan"], Engine.Done);
    }

    [Fact]
    public void WhatIf_with_a_plan_checks_it_shows_every_statement_and_runs_nothing()
    {
        var asked = Run("Restore-BtsDatabaseSet $topology -Plan $plan -WhatIf").Asked;
        Assert.Equal(MadePlan().Databases.Sum(database => database.Actions.Count), asked.Count);
        Assert.Equal(["check the plan"], Engine.Done);
    }

    [Theory]
    [InlineData("Mark", "x")]
    [InlineData("Start", "StartOver")]
    [InlineData("NoRecovery", "")]
    [InlineData("InstanceMap", "@{ PROD1 = 'DR1' }")]
    [InlineData("BackupPath", "x")]
    public void What_a_plan_has_decided_can_not_be_given_with_it(string parameter, string value)
    {
        var error = FailureOf($"Restore-BtsDatabaseSet $topology -Plan $plan -{parameter} {value}");
        Assert.Equal(("PlanDecides", ErrorCategory.InvalidArgument), (error.Id(), error.CategoryInfo.Category));
        Assert.Contains("-" + parameter, error.Exception.Message);
        Assert.Empty(Engine.Done);
    }

    [Fact]
    public void A_plan_is_run_on_named_instances_of_its_side()
    {
        Run("Restore-BtsDatabaseSet -SqlInstance DR1 -Plan $plan");
        Assert.Equal("DR1", Assert.Single(Engine.Topology!.Destination).Name);
        Assert.Contains($"restore to {Situations.SecondMark}", Engine.Done);
    }

    [Fact]
    public void A_plan_of_another_topology_is_refused()
    {
        Session["other"] = Samples.Topology with { Destination = [new InstanceReference { Name = "ELSEWHERE" }] };
        Assert.Equal("PlanOfAnotherTopology", FailureOf("Restore-BtsDatabaseSet $other -Plan $plan").Id());
        Assert.Empty(Engine.Done);
    }

    [Fact]
    public void Without_instances_nothing_can_be_restored() =>
        Assert.Equal("NoInstances", FailureOf("Restore-BtsDatabaseSet -BackupPath x -Force").Id());

    [Fact]
    public void Maps_of_instances_reach_the_engine()
    {
        Run("Restore-BtsDatabaseSet $topology -InstanceMap @{ PROD1 = 'DR1' }");
        Assert.Equal("DR1", Engine.SituationOptions!.InstanceMap["PROD1"]);
    }

    private static RestorePlan MadePlan()
    {
        var situation = Situations.NothingRestoredYet;
        return (situation with { Topology = Samples.Topology }).MakePlan(situation.Wish()).Require();
    }

    private static PlanChange Change(string database) =>
        new()
        {
            Server = "DR1",
            Database = database,
            Was = "here",
            Is = "there",
            Message = database + " is elsewhere.",
        };

    private static RestoreOutcome Succeed(RestorePlan plan, IRestoreObserver observer, CancellationToken cancellationToken) =>
        Outcome(
            plan,
            observer,
            plan.Databases.Any(database => database.Recovers) ? DatabaseRestoreStatus.Recovered : DatabaseRestoreStatus.AtMark,
            null
        );

    private static RestoreOutcome Outcome(
        RestorePlan plan,
        IRestoreObserver observer,
        DatabaseRestoreStatus status,
        BizTalkDRException? error
    )
    {
        var results = new List<DatabaseRestoreResult>();
        foreach (var database in plan.Databases)
        {
            foreach (var action in database.Actions)
            {
                observer.Starting(database, action);
                observer.Progress(
                    new RestoreProgress
                    {
                        Database = database,
                        Action = action,
                        DatabasePercent = 50,
                        OverallPercent = 25,
                    }
                );
                observer.Completed(database, action, TimeSpan.FromSeconds(1));
            }
            var result = new DatabaseRestoreResult
            {
                Instance = database.Target.Instance,
                Database = database.Target.Database,
                Source = database.Target.Source,
                Status = status,
                Error = error,
            };
            observer.Finished(result);
            results.Add(result);
        }
        return new RestoreOutcome { Plan = plan, Databases = results };
    }
}
