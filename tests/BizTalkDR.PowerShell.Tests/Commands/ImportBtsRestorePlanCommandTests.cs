using System.Management.Automation;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Restore.Plan;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class ImportBtsRestorePlanCommandTests : CmdletTests
{
    private static readonly RestorePlan Plan = Situations.NothingRestoredYet.Plan(Situations.NothingRestoredYet.Wish()).Require();
    private readonly string folder = Directory.CreateTempSubdirectory("BizTalkDR").FullName;

    public ImportBtsRestorePlanCommandTests()
    {
        Session["plan"] = Plan;
        Session["folder"] = folder;
        Run("Set-Location $folder");
    }

    private string File => Path.Combine(folder, "plan.json");

    [Fact]
    public void What_is_exported_is_imported()
    {
        var written = Run("$plan | Export-BtsRestorePlan ./plan.json -PassThru");
        Assert.Equal(File, Assert.IsType<FileInfo>(Assert.Single(written.Output)).FullName);

        foreach (var import in new[] { "Import-BtsRestorePlan ./plan.json", "Get-Item ./plan.json | Import-BtsRestorePlan" })
        {
            var plan = Assert.IsType<RestorePlan>(Assert.Single(Run(import).Output));
            Assert.Equal(Plan.ToScripts(), plan.ToScripts());
        }
    }

    [Fact]
    public void NoClobber_leaves_a_file_alone()
    {
        Run("$plan | Export-BtsRestorePlan ./plan.json");
        var error = ErrorOf("$plan | Export-BtsRestorePlan ./plan.json -NoClobber");
        Assert.Equal(("FileExists", ErrorCategory.ResourceBusy), (error.Id(), error.CategoryInfo.Category));
    }

    [Theory]
    [InlineData("none.json", "PlanNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData(".", "PlanIsFolder", ErrorCategory.ObjectNotFound)]
    [InlineData("text.json", "PlanNotJson", ErrorCategory.InvalidArgument)]
    [InlineData("edited.json", "PlanEdited", ErrorCategory.InvalidArgument)]
    public void A_file_that_is_no_plan_is_an_error_with_its_reason(string name, string id, ErrorCategory category)
    {
        Run("$plan | Export-BtsRestorePlan ./plan.json");
        System.IO.File.WriteAllText(Path.Combine(folder, "text.json"), "RESTORE DATABASE x");
        System.IO.File.WriteAllText(
            Path.Combine(folder, "edited.json"),
            System.IO.File.ReadAllText(File).Replace("BizTalkMgmtDb_1.bak", "BizTalkMgmtDb_0.bak")
        );

        var run = Run($"Import-BtsRestorePlan ./{name}");

        var error = Assert.Single(run.Errors);
        Assert.Equal((id, category), (error.Id(), error.CategoryInfo.Category));
        Assert.NotNull(error.ErrorDetails.RecommendedAction);
        Assert.Empty(run.Output);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Directory.Delete(folder, recursive: true);
    }
}
