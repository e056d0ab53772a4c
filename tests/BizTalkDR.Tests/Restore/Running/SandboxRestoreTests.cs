using BizTalkDR.Backups;
using BizTalkDR.Backups.History;
using BizTalkDR.Databases;
using BizTalkDR.DatabaseSets;
using BizTalkDR.Errors;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;
using BizTalkDR.Restore.Running;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Restore.Running;

/// <summary>Reading, planning and restoring over real SqlClient and SMO, against the sandbox.</summary>
public sealed class SandboxRestoreTests
{
    private static readonly string[] InJob =
    [
        "BAMAlertsApplication",
        "BAMAlertsNSMain",
        "BAMPrimaryImport",
        "BizTalkDTADb",
        "BizTalkMgmtDb",
        "BizTalkMsgBoxDb",
        "BizTalkRuleEngineDb",
        "ContosoOrders",
        "SSODB",
    ];

    [Fact]
    public async Task A_shipped_group_is_recovered_at_the_recommended_mark_with_exactly_the_messages_before_it()
    {
        await using var sides = await SandboxSides.ShippedAsync(4);
        await sides.Sandbox.Workload.WriteAsync(2);

        var situation = new RestoreSituationReader(sides.Connector).Read(sides.Topology);
        var plan = situation.Plan(situation.Wish()).Require();
        var observer = new RecordingObserver();
        var outcome = new RestoreRunner(sides.Connector).Run(plan, sides.Topology, new RestoreRunOptions { ThrottleLimit = 3 }, observer);
        outcome.ThrowIfFailed();

        Assert.Equal(LogMarkRule.Last, plan.Mark!.Rule);
        Assert.Equal(InJob, plan.Databases.Select(database => database.Target.Database).Order(StringComparer.OrdinalIgnoreCase));
        Assert.All(plan.Databases, database => Assert.Equal(DatabaseStart.Continues, database.Start));
        Assert.All(outcome.Databases, database => Assert.Equal(DatabaseRestoreStatus.Recovered, database.Status));
        observer.SawEveryRecoveryAfterEveryLog();
        Verify(sides, plan);
        AssertMessages(sides, plan.Mark.Name, onSource: false);
    }

    [Fact]
    public async Task A_destination_that_lost_its_databases_starts_over_and_stops_at_the_second_to_last_mark()
    {
        await using var sides = await SandboxSides.ShippedAsync(3, OneServer("DR"));
        var removed = new DatabaseSetRemover(sides.Connector).Remove(
            sides.Topology,
            [.. InJob.Select(name => new DatabaseKey("DR", name))]
        );
        Assert.All(removed, each => Assert.Equal((DatabaseState.Restoring, true), (each.StateBefore, each.IsRemoved)));

        var options = new RestoreSituationOptions { Relocation = new FileRelocation { Kind = FileRelocationKind.DefaultFolders } };
        var (_, plan) = await RestoreAsync(sides, options);

        Assert.Equal(LogMarkRule.SecondToLast, plan.Mark!.Rule);
        Assert.All(plan.Databases, database => Assert.Equal(DatabaseStart.StartsOver, database.Start));
        Verify(sides, plan);
        AssertMessages(sides, plan.Mark.Name, onSource: false);
    }

    [Fact]
    public async Task A_log_that_does_not_hold_the_mark_keeps_every_database_from_being_recovered()
    {
        await using var sides = await SandboxSides.ShippedAsync(3);
        var situation = new RestoreSituationReader(sides.Connector).Read(sides.Topology);
        var plan = situation.Plan(situation.Wish()).Require();
        var wrong = plan with
        {
            Databases =
            [
                .. plan.Databases.Select(database =>
                    database.Target.Database != "ContosoOrders"
                        ? database
                        : database with
                        {
                            Actions =
                            [
                                .. database.Actions.Select(action =>
                                    action.StopAtMark is null ? action : action with { StopAtMark = "BTS_none" }
                                ),
                            ],
                        }
                ),
            ],
        };

        var outcome = new RestoreRunner(sides.Connector).Run(wrong, sides.Topology);

        var failed = Assert.Single(outcome.Databases, database => database.Status == DatabaseRestoreStatus.Failed);
        Assert.Equal(("ContosoOrders", "MarkNotReached", 4329), (failed.Database, failed.Error!.ErrorId, failed.Error.SqlErrorNumber));
        Assert.Contains("BTS_none", failed.Error.Message);
        Assert.Contains(failed.LastFile!, failed.Error.Message);
        Assert.NotNull(failed.Error.Remedy);
        Assert.DoesNotContain(outcome.Databases, database => database.Status == DatabaseRestoreStatus.Recovered);
        Assert.False(outcome.Succeeded);
        Assert.Equal("MarkNotReached", Assert.Throws<DatabaseSetException>(outcome.ThrowIfFailed).ErrorId);
        var after = new RestoreSituationReader(sides.Connector).Read(sides.Topology);
        Assert.All(after.Positions, position => Assert.Equal(DatabaseState.Restoring, position.State));
    }

    [Fact]
    public async Task A_restore_that_was_left_at_the_mark_is_finished_by_recovering_only()
    {
        await using var sides = await SandboxSides.ShippedAsync(3);
        var reader = new RestoreSituationReader(sides.Connector);
        var runner = new RestoreRunner(sides.Connector);
        var situation = reader.Read(sides.Topology);
        var first = situation.Plan(situation.Wish() with { LeaveRestoring = true }).Require();
        var left = runner.Run(first, sides.Topology);
        Assert.True(left.Succeeded);

        var again = reader.Read(sides.Topology);
        var second = again.Plan(again.Wish(first.Mark!.Name)).Require();
        Assert.All(second.Databases, database => Assert.Equal(DatabaseStart.AtMark, database.Start));
        runner.Run(second, sides.Topology).ThrowIfFailed();

        Verify(sides, second);
        var third = reader.Read(sides.Topology);
        Assert.All(
            third.Plan(third.Wish(first.Mark.Name)).Require().Databases,
            database => Assert.Equal(DatabaseStart.Recovered, database.Start)
        );
    }

    [Fact]
    public async Task A_full_set_taken_on_the_destination_replaces_the_databases_of_production()
    {
        await using var sides = await SandboxSides.ShippedAsync(3);
        var (situation, plan) = await RestoreAsync(sides);
        await sides.Sandbox.StopServicesAsync();

        var destinations = plan.Databases.Select(database => database.Target.Key).ToList();
        var progress = new List<DatabaseSetProgress>();
        var backups = new DatabaseSetBackup(sides.Connector).Back(
            sides.Topology,
            destinations,
            new DatabaseSetBackupOptions { Folder = sides.Sandbox.BackupPath },
            new Direct<DatabaseSetProgress>(each =>
            {
                lock (progress)
                    progress.Add(each);
            })
        );
        Assert.All(backups, backup => Assert.True(backup.IsVerified, backup.Error?.Message));
        Assert.Contains(progress, each => each.OverallPercent == 100);

        var production = plan.Databases.Select(database => database.Target.Source).ToList();
        var removed = new DatabaseSetRemover(sides.Connector).Remove(
            sides.Topology,
            production,
            new DatabaseRemovalOptions { KillSessions = true }
        );
        Assert.All(removed, each => Assert.True(each.IsRemoved, each.Error?.Message));

        var targets = plan.Databases.Select(database => new RestoreTarget
        {
            Source = database.Target.Key,
            Instance = database.Target.Source.Server,
            Database = database.Target.Source.Name,
            Relocation = new FileRelocation { Kind = FileRelocationKind.DefaultFolders },
        });
        var readers = targets.ToDictionary(target => target.Source, target => sides.Topology.Instance(target.Instance));
        var history = new BackupHistoryReader(sides.Connector).WithHeaders(
            BackupHistory.OfFullBackups(backups.Select(backup => backup.File!)),
            readers
        );
        var back = RestorePlanner
            .Plan(
                history,
                [],
                new RestoreWish
                {
                    Targets = [.. targets],
                    Stop = RestoreStop.FullBackup,
                    Instances = situation.Directory.Identities,
                }
            )
            .Require();
        new RestoreRunner(sides.Connector).Run(back, sides.Topology).ThrowIfFailed();

        var verification = new DatabaseSetVerifier(sides.Connector).Verify(sides.Topology, production, plan.Mark!.Name);
        Assert.True(verification.IsConsistent, string.Join(" ", verification.Differences));
        AssertMessages(sides, plan.Mark.Name, onSource: true);
    }

    [Fact]
    public async Task A_log_backup_that_somebody_took_by_hand_is_found_and_restored_in_its_place()
    {
        await using var sides = await SandboxSides.ShippedAsync(1);
        await sides.Sandbox.Workload.WriteAsync(2);
        var byHand = sides.Sandbox.BackupPath + @"\by_hand.trn";
        sides.Execute("PROD-SQL2", $"BACKUP LOG ContosoOrders TO DISK = N'{byHand}'");
        await sides.Sandbox.Workload.WriteAsync(2);
        await sides.BackUpAsync();
        await sides.BackUpAsync();

        var (situation, plan) = await RestoreAsync(sides);

        var custom = plan.Databases.Single(database => database.Target.Database == "ContosoOrders");
        Assert.Contains(custom.RollForward, action => action.SetId is null && action.Backup!.Path == byHand);
        Assert.Contains(situation.Warnings, warning => warning.Contains(byHand));
        Verify(sides, plan);
        AssertMessages(sides, plan.Mark!.Name, onSource: false);
    }

    [Fact]
    public async Task A_partial_set_that_a_failed_backup_job_left_is_never_used()
    {
        await using var sides = await SandboxSides.ShippedAsync(1);
        sides.Sandbox.Host.Faults.Add(new Fault(FaultPoint.BackupStart, "PROD-SQL2", "ContosoOrders"));
        Assert.False((await sides.Sandbox.RunBackupJobAsync()).Succeeded);
        await sides.BackUpAsync();
        await sides.BackUpAsync();

        var (situation, plan) = await RestoreAsync(sides);
        var partial = situation.History.Sets.Where(set => !set.IsComplete).Select(set => (long?)set.SetId).ToList();

        Assert.NotEmpty(partial);
        Assert.DoesNotContain(
            plan.Databases.SelectMany(database => database.Actions),
            action => action.SetId is not null && partial.Contains(action.SetId)
        );
        Verify(sides, plan);
    }

    [Fact]
    public async Task Databases_that_do_not_stand_at_the_mark_are_told_apart()
    {
        await using var sides = await SandboxSides.ShippedAsync(2, OneServer("DR"));
        var (_, plan) = await RestoreAsync(sides);
        sides.Execute("DR", "DELETE FROM SSODB.dbo.MarkLog");
        sides.Execute("DR", "ALTER DATABASE ContosoOrders SET OFFLINE WITH ROLLBACK IMMEDIATE");
        var databases = InJob.Select(name => new DatabaseKey("DR", name)).ToList();

        var verification = new DatabaseSetVerifier(sides.Connector).Verify(sides.Topology, databases);

        Assert.Equal((plan.Mark!.Name, false), (verification.Mark, verification.IsConsistent));
        Assert.Equal(["ContosoOrders", "SSODB"], verification.Databases.Where(each => !each.IsAtMark).Select(each => each.Database));
        Assert.Contains("OFFLINE", verification.Differences[0]);
        Assert.Contains("MarkLog", verification.Differences[1]);
    }

    [Fact]
    public async Task A_database_in_use_is_not_dropped_unless_its_sessions_may_be_ended()
    {
        await using var sides = await SandboxSides.CreateAsync(OneServer());
        await sides.Sandbox.StopServicesAsync();
        using var user = sides.Connector.Open(sides.Topology.Source[0], "SSODB");
        var remover = new DatabaseSetRemover(sides.Connector);
        DatabaseKey[] databases = [new("PROD", "SSODB"), new("PROD", "ContosoOrders"), new("PROD", "NeverThere")];

        var refused = Assert.Throws<DatabaseSetException>(() => remover.Remove(sides.Topology, databases));
        var removed = remover.Remove(sides.Topology, databases, new DatabaseRemovalOptions { KillSessions = true });

        Assert.Equal(("DatabaseInUse", "SSODB"), (refused.ErrorId, refused.Database));
        Assert.All(removed, each => Assert.True(each.IsRemoved, each.Error?.Message));
        Assert.Equal(1, removed[0].SessionsKilled);
    }

    [Fact]
    public async Task A_database_that_took_the_name_of_the_one_that_was_asked_about_is_not_dropped()
    {
        await using var sides = await SandboxSides.CreateAsync(OneServer());
        await sides.Sandbox.StopServicesAsync();
        var remover = new DatabaseSetRemover(sides.Connector);
        var asked = new BizTalkDR.Group.BizTalkGroupReader(sides.Connector).ReadSource(sides.Topology).Databases;
        var options = new DatabaseRemovalOptions { KillSessions = true, Asked = asked };
        DatabaseKey[] databases = [new("PROD", "SSODB"), new("PROD", "ContosoOrders")];
        // While the question waits, somebody restores the one from its own backup, and makes the other anew.
        sides.Execute(
            "PROD",
            @"BACKUP DATABASE SSODB TO DISK = N'\\FILES\BizTalk\sso.bak' RESTORE DATABASE SSODB FROM DISK = N'\\FILES\BizTalk\sso.bak' WITH REPLACE"
        );
        var restored = Assert.Throws<DatabaseSetException>(() => remover.Remove(sides.Topology, databases, options));
        sides.Execute("PROD", "DROP DATABASE SSODB; CREATE DATABASE SSODB");
        var anew = Assert.Throws<DatabaseSetException>(() => remover.Remove(sides.Topology, databases, options));

        Assert.Equal(("DatabaseIsAnother", "SSODB"), (restored.ErrorId, restored.Database));
        Assert.Contains("restored or recovered since", restored.Message, StringComparison.Ordinal);
        Assert.Contains("it is another database", anew.Message, StringComparison.Ordinal);
        Assert.All(remover.Remove(sides.Topology, databases[1..], options), each => Assert.True(each.IsRemoved, each.Error?.Message));
    }

    [Fact]
    public async Task A_system_database_is_never_dropped()
    {
        await using var sides = await SandboxSides.CreateAsync(OneServer());

        var refused = Assert.Throws<DatabaseSetException>(() =>
            new DatabaseSetRemover(sides.Connector).Remove(sides.Topology, [new DatabaseKey("PROD", "msdb")])
        );

        Assert.Equal("SystemDatabase", refused.ErrorId);
    }

    [Fact]
    public async Task A_backup_to_a_folder_that_is_not_there_is_refused_before_anything_is_written()
    {
        await using var sides = await SandboxSides.CreateAsync(OneServer());

        var refused = Assert.Throws<DatabaseSetException>(() =>
            new DatabaseSetBackup(sides.Connector).Back(
                sides.Topology,
                [new DatabaseKey("PROD", "SSODB")],
                new DatabaseSetBackupOptions { Folder = @"\\FILES\BizTalk\Nowhere" }
            )
        );

        Assert.Equal("BackupFolderMissing", refused.ErrorId);
    }

    /// <summary>A group on one server, and its disaster recovery sides if any.</summary>
    private static BizTalkSandboxOptions OneServer(params string[] destinations) =>
        new()
        {
            SourceNames = ["PROD"],
            DestinationNames = destinations,
            ComputerNames = ["BTS01"],
        };

    /// <summary>Restores the recommended mark, from what can be read.</summary>
    private static async Task<(RestoreSituation Situation, RestorePlan Plan)> RestoreAsync(
        SandboxSides sides,
        RestoreSituationOptions? options = null
    )
    {
        var situation = new RestoreSituationReader(sides.Connector).Read(sides.Topology, options);
        var plan = situation.Plan(situation.Wish()).Require();
        new RestoreRunner(sides.Connector).Run(plan, sides.Topology).ThrowIfFailed();
        return (situation, plan);
    }

    private static void Verify(SandboxSides sides, RestorePlan plan)
    {
        var databases = plan.Databases.Select(database => database.Target.Key).ToList();
        var verification = new DatabaseSetVerifier(sides.Connector).Verify(sides.Topology, databases, plan.Mark!.Name);
        Assert.True(verification.IsConsistent, string.Join(" ", verification.Differences));
    }

    private static void AssertMessages(SandboxSides sides, string mark, bool onSource)
    {
        var expected = sides.Sandbox.Workload.CommittedBefore(mark).Order().ToList();
        Assert.NotEmpty(expected);
        foreach (var database in sides.Sandbox.Group.MessageDatabases)
        {
            var instance = onSource ? database.Instance : sides.Sandbox.DestinationOf(database.Instance);
            Assert.Equal(expected, Workload.ReadNumbers(instance, database).Order());
        }
    }

    private sealed class Direct<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }

    private sealed class RecordingObserver : IRestoreObserver
    {
        private readonly List<(RestoreActionKind Kind, bool Ended)> seen = [];

        public void Starting(DatabasePlan database, RestoreAction action) => Add(action, false);

        public void Progress(RestoreProgress progress) => Assert.InRange(progress.OverallPercent, 0, 100);

        public void Completed(DatabasePlan database, RestoreAction action, TimeSpan elapsed) => Add(action, true);

        public void Finished(DatabaseRestoreResult result) { }

        public void SawEveryRecoveryAfterEveryLog()
        {
            var firstRecovery = seen.FindIndex(each => each.Kind == RestoreActionKind.Recovery);
            var lastLog = seen.FindLastIndex(each => each.Kind == RestoreActionKind.Log);
            Assert.True(lastLog >= 0 && firstRecovery > lastLog);
        }

        private void Add(RestoreAction action, bool ended)
        {
            lock (seen)
                seen.Add((action.Kind, ended));
        }
    }
}
