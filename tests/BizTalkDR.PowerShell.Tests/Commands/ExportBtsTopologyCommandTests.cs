using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class ExportBtsTopologyCommandTests : CmdletTests
{
    private readonly string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".json");

    public ExportBtsTopologyCommandTests() => Session["file"] = file;

    [Fact]
    public void What_is_exported_comes_back_by_importing()
    {
        var written = Run("$topology | Export-BtsTopology $file -PassThru");
        Assert.Equal(file, Assert.IsType<FileInfo>(Assert.Single(written.Output)).FullName);

        Assert.Equal(
            TopologyFile.ToJson(Samples.Topology),
            TopologyFile.ToJson(Assert.IsType<Topology>(Assert.Single(Run("Get-Item $file | Import-BtsTopology").Output)))
        );
    }

    [Fact]
    public void A_file_that_holds_just_that_is_left_alone_and_says_so()
    {
        string Changed() => $"{Assert.Single(Run("($topology | Export-BtsTopology $file -PassThru).Changed").Output)}";
        Assert.Equal("True", Changed());
        var past = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(file, past);
        Assert.Equal("False", Changed());
        Assert.Equal(past, File.GetLastWriteTimeUtc(file));
        File.AppendAllText(file, " ");
        Assert.Equal("True", Changed());
    }

    [Fact]
    public void A_topology_can_be_written_from_the_names_of_its_parts()
    {
        Run(
            @"Export-BtsTopology $file -Source PROD1, PROD2 -Destination DR1 -ComputerName BTS01 -MasterSecretServer BTS01 -BackupPath \\FILES\Failback"
        );
        var topology = TopologyFile.Load(file);
        Assert.Equal("PROD1", topology.ManagementDatabase.Instance);
        Assert.Equal(@"\\FILES\Failback", topology.BackupLocations.Failback);
    }

    [Fact]
    public void Parts_that_make_no_topology_are_refused_and_nothing_is_written()
    {
        Assert.NotEmpty(Run("Export-BtsTopology $file -Source PROD1, PROD1 -Destination DR1").Errors);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void A_topology_and_parts_are_not_given_together() =>
        Assert.Equal("AmbiguousParameterSet", FailureOf("Export-BtsTopology $file -InputObject $topology -Source PROD1").Id());

    [Fact]
    public void NoClobber_leaves_a_file_alone_and_WhatIf_writes_none()
    {
        Assert.Equal((file, "Write topology"), Assert.Single(Run("$topology | Export-BtsTopology $file -WhatIf").Asked));
        Assert.False(File.Exists(file));

        File.WriteAllText(file, "mine");
        Assert.Equal("FileExists", ErrorOf("$topology | Export-BtsTopology $file -NoClobber").Id());
        Assert.Equal("mine", File.ReadAllText(file));
    }

    [Fact]
    public void One_file_that_can_not_be_read_is_an_error() =>
        Assert.Equal("TopologyNotReadable", ErrorOf("Import-BtsTopology $file").Id());

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        File.Delete(file);
    }
}
