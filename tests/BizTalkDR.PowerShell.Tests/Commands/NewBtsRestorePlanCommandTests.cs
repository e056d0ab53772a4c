using System.Management.Automation;
using BizTalkDR.Backups;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Saved;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class NewBtsRestorePlanCommandTests : CmdletTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("BizTalkDR").FullName;

    public NewBtsRestorePlanCommandTests()
    {
        Engine = new FakeEngine { Situation = Situations.NothingRestoredYet };
        Session["folder"] = folder;
    }

    [Fact]
    public void A_plan_says_where_it_comes_from_and_nothing_is_done()
    {
        var plan = Assert.IsType<RestorePlan>(Assert.Single(Run("New-BtsRestorePlan $topology").Output));

        Assert.Equal(Situations.SecondMark, plan.Mark!.Name);
        Assert.Equal(("sample", InstanceSide.Destination), (plan.Origin!.Topology, plan.Origin.Side));
        Assert.Equal(["PROD1", "PROD2"], plan.Origin.Source);
        Assert.Equal(DateTimeKind.Utc, plan.Origin.MadeAt.Kind);
        Assert.Empty(Engine.Done);
    }

    [Fact]
    public void Offline_asks_no_instance()
    {
        Run("New-BtsRestorePlan $topology -Offline");
        Assert.True(Engine.SituationOptions!.Offline);
    }

    [Fact]
    public void Every_problem_is_an_error_of_its_own_with_the_nearest_marks()
    {
        Engine.Situation = WithoutFileOf("BizTalkMgmtDb", "BizTalkMsgBoxDb");

        var run = Run($"New-BtsRestorePlan $topology -Mark {Situations.SecondMark}");

        Assert.Empty(run.Output);
        Assert.Equal(["BizTalkMgmtDb on DR1", "BizTalkMsgBoxDb on DR1"], run.Errors.Select(error => error.TargetObject));
        Assert.All(run.Errors, error => Assert.StartsWith("Plan", error.Id()));
        Assert.All(run.Errors, error => Assert.Equal(ErrorCategory.InvalidOperation, error.CategoryInfo.Category));
        Assert.All(run.Errors, error => Assert.NotNull(error.ErrorDetails.RecommendedAction));
        Assert.All(run.Errors, error => Assert.EndsWith($"is {Situations.FirstMark}, before it.", error.Exception.Message));
    }

    [Fact]
    public void A_mark_that_nobody_knows_is_one_error()
    {
        var error = ErrorOf("New-BtsRestorePlan $topology BTS_none");
        Assert.Equal("PlanUnknownMark", error.Id());
        Assert.Contains("BTS_none", error.Exception.Message);
    }

    [Fact]
    public void A_plan_is_saved_and_returned_all_the_same()
    {
        var file = Path.Combine(folder, "plan.json");

        var run = Run("Set-Location $folder; New-BtsRestorePlan $topology -Path ./plan.json -Verbose");

        Assert.Equal((file, "Save the restore plan"), Assert.Single(run.Asked));
        var plan = Assert.IsType<RestorePlan>(Assert.Single(run.Output));
        Assert.Equal(plan.ToScripts(), RestorePlanFile.Load(file).ToScripts());
    }

    [Fact]
    public void WhatIf_saves_nothing()
    {
        var run = Run("New-BtsRestorePlan $topology -Path $folder/plan.json -OutputDirectory $folder -WhatIf");
        Assert.Equal(2, run.Asked.Count);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_script_is_a_text_that_names_its_instance()
    {
        Engine.Situation = OnInstances("DR0", "DR1");

        var scripts = Run("New-BtsRestorePlan $topology -AsScript").Objects;

        Assert.Equal(["DR0", "DR1"], scripts.Select(script => script.Properties["Instance"].Value));
        Assert.Contains("RESTORE DATABASE [BizTalkMgmtDb]", (string)scripts[0].BaseObject);
        Assert.Contains("RESTORE DATABASE [BizTalkMsgBoxDb]", (string)scripts[1].BaseObject);
    }

    [Fact]
    public void Script_files_have_the_instances_names_as_far_as_files_can_have_them()
    {
        Engine.Situation = OnInstances(@"HOST\BTS", "HOST,BTS");

        var files = Run("New-BtsRestorePlan $topology -OutputDirectory $folder/new").Output.Cast<FileInfo>().ToList();

        Assert.Equal(["HOST_BTS.sql", "HOST_BTS_2.sql"], files.Select(file => file.Name));
        Assert.All(files, file => Assert.Equal<byte>([0xEF, 0xBB, 0xBF], File.ReadAllBytes(file.FullName)[..3]));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Scripts_are_the_same_in_every_culture(string culture)
    {
        Session["plan"] = Assert.Single(Run("New-BtsRestorePlan $topology").Output);
        const string Script = "$plan.ToScripts().Values";
        var expected = Run(Script).Output;
        using var _ = new InCulture(culture);
        Assert.Equal(expected, Run(Script).Output);
    }

    [Theory]
    [InlineData("List", "ExpectedDataLoss")]
    [InlineData("Table", "BTS_2026_11_21_09_15_00_000")]
    public void A_plan_is_shown_by_its_view_and_not_by_names_of_types(string form, string shown)
    {
        var text = (string)Assert.Single(Run($"New-BtsRestorePlan $topology | Format-{form} | Out-String -Width 120").Output);
        Assert.Contains(shown, text, StringComparison.Ordinal);
        Assert.DoesNotContain("System.Collections", text, StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Directory.Delete(folder, recursive: true);
    }

    private static RestoreSituation OnInstances(params string[] instances) =>
        Situations.NothingRestoredYet with
        {
            Targets = [.. Situations.NothingRestoredYet.Targets.Select((target, each) => target with { Instance = instances[each] })],
        };

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
}
