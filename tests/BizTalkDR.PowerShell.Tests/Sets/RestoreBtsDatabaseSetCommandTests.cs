using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.PowerShell.Sets;
using BizTalkDR.Restore;

namespace BizTalkDR.PowerShell.Tests.Sets;

public sealed class RestoreBtsDatabaseSetCommandTests
{
    private readonly FakeEngine engine = new() { Situation = Situations.NothingRestoredYet, Restore = Succeed };

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
        engine.Restore = (plan, observer, _) =>
            Outcome(plan, observer, DatabaseRestoreStatus.Failed, new BizTalkDRException("MarkNotReached", ErrorKind.Operation, "4329"));
        using var cmdlet = new RestoreBtsDatabaseSetCommand { Topology = Samples.Argument, CreateEngine = FakeEngine.Factory(engine) };
        var runtime = new RecordingRuntime();
        var error = Assert.Throws<TerminatingException>(() => cmdlet.Run(runtime)).Error;
        Assert.Equal("MarkNotReached", error.Id);
        Assert.Equal(2, runtime.Output.Count);
    }

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
