using BizTalkDR.DatabaseSets;
using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Commands;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Base;

public sealed class DatabaseSetCommandTests
{
    private readonly FakeEngine engine = Samples.EngineWithGroup(InstanceSide.Destination);

    [Fact]
    public void The_destination_is_backed_up_to_the_topologys_folder()
    {
        var runtime = Run(new BackupBtsDatabaseSetCommand { Topology = Samples.Argument });
        Assert.Equal(["back up DR1/BizTalkMgmtDb", "back up DR1/BizTalkMsgBoxDb"], engine.Done);
        Assert.Equal(InstanceSide.Destination, engine.SideRead);
        Assert.Equal(@"\\FILES\Failback", engine.BackupOptions!.Folder);
        Assert.Null(engine.BackupOptions.Compress);
        Assert.Equal(2, runtime.Output.Count);
        Assert.Contains(runtime.Progress, progress => progress is { ParentId: 1, Percent: 50 });
        Assert.Equal([Environment.CurrentManagedThreadId], runtime.Threads);
    }

    [Fact]
    public void Backup_options_reach_the_engine()
    {
        Run(
            new BackupBtsDatabaseSetCommand
            {
                Topology = Samples.Argument,
                Path = @"E:\Full",
                ThrottleLimit = 2,
            },
            "CopyOnly",
            "CompressBackup"
        );
        Assert.Equal(
            new DatabaseSetBackupOptions
            {
                Folder = @"E:\Full",
                CopyOnly = true,
                Compress = true,
                ThrottleLimit = 2,
            },
            engine.BackupOptions
        );
    }

    [Fact]
    public void Without_a_folder_nothing_is_backed_up()
    {
        using var cmdlet = new BackupBtsDatabaseSetCommand { SqlInstance = ["DR1"], CreateEngine = FakeEngine.Factory(engine) };
        Assert.Equal("NoBackupLocation", cmdlet.RunToFailure().Id);
        Assert.Empty(engine.Done);
    }

    [Fact]
    public void A_backup_that_fails_is_an_error_beside_the_others_results()
    {
        engine.Backup = key => new DatabaseBackupResult
        {
            Database = key,
            IsBackedUp = key.Name != "BizTalkMsgBoxDb",
            Error = key.Name == "BizTalkMsgBoxDb" ? new BizTalkDRException("BackupFailed", ErrorKind.Operation, "disk full") : null,
        };
        var runtime = Run(new BackupBtsDatabaseSetCommand { Topology = Samples.Argument });
        Assert.Equal("BackupFailed", Assert.Single(runtime.Errors).Id);
        Assert.Equal(2, runtime.Output.Count);
    }

    [Fact]
    public void Removing_asks_once_and_names_every_database()
    {
        var runtime = Run(new RemoveBtsDatabaseSetCommand { Topology = Samples.Argument, Side = InstanceSide.Destination }, "KillSession");
        Assert.Equal(
            ("2 databases on DR1 (BizTalkMgmtDb, BizTalkMsgBoxDb)", "Drop the databases and delete their files"),
            Assert.Single(runtime.Asked)
        );
        Assert.Equal(["drop DR1/BizTalkMgmtDb", "drop DR1/BizTalkMsgBoxDb"], engine.Done);
        Assert.True(engine.RemovalOptions!.KillSessions);
        Assert.Empty(runtime.Output);
    }

    [Fact]
    public void Removing_with_WhatIf_lists_each_database_and_drops_none()
    {
        using var cmdlet = new RemoveBtsDatabaseSetCommand
        {
            Topology = Samples.Argument,
            Side = InstanceSide.Destination,
            CreateEngine = FakeEngine.Factory(engine),
        };
        Assert.Equal(["[BizTalkMgmtDb] on DR1", "[BizTalkMsgBoxDb] on DR1"], cmdlet.RunWhatIf("Force").Asked.Select(asked => asked.Target));
        Assert.Empty(engine.Done);
    }

    [Fact]
    public void Removing_with_Force_asks_nothing_and_returns_results_with_PassThru()
    {
        var runtime = Run(
            new RemoveBtsDatabaseSetCommand { Topology = Samples.Argument, Side = InstanceSide.Destination },
            "Force",
            "PassThru"
        );
        Assert.Empty(runtime.Asked);
        Assert.Equal(2, runtime.Output.Count);
    }

    [Fact]
    public void What_the_backup_job_does_not_cover_is_not_dropped_unless_named()
    {
        engine.Group = new BizTalkGroup { Databases = Samples.SourceDatabases };
        Run(new RemoveBtsDatabaseSetCommand { Topology = Samples.Argument, Side = InstanceSide.Source });
        Run(
            new RemoveBtsDatabaseSetCommand
            {
                Topology = Samples.Argument,
                Side = InstanceSide.Source,
                Database = ["*"],
            }
        );
        Assert.DoesNotContain("drop PROD1/BAMStarSchema", engine.Done);
        Run(
            new RemoveBtsDatabaseSetCommand
            {
                Topology = Samples.Argument,
                Side = InstanceSide.Source,
                Database = ["bamstarschema"],
            }
        );
        Assert.Equal("drop PROD1/BAMStarSchema", engine.Done[^1]);
    }

    [Fact]
    public void A_refused_removal_ends_the_command()
    {
        engine.Broken["remove"] = new DatabaseSetException("DatabaseInUse", ErrorKind.Conflict, "Somebody is in it.");
        using var cmdlet = new RemoveBtsDatabaseSetCommand { Topology = Samples.Argument, CreateEngine = FakeEngine.Factory(engine) };
        Assert.Equal("DatabaseInUse", cmdlet.RunToFailure().Id);
    }

    [Fact]
    public void Databases_piped_in_without_a_topology_are_reached_by_their_instances_names()
    {
        Run(new TestBtsDatabaseSetCommand { InputObject = [.. Samples.SourceDatabases.Take(2)] });
        Assert.Equal(["PROD1", "PROD2"], engine.Topology!.Source.Select(instance => instance.Name));
        Assert.Equal(["verify PROD1/BizTalkMgmtDb, PROD2/BizTalkMsgBoxDb at any mark"], engine.Done);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("none*")]
    [InlineData("BizTalkMgmtDb", "none")]
    public void A_name_that_no_database_has_is_an_error_and_nothing_is_done_with_the_others(params string[] names)
    {
        using var cmdlet = new TestBtsDatabaseSetCommand
        {
            Topology = Samples.Argument,
            Database = names,
            CreateEngine = FakeEngine.Factory(engine),
        };
        var error = cmdlet.RunToFailure();
        Assert.Equal("DatabaseNotFound", error.Id);
        Assert.Contains(names[^1], error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(engine.Done, done => done.StartsWith("verify", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("A", "A", true)]
    [InlineData("A", "B", false)]
    public void Testing_quietly_returns_whether_all_stand_at_the_mark(string first, string second, bool consistent)
    {
        engine.Verification = new DatabaseSetVerification { Mark = "A", Databases = [Report(first), Report(second)] };
        Assert.Equal([consistent], Run(new TestBtsDatabaseSetCommand { Topology = Samples.Argument, Mark = "A" }, "Quiet").Output);
        Assert.Same(engine.Verification, Assert.Single(Run(new TestBtsDatabaseSetCommand { Topology = Samples.Argument }).Output));
        Assert.Contains("at A", engine.Done[0]);
    }

    private static DatabaseMarkReport Report(string mark) =>
        new()
        {
            Instance = "DR1",
            Database = "X",
            LastMark = mark,
            IsAtMark = mark == "A",
        };

    private RecordingRuntime Run(DatabaseSetCmdlet cmdlet, params string[] given)
    {
        using (cmdlet)
        {
            cmdlet.CreateEngine = FakeEngine.Factory(engine);
            return cmdlet.Run(given);
        }
    }
}
