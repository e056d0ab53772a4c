using System.Management.Automation;
using BizTalkDR.PowerShell.Commands;
using BizTalkDR.Restore.Plan;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class RestorePlanFileCommandTests : IDisposable
{
    private static readonly RestorePlan Plan = Situations.NothingRestoredYet.Plan(Situations.NothingRestoredYet.Wish()).Require();
    private readonly string folder = Directory.CreateTempSubdirectory("BizTalkDR").FullName;

    private string File => Path.Combine(folder, "plan.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_is_exported_is_imported()
    {
        var written = Export("PassThru");
        Assert.Equal(File, Assert.IsType<FileInfo>(Assert.Single(written.Output)).FullName);

        using var cmdlet = new ImportBtsRestorePlanCommand { Path = [File] };
        var plan = Assert.IsType<RestorePlan>(Assert.Single(cmdlet.Run().Output));
        Assert.Equal(Plan.ToScripts(), plan.ToScripts());
    }

    [Fact]
    public void NoClobber_leaves_a_file_alone()
    {
        Export();
        var error = Assert.Single(Export("NoClobber").Errors);
        Assert.Equal(("FileExists", ErrorCategory.ResourceBusy), (error.Id, error.Category));
    }

    [Theory]
    [InlineData("none.json", "PlanNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData(".", "PlanIsFolder", ErrorCategory.ObjectNotFound)]
    [InlineData("text.json", "PlanNotJson", ErrorCategory.InvalidArgument)]
    [InlineData("edited.json", "PlanEdited", ErrorCategory.InvalidArgument)]
    public void A_file_that_is_no_plan_is_an_error_with_its_reason(string name, string id, ErrorCategory category)
    {
        Export();
        System.IO.File.WriteAllText(Path.Combine(folder, "text.json"), "RESTORE DATABASE x");
        System.IO.File.WriteAllText(
            Path.Combine(folder, "edited.json"),
            System.IO.File.ReadAllText(File).Replace("BizTalkMgmtDb_1.bak", "BizTalkMgmtDb_0.bak")
        );

        using var cmdlet = new ImportBtsRestorePlanCommand { Path = [Path.Combine(folder, name)] };
        var runtime = cmdlet.Run();

        var error = Assert.Single(runtime.Errors);
        Assert.Equal((id, category), (error.Id, error.Category));
        Assert.NotNull(error.RecommendedAction);
        Assert.Empty(runtime.Output);
    }

    private RecordingRuntime Export(params string[] given)
    {
        using var cmdlet = new ExportBtsRestorePlanCommand { InputObject = Plan, Path = File };
        return cmdlet.Run(given);
    }
}
