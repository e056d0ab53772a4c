using BizTalkDR.PowerShell.Tests.Hosting;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class ShowBtsLogMarkCommandTests : CmdletTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("btdr-show-");

    public ShowBtsLogMarkCommandTests()
    {
        Engine = new FakeEngine { Situation = Situations.NothingRestoredYet };
        Session["folder"] = folder.FullName;
    }

    [Fact]
    public void The_page_is_written_and_returned_with_the_recommended_mark()
    {
        var file = Assert.IsType<FileInfo>(Assert.Single(Run("Show-BtsLogMark $topology -Path $folder/new/marks.html").Output));
        Assert.Contains($"Mark {Situations.SecondMark}", File.ReadAllText(file.FullName), StringComparison.Ordinal);
    }

    [Fact]
    public void The_mark_that_is_named_stands_out_instead()
    {
        Run($"Show-BtsLogMark $topology {Situations.FirstMark} -Path $folder/marks.html");
        Assert.Contains(
            $"Mark {Situations.FirstMark}",
            File.ReadAllText(Path.Combine(folder.FullName, "marks.html")),
            StringComparison.Ordinal
        );
        Assert.Equal(Situations.FirstMark, Engine.SituationOptions!.MarkName);
    }

    [Fact]
    public void Without_a_path_the_file_is_named_after_the_topology_in_the_present_folder()
    {
        var file = Assert.IsType<FileInfo>(Assert.Single(Run("Set-Location $folder; Show-BtsLogMark $topology").Output));
        Assert.Equal(folder.FullName, file.DirectoryName);
        Assert.StartsWith("BtsLogMark-sample-", file.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_reads_and_writes_nothing()
    {
        Assert.Single(Run("Show-BtsLogMark $topology -Path $folder/marks.html -WhatIf").Asked);
        Assert.Null(Engine.SituationOptions);
        Assert.Empty(folder.GetFiles());
    }

    [Fact]
    public void A_file_that_is_there_is_left_alone_with_NoClobber()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "marks.html"), "mine");
        Assert.Equal("FileExists", FailureOf("Show-BtsLogMark $topology -Path $folder/marks.html -NoClobber -ErrorAction Stop").Id());
        Assert.Equal("mine", File.ReadAllText(Path.Combine(folder.FullName, "marks.html")));
    }

    [Fact]
    public void A_mark_that_does_not_exist_is_an_error() =>
        Assert.Equal("MarkNotFound", ErrorOf("Show-BtsLogMark $topology BTS_1999 -Path $folder/marks.html").Id());

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        folder.Delete(recursive: true);
    }
}
