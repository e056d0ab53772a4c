using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Situation;

namespace BizTalkDR.PowerShell.Tests.Base;

public sealed class RestorePlanningCmdletTests : CmdletTests
{
    public RestorePlanningCmdletTests() => Engine = new FakeEngine { Situation = Situations.NothingRestoredYet };

    [Fact]
    public void Every_wish_reaches_the_planner()
    {
        var plan = (RestorePlan)
            Assert.Single(
                Run(
                    $$"""
                    New-BtsRestorePlan $topology {{Situations.FirstMark}} -Start StartOver -DataDirectory D:\Data -LogDirectory L:\Log `
                        -FileMapping @{ Orders = 'E:\o.mdf'; BizTalkMgmtDb = @{ Data = 'E:\m.mdf' } } `
                        -InstanceMap @{ PROD1 = 'dr1' } -DatabaseMap @{ 'PROD1/BizTalkMgmtDb' = 'Copy' } -NoRecovery -Replace
                    """
                ).Output
            );

        var options = Engine.SituationOptions!;
        Assert.Equal(("dr1", "Copy"), (options.InstanceMap["prod1"], options.DatabaseMap["prod1/biztalkmgmtdb"]));
        Assert.Equal((@"D:\Data", @"L:\Log"), (options.Relocation!.DataFolder, options.Relocation.LogFolder));
        Assert.Equal(@"E:\o.mdf", Assert.Single(options.Relocation.Exact).Value);
        Assert.Equal(@"E:\m.mdf", options.Relocation.ExactByDatabase["BizTalkMgmtDb"]["Data"]);
        Assert.Equal(Situations.FirstMark, plan.Mark!.Name);
        Assert.All(plan.Databases, database => Assert.False(database.Recovers));
    }

    [Fact]
    public void Default_folders_can_be_asked_for()
    {
        Run("New-BtsRestorePlan $topology -UseDestinationDefaultDirectories");
        Assert.Equal(FileRelocationKind.DefaultFolders, Engine.SituationOptions!.Relocation!.Kind);
    }

    [Theory]
    [InlineData(@"-LogDirectory L:\Log", "without -DataDirectory")]
    [InlineData(@"-DataDirectory D:\Data -UseDestinationDefaultDirectories", "default folders were asked for")]
    public void Wishes_for_the_files_that_contradict_each_other_are_refused(string wishes, string says)
    {
        var error = ErrorOf($"New-BtsRestorePlan $topology {wishes}");
        Assert.Equal(
            ("PlanParameterWrong", System.Management.Automation.ErrorCategory.InvalidArgument),
            (error.Id(), error.CategoryInfo.Category)
        );
        Assert.Contains(says, error.Exception.Message);
        Assert.Null(Engine.SituationOptions);
    }

    [Fact]
    public void An_instance_that_the_side_does_not_have_is_refused_with_those_it_has()
    {
        var error = ErrorOf("New-BtsRestorePlan $topology -InstanceMap @{ PROD1 = 'DR9' }");
        Assert.Contains("DR9", error.Exception.Message);
        Assert.Contains("DR1", error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_time_without_the_name_of_a_mark_is_refused() =>
        Assert.Contains("Give -Mark", ErrorOf("New-BtsRestorePlan $topology -MarkAfter 2026-11-21").ErrorDetails.RecommendedAction);

    [Fact]
    public void A_map_without_a_value_is_refused() =>
        Assert.Contains("'Data' has no value", ErrorOf("New-BtsRestorePlan $topology -FileMapping @{ Data = $null }").Exception.Message);

    [Fact]
    public void A_mark_piped_in_is_the_one_that_is_planned_for()
    {
        var plan = (RestorePlan)
            Assert.Single(Run($"Get-BtsLogMark $topology -Name {Situations.FirstMark} | New-BtsRestorePlan $topology").Output);
        Assert.Equal(Situations.FirstMark, plan.Mark!.Name);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Maps_and_sides_are_understood_in_every_culture(string culture)
    {
        using var _ = new InCulture(culture);
        Run("New-BtsRestorePlan $topology -Side destination -InstanceMap @{ prod1 = 'DR1' } -MarkAfter '2026-11-02 10:00' -Mark x");
        Assert.Equal("DR1", Engine.SituationOptions!.InstanceMap["PROD1"]);
    }
}
