using System.Collections;
using System.Management.Automation;
using BizTalkDR.Backups;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Commands;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Running;
using BizTalkDR.Restore.Saved;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class RestoreBtsDatabaseSetCommandTests
{
    private readonly FakeEngine engine = new() { Situation = Situations.NothingRestoredYet, Restoring = Succeed };

    [Fact]
    public void All_databases_are_restored_to_the_recommended_mark_after_one_question()
    {
        var runtime = Run(new RestoreBtsDatabaseSetCommand { Topology = Samples.Argument, ThrottleLimit = 2 });
        Assert.Equal([$"restore to {Situations.SecondMark}"], engine.Done);
        Assert.Equal(
            ("2 databases on DR1 (BizTalkMgmtDb, BizTalkMsgBoxDb)", $"Restore to the mark {Situations.SecondMark} and recover"),
            Assert.Single(runtime.Asked)
        );
        Assert.Equal(2, engine.RestoreOptions!.ThrottleLimit);
        Assert.Equal(2, runtime.Output.Cast<DatabaseRestoreResult>().Count(result => result.Status == DatabaseRestoreStatus.Recovered));
        Assert.Equal([Environment.CurrentManagedThreadId], runtime.Threads);
    }

    [Fact]
    public void WhatIf_lists_every_restore_and_the_recoveries_last()
    {
        using var cmdlet = new RestoreBtsDatabaseSetCommand
        {
            Topology = Samples.Argument,
            Mark = Situations.FirstMark,
            CreateEngine = FakeEngine.Factory(engine),
        };
        var asked = cmdlet.RunWhatIf().Asked;
        Assert.Equal(("[BizTalkMgmtDb] on DR1", @"Restore the full backup '\\FILES\BizTalk\BizTalkMgmtDb_1.bak'"), asked[0]);
        Assert.Contains(asked, part => part.Action.EndsWith($"and stop at the mark {Situations.FirstMark}", StringComparison.Ordinal));
        Assert.All(asked.TakeLast(2), part => Assert.Equal("Recover the database", part.Action));
        Assert.Empty(engine.Done);
    }

    [Fact]
    public void Folders_and_switches_reach_the_engine()
    {
        Run(
            new RestoreBtsDatabaseSetCommand
            {
                Topology = Samples.Argument,
                DataDirectory = @"D:\Data",
                LogDirectory = @"L:\Log",
            },
            "NoRecovery",
            "KillSession",
            "Force"
        );
        Assert.Equal(@"D:\Data", engine.SituationOptions!.Relocation!.DataFolder);
        Assert.Equal(@"L:\Log", engine.SituationOptions.Relocation.LogFolder);
        Assert.True(engine.RestoreOptions!.KillSessions);
        Assert.All(engine.Plan!.Databases, database => Assert.False(database.Recovers));
    }

    [Fact]
    public void A_mark_that_nobody_knows_is_refused_before_anything_is_done()
    {
        using var cmdlet = new RestoreBtsDatabaseSetCommand
        {
            Topology = Samples.Argument,
            Mark = "BTS_2020_01_01_00_00_00_000",
            CreateEngine = FakeEngine.Factory(engine),
        };
        var error = cmdlet.RunToFailure();
        Assert.IsType<RestorePlanException>(error.Exception);
        Assert.Contains("BTS_2020_01_01_00_00_00_000", error.Exception.Message);
        Assert.Empty(engine.Done);
    }

    [Fact]
    public void OutputScriptOnly_returns_the_statements_and_does_nothing()
    {
        var runtime = Run(new RestoreBtsDatabaseSetCommand { Topology = Samples.Argument }, "OutputScriptOnly");
        Assert.Contains("RESTORE DATABASE [BizTalkMgmtDb]", Assert.IsType<string>(Assert.Single(runtime.Output)));
        Assert.Empty(engine.Done);
        Assert.Empty(runtime.Asked);
    }

    [Fact]
    public void A_database_that_slid_past_its_mark_ends_the_command_after_the_results()
    {
        engine.Restoring = (plan, observer, _) =>
            Outcome(plan, observer, DatabaseRestoreStatus.Failed, new BizTalkDRException("MarkNotReached", ErrorKind.Operation, "4329"));
        using var cmdlet = new RestoreBtsDatabaseSetCommand { Topology = Samples.Argument, CreateEngine = FakeEngine.Factory(engine) };
        var runtime = new RecordingRuntime();
        var error = Assert.Throws<TerminatingException>(() => cmdlet.Run(runtime)).Error;
        Assert.Equal("MarkNotReached", error.Id);
        Assert.Equal(2, runtime.Output.Count);
    }

    [Fact]
    public void A_plan_is_checked_and_then_run_as_it_is()
    {
        var plan = MadePlan();
        var runtime = Run(new RestoreBtsDatabaseSetCommand { Topology = Samples.Argument, Plan = new RestorePlanArgument(plan) });

        Assert.Equal(["check the plan", $"restore to {Situations.SecondMark}"], engine.Done);
        Assert.Same(plan, engine.Plan);
        Assert.Null(engine.SituationOptions);
        Assert.Single(runtime.Asked);
        Assert.Equal(2, runtime.Output.Count);
    }

    [Fact]
    public void A_saved_plan_is_run_from_its_file()
    {
        var file = Path.GetTempFileName();
        RestorePlanFile.Save(MadePlan(), file);
        Run(new RestoreBtsDatabaseSetCommand { Topology = Samples.Argument, Plan = new RestorePlanArgument(file) });
        File.Delete(file);
        Assert.Equal(MadePlan().ToScripts(), engine.Plan!.ToScripts());
    }

    [Fact]
    public void A_plan_can_be_piped_in()
    {
        Run(new RestoreBtsDatabaseSetCommand { Topology = Samples.Argument, InputObject = MadePlan() });
        Assert.Equal(["check the plan", $"restore to {Situations.SecondMark}"], engine.Done);
    }

    [Fact]
    public void A_pipeline_that_brought_nothing_restores_nothing()
    {
        using var cmdlet = new RestoreBtsDatabaseSetCommand { Topology = Samples.Argument, CreateEngine = FakeEngine.Factory(engine) };

        var failure = Assert.Throws<TerminatingException>(() =>
            cmdlet.Run(new RecordingRuntime { ExpectsInput = true, Given = ["Force"] })
        );

        Assert.Equal(("NothingPiped", ErrorCategory.InvalidArgument), (failure.Error.Id, failure.Error.Category));
        Assert.Empty(engine.Done);
    }

    [Fact]
    public void A_mark_can_be_piped_in()
    {
        var mark = new LogMark { Name = Situations.FirstMark };
        Run(new RestoreBtsDatabaseSetCommand { Topology = Samples.Argument, InputObject = mark }, "Force");
        Assert.Equal([$"restore to {Situations.FirstMark}"], engine.Done);
    }

    [Theory]
    [InlineData(Situations.SecondMark, false, "PlanParameterWrong")]
    [InlineData(null, true, "PlanDecides")]
    public void A_mark_that_is_piped_in_beside_another_or_a_plan_is_refused(string? mark, bool hasPlan, string error)
    {
        using var cmdlet = new RestoreBtsDatabaseSetCommand
        {
            Topology = Samples.Argument,
            Mark = mark,
            Plan = hasPlan ? new RestorePlanArgument(MadePlan()) : null,
            InputObject = new LogMark { Name = Situations.FirstMark },
            CreateEngine = FakeEngine.Factory(engine),
        };
        Assert.Equal(error, cmdlet.RunToFailure("Force").Id);
        Assert.Empty(engine.Done);
    }

    [Fact]
    public void A_plan_for_a_world_that_has_changed_is_refused_with_every_change_and_nothing_is_run()
    {
        engine.PlanCheck = new PlanCheck { Changes = [Change("BizTalkMgmtDb"), Change("BizTalkMsgBoxDb")] };
        using var cmdlet = new RestoreBtsDatabaseSetCommand
        {
            Topology = Samples.Argument,
            Plan = new RestorePlanArgument(MadePlan()),
            CreateEngine = FakeEngine.Factory(engine),
        };

        var error = cmdlet.RunToFailure();

        Assert.Equal(("PlanOutdated", ErrorCategory.InvalidOperation), (error.Id, error.Category));
        Assert.Contains("BizTalkMgmtDb is elsewhere.", error.Exception.Message);
        Assert.Contains("BizTalkMsgBoxDb is elsewhere.", error.Exception.Message);
        Assert.Equal("Make the plan again.", error.RecommendedAction);
        Assert.Equal(["check the plan"], engine.Done);
    }

    [Fact]
    public void WhatIf_with_a_plan_checks_it_shows_every_statement_and_runs_nothing()
    {
        using var cmdlet = new RestoreBtsDatabaseSetCommand
        {
            Topology = Samples.Argument,
            Plan = new RestorePlanArgument(MadePlan()),
            CreateEngine = FakeEngine.Factory(engine),
        };
        var asked = cmdlet.RunWhatIf().Asked;
        Assert.Equal(MadePlan().Databases.Sum(database => database.Actions.Count), asked.Count);
        Assert.Equal(["check the plan"], engine.Done);
    }

    [Theory]
    [InlineData("Mark")]
    [InlineData("Start")]
    [InlineData("NoRecovery")]
    [InlineData("InstanceMap")]
    [InlineData("BackupPath")]
    public void What_a_plan_has_decided_can_not_be_given_with_it(string parameter)
    {
        using var cmdlet = new RestoreBtsDatabaseSetCommand
        {
            Topology = Samples.Argument,
            Plan = new RestorePlanArgument(MadePlan()),
            CreateEngine = FakeEngine.Factory(engine),
        };
        var error = cmdlet.RunToFailure(parameter);
        Assert.Equal(("PlanDecides", ErrorCategory.InvalidArgument), (error.Id, error.Category));
        Assert.Contains("-" + parameter, error.Exception.Message);
        Assert.Empty(engine.Done);
    }

    [Fact]
    public void A_plan_is_run_on_named_instances_of_its_side()
    {
        Run(new RestoreBtsDatabaseSetCommand { SqlInstance = ["DR1"], Plan = new RestorePlanArgument(MadePlan()) });
        Assert.Equal("DR1", Assert.Single(engine.Topology!.Destination).Name);
        Assert.Contains($"restore to {Situations.SecondMark}", engine.Done);
    }

    [Fact]
    public void A_plan_of_another_topology_is_refused()
    {
        var plan = MadePlan();
        using var cmdlet = new RestoreBtsDatabaseSetCommand
        {
            Topology = new TopologyArgument(Samples.Topology with { Destination = [new InstanceReference { Name = "ELSEWHERE" }] }),
            Plan = new RestorePlanArgument(plan),
            CreateEngine = FakeEngine.Factory(engine),
        };
        var error = cmdlet.RunToFailure();
        Assert.Equal("PlanOfAnotherTopology", error.Id);
        Assert.Empty(engine.Done);
    }

    [Fact]
    public void Maps_of_instances_reach_the_engine()
    {
        Run(
            new RestoreBtsDatabaseSetCommand
            {
                Topology = Samples.Argument,
                InstanceMap = new Hashtable { ["PROD1"] = "DR1" },
            }
        );
        Assert.Equal("DR1", engine.SituationOptions!.InstanceMap["PROD1"]);
    }

    private static RestorePlan MadePlan()
    {
        var situation = Situations.NothingRestoredYet;
        var plan = situation.Plan(situation.Wish()).Require();
        return plan with { Origin = RestorePlanOrigin.Of(plan, Samples.Topology, InstanceSide.Destination, situation.Directory) };
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

    private RecordingRuntime Run(RestoreBtsDatabaseSetCommand cmdlet, params string[] given)
    {
        using (cmdlet)
        {
            cmdlet.CreateEngine = FakeEngine.Factory(engine);
            return cmdlet.Run(given);
        }
    }
}
