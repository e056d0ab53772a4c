using BizTalkDR.Jobs.Checks;
using BizTalkDR.Jobs.Import;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Commands;

/// <summary>Export-BtsJob, Import-BtsJob and Test-BtsJob: what they ask, write and do.</summary>
public sealed class BtsJobTransferCommandTests : CmdletTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("btsdr-job-cmdlets-").FullName;

    public BtsJobTransferCommandTests()
    {
        Session["file"] = Path.Combine(folder, "jobs.json");
        Engine.GroupJobs.Planned = new JobImportPlan
        {
            Jobs =
            [
                Job("Present", JobImportState.Present),
                Job("Missing", JobImportState.Missing) with
                {
                    SourceNames = ["PROD1"],
                },
                Job("Outdated", JobImportState.Outdated) with
                {
                    IsEnabled = true,
                },
                Job("Refused", JobImportState.Refused) with
                {
                    ErrorId = "OtherJob",
                    Detail = "Another one.",
                },
            ],
        };
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Directory.Delete(folder, recursive: true);
    }

    private static JobImport Job(string name, JobImportState state) =>
        new()
        {
            Instance = "DR1",
            Source = "PROD1",
            Name = name,
            State = state,
        };

    [Fact]
    public void Exporting_writes_the_file_and_a_script_beside_it()
    {
        var run = Run("Export-BtsJob $topology $file -PassThru");
        Assert.Equal(["jobs.json", "jobs.sql"], run.Output.Cast<FileInfo>().Select(file => file.Name));
        Assert.Equal("FileExists", ErrorOf("Export-BtsJob $topology $file -NoClobber").Id());
        Assert.Equal("SameFile", ErrorOf("Export-BtsJob $topology ./jobs.sql").Id());
        Assert.Null(Engine.GroupJobs.IsWanted);
        Assert.Equal("JobNotFound", ErrorOf("Export-BtsJob $topology $file -Name Nobody").Id());
        Assert.Single(Run("Export-BtsJob $topology $file -Name Back* -WhatIf").Asked);
    }

    [Fact]
    public void Importing_does_what_is_to_be_done_and_warns_of_names_of_the_source()
    {
        var run = Run(
            "Export-BtsJob $topology $file; Import-BtsJob $topology $file -MapInstance @{ PROD1 = 'DR1' } -MapDatabase @{ A = 'B' } -Owner sa -Disabled -Side Source"
        );
        Assert.Equal(["import Missing on DR1", "import Outdated on DR1"], Engine.GroupJobs.Done);
        Assert.Equal(4, run.Output.Count);
        Assert.Equal("OtherJob", Assert.Single(run.Errors).Id());
        Assert.Contains("PROD1", Assert.Single(run.Warnings), StringComparison.Ordinal);
        var options = Engine.GroupJobs.Options!;
        Assert.Equal(
            ("DR1", "B", "sa", true, InstanceSide.Source),
            (options.MapInstance["prod1"], options.MapDatabase["a"], options.Owner, options.IsDisabled, options.Side)
        );
        Assert.Equal("MapNotUsable", ErrorOf("Import-BtsJob $topology $file -MapInstance @{ PROD1 = 'A', 'B' }").Id());
    }

    [Fact]
    public void Importing_with_WhatIf_shows_each_job_and_does_nothing()
    {
        var run = Run("Export-BtsJob $topology $file; Import-BtsJob $topology $file -WhatIf");
        Assert.Contains(("'Missing' on DR1", "Create job, disabled"), run.Asked);
        Assert.Contains(("'Outdated' on DR1", "Enable job"), run.Asked);
        Assert.Empty(Engine.GroupJobs.Done);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Testing_looks_at_one_side()
    {
        Engine.GroupJobs.Results = [new JobTestResult { Instance = "PROD1", Database = "BizTalkMgmtDb" }];
        Assert.Single(Run("Test-BtsJob $topology").Output);
        Assert.Equal(InstanceSide.Source, Engine.GroupJobs.SideTested);
        Run("Test-BtsJob $topology -Side Destination");
        Assert.Equal(InstanceSide.Destination, Engine.GroupJobs.SideTested);
    }
}
