using System.Collections;
using System.Management.Automation;
using BizTalkDR.Backups;
using BizTalkDR.PowerShell.Commands;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Saved;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class NewBtsRestorePlanCommandTests : IDisposable
{
    private readonly FakeEngine engine = new() { Situation = Situations.NothingRestoredYet };
    private readonly string folder = Directory.CreateTempSubdirectory("BizTalkDR").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_plan_says_where_it_comes_from_and_nothing_is_done()
    {
        var plan = Assert.IsType<RestorePlan>(Assert.Single(Run(New()).Output));

        Assert.Equal(Situations.SecondMark, plan.Mark!.Name);
        Assert.Equal(("sample", InstanceSide.Destination), (plan.Origin!.Topology, plan.Origin.Side));
        Assert.Equal(["PROD1", "PROD2"], plan.Origin.Source);
        Assert.Equal(DateTimeKind.Utc, plan.Origin.MadeAt.Kind);
        Assert.Empty(engine.Done);
    }

    [Fact]
    public void Every_wish_reaches_the_planner()
    {
        var cmdlet = New();
        cmdlet.Mark = Situations.FirstMark;
        cmdlet.Start = RestoreStart.StartOver;
        cmdlet.DataDirectory = @"D:\Data";
        cmdlet.LogDirectory = @"L:\Log";
        cmdlet.FileMapping = new Hashtable
        {
            ["Orders"] = @"E:\o.mdf",
            ["BizTalkMgmtDb"] = new Hashtable { ["Data"] = @"E:\m.mdf" },
        };
        cmdlet.InstanceMap = new Hashtable { ["PROD1"] = "dr1" };
        cmdlet.DatabaseMap = new Hashtable { ["PROD1/BizTalkMgmtDb"] = "Copy" };

        var plan = (RestorePlan)Assert.Single(Run(cmdlet, "NoRecovery", "Replace").Output);

        var options = engine.SituationOptions!;
        Assert.Equal(("dr1", "Copy"), (options.InstanceMap["prod1"], options.DatabaseMap["prod1/biztalkmgmtdb"]));
        Assert.Equal((@"D:\Data", @"L:\Log"), (options.Relocation!.DataFolder, options.Relocation.LogFolder));
        Assert.Equal(@"E:\o.mdf", Assert.Single(options.Relocation.Exact).Value);
        Assert.Equal(@"E:\m.mdf", options.Relocation.ExactByDatabase["BizTalkMgmtDb"]["Data"]);
        Assert.Equal(Situations.FirstMark, plan.Mark!.Name);
        Assert.All(plan.Databases, database => Assert.False(database.Recovers));
    }

    [Fact]
    public void Default_folders_can_be_asked_for() =>
        Assert.Equal(
            FileRelocationKind.DefaultFolders,
            After(New(), "UseDestinationDefaultDirectories").SituationOptions!.Relocation!.Kind
        );

    [Fact]
    public void Offline_asks_no_instance() => Assert.True(After(New(), "Offline").SituationOptions!.Offline);

    [Fact]
    public void Every_problem_is_an_error_of_its_own_with_the_nearest_marks()
    {
        engine.Situation = WithoutFileOf("BizTalkMgmtDb", "BizTalkMsgBoxDb");
        var cmdlet = New();
        cmdlet.Mark = Situations.SecondMark;

        var runtime = Run(cmdlet);

        Assert.Empty(runtime.Output);
        Assert.Equal(["BizTalkMgmtDb on DR1", "BizTalkMsgBoxDb on DR1"], runtime.Errors.Select(error => error.Target));
        Assert.All(runtime.Errors, error => Assert.StartsWith("Plan", error.Id));
        Assert.All(runtime.Errors, error => Assert.Equal(ErrorCategory.InvalidOperation, error.Category));
        Assert.All(runtime.Errors, error => Assert.NotNull(error.RecommendedAction));
        Assert.All(runtime.Errors, error => Assert.EndsWith($"is {Situations.FirstMark}, before it.", error.Exception.Message));
    }

    [Fact]
    public void A_mark_that_nobody_knows_is_one_error()
    {
        var cmdlet = New();
        cmdlet.Mark = "BTS_none";
        var error = Assert.Single(Run(cmdlet).Errors);
        Assert.Equal("PlanUnknownMark", error.Id);
        Assert.Contains("BTS_none", error.Exception.Message);
    }

    [Fact]
    public void A_plan_is_saved_and_returned_all_the_same()
    {
        var cmdlet = New();
        cmdlet.Path = Path.Combine(folder, "plan.json");

        var runtime = Run(cmdlet);

        Assert.Equal((cmdlet.Path, "Save the restore plan"), Assert.Single(runtime.Asked));
        var plan = Assert.IsType<RestorePlan>(Assert.Single(runtime.Output));
        Assert.Equal(plan.ToScripts(), RestorePlanFile.Load(cmdlet.Path).ToScripts());
    }

    [Fact]
    public void WhatIf_saves_nothing()
    {
        var cmdlet = New();
        cmdlet.Path = Path.Combine(folder, "plan.json");
        cmdlet.OutputDirectory = folder;
        cmdlet.CreateEngine = FakeEngine.Factory(engine);
        using (cmdlet)
            Assert.Equal(2, cmdlet.RunWhatIf().Asked.Count);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_script_is_a_text_that_names_its_instance()
    {
        engine.Situation = Situations.NothingRestoredYet with
        {
            Targets = [.. Situations.NothingRestoredYet.Targets.Select((target, each) => target with { Instance = "DR" + each })],
        };

        var runtime = Run(New(), "AsScript");

        Assert.Equal([("Instance", "DR0"), ("Instance", "DR1")], runtime.Texts);
        Assert.Contains("RESTORE DATABASE [BizTalkMgmtDb]", (string)runtime.Output[0]);
        Assert.Contains("RESTORE DATABASE [BizTalkMsgBoxDb]", (string)runtime.Output[1]);
    }

    [Fact]
    public void Script_files_have_the_instances_names_as_far_as_files_can_have_them()
    {
        string[] instances = [@"HOST\BTS", "HOST,BTS"];
        engine.Situation = Situations.NothingRestoredYet with
        {
            Targets = [.. Situations.NothingRestoredYet.Targets.Select((target, each) => target with { Instance = instances[each] })],
        };
        var cmdlet = New();
        cmdlet.OutputDirectory = Path.Combine(folder, "new");

        var files = Run(cmdlet).Output.Cast<FileInfo>().ToList();

        Assert.Equal(["HOST_BTS.sql", "HOST_BTS_2.sql"], files.Select(file => file.Name));
        Assert.All(files, file => Assert.Equal<byte>([0xEF, 0xBB, 0xBF], File.ReadAllBytes(file.FullName)[..3]));
    }

    [Theory]
    [InlineData(null, @"L:\Log", false, "without -DataDirectory")]
    [InlineData(@"D:\Data", null, true, "default folders were asked for")]
    public void Wishes_for_the_files_that_contradict_each_other_are_refused(string? data, string? log, bool defaults, string says)
    {
        var cmdlet = New();
        (cmdlet.DataDirectory, cmdlet.LogDirectory) = (data, log);
        var error = Assert.Single(Run(cmdlet, defaults ? ["UseDestinationDefaultDirectories"] : []).Errors);
        Assert.Equal(("PlanParameterWrong", ErrorCategory.InvalidArgument), (error.Id, error.Category));
        Assert.Contains(says, error.Exception.Message);
        Assert.Null(engine.SituationOptions);
    }

    [Fact]
    public void An_instance_that_the_side_does_not_have_is_refused_with_those_it_has()
    {
        var cmdlet = New();
        cmdlet.InstanceMap = new Hashtable { ["PROD1"] = "DR9" };
        var error = Assert.Single(Run(cmdlet).Errors);
        Assert.Contains("DR9", error.Exception.Message);
        Assert.Contains("DR1", error.RecommendedAction);
    }

    [Fact]
    public void A_time_without_the_name_of_a_mark_is_refused()
    {
        var cmdlet = New();
        cmdlet.MarkAfter = new DateTime(2026, 11, 21);
        Assert.Contains("Give -Mark", Assert.Single(Run(cmdlet).Errors).RecommendedAction);
    }

    [Fact]
    public void A_map_without_a_value_is_refused()
    {
        var cmdlet = New();
        cmdlet.FileMapping = new Hashtable { ["Data"] = null };
        Assert.Contains("'Data' has no value", Assert.Single(Run(cmdlet).Errors).Exception.Message);
    }

    private static NewBtsRestorePlanCommand New() => new() { Topology = Samples.Argument };

    private static RestoreSituation WithoutFileOf(params string[] databases)
    {
        var history = Situations.NothingRestoredYet.History;
        return Situations.NothingRestoredYet with
        {
            History = history with
            {
                Sets =
                [
                    .. history.Sets.Select(set =>
                        set.MarkName is null or Situations.FirstMark
                            ? set
                            : set with
                            {
                                Files =
                                [
                                    .. set.Files.Select(file =>
                                        databases.Contains(file.Database.Name) ? file with { Defect = "The file is missing." } : file
                                    ),
                                ],
                            }
                    ),
                ],
            },
        };
    }

    private FakeEngine After(NewBtsRestorePlanCommand cmdlet, params string[] given)
    {
        Run(cmdlet, given);
        return engine;
    }

    private RecordingRuntime Run(NewBtsRestorePlanCommand cmdlet, params string[] given)
    {
        using (cmdlet)
        {
            cmdlet.CreateEngine = FakeEngine.Factory(engine);
            return cmdlet.Run(given);
        }
    }
}
