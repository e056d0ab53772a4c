using BizTalkDR.PowerShell.Commands;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class TopologyCommandTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".json");

    [Fact]
    public void What_is_exported_comes_back_by_importing()
    {
        using var export = new ExportBtsTopologyCommand { InputObject = Samples.Topology, Path = file };
        Assert.Equal(file, Assert.IsType<FileInfo>(Assert.Single(export.Run("PassThru").Output)).FullName);

        using var import = new ImportBtsTopologyCommand { Path = [file] };
        Assert.Equal(
            TopologyFile.ToJson(Samples.Topology),
            TopologyFile.ToJson(Assert.IsType<Topology>(Assert.Single(import.Run().Output)))
        );
    }

    [Fact]
    public void A_topology_can_be_written_from_the_names_of_its_parts()
    {
        using var export = new ExportBtsTopologyCommand
        {
            Path = file,
            Source = ["PROD1", "PROD2"],
            Destination = ["DR1"],
            ComputerName = ["BTS01"],
            MasterSecretServer = "BTS01",
            BackupPath = @"\\FILES\Failback",
        };
        export.Run();
        var topology = TopologyFile.Load(file);
        Assert.Equal("PROD1", topology.ManagementDatabase.Instance);
        Assert.Equal(@"\\FILES\Failback", topology.BackupLocations.Failback);
    }

    [Fact]
    public void Parts_that_make_no_topology_are_refused_and_nothing_is_written()
    {
        using var export = new ExportBtsTopologyCommand
        {
            Path = file,
            Source = ["PROD1", "PROD1"],
            Destination = ["DR1"],
        };
        Assert.NotEmpty(export.Run().Errors);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void NoClobber_leaves_a_file_alone_and_WhatIf_writes_none()
    {
        using var whatIf = new ExportBtsTopologyCommand { InputObject = Samples.Topology, Path = file };
        Assert.Equal((file, "Write topology"), Assert.Single(whatIf.RunWhatIf().Asked));
        Assert.False(File.Exists(file));

        File.WriteAllText(file, "mine");
        using var export = new ExportBtsTopologyCommand { InputObject = Samples.Topology, Path = file };
        Assert.Equal("FileExists", Assert.Single(export.Run("NoClobber").Errors).Id);
        Assert.Equal("mine", File.ReadAllText(file));
    }

    [Fact]
    public void One_file_that_can_not_be_read_is_an_error()
    {
        using var import = new ImportBtsTopologyCommand { Path = [file] };
        Assert.Equal("TopologyNotReadable", Assert.Single(import.Run().Errors).Id);
    }

    public void Dispose() => File.Delete(file);
}
