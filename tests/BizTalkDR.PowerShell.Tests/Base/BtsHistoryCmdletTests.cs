using System.Data;
using System.Management.Automation;
using BizTalkDR.Backups;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Base;

public sealed class BtsHistoryCmdletTests : CmdletTests
{
    private const string Header = "[pscustomobject]@{ DatabaseName = 'A'; FullName = 'a.bak' }";

    public BtsHistoryCmdletTests() =>
        Engine = new FakeEngine { History = Situations.NothingRestoredYet.History, Situation = Situations.NothingRestoredYet };

    [Fact]
    public void Without_more_every_source_is_read()
    {
        Run("Get-BtsBackupSet $topology");

        Assert.Equal(HistorySources.Automatic, Engine.HistoryOptions!.Sources);
        Assert.Empty(Engine.HistoryOptions.BackupPaths);
        Assert.Empty(Engine.HistoryOptions.Headers);
    }

    [Fact]
    public void Folders_files_and_tables_of_moved_folders_come_mixed()
    {
        var here = Path.GetFullPath(Path.GetTempPath()).TrimEnd(Path.DirectorySeparatorChar);
        Session["here"] = here;
        Session["found"] = new DirectoryInfo("/found");

        Run(
            """
            Set-Location $here
            Get-BtsBackupSet $topology -HistorySource BackupJob, Files -BackupPath 'relative', $found,
                @{ '\\old\share' = 'D:\found'; 'E:/old' = 'relative' },
                @{ '\\OLD\Share' = 'https://account.example/container' }
            """
        );

        var options = Engine.HistoryOptions!;
        Assert.Equal(HistorySources.BackupJob | HistorySources.Files, options.Sources);
        Assert.Equal([Path.Combine(here, "relative"), new DirectoryInfo("/found").FullName], options.BackupPaths);
        Assert.Equal(2, options.PathMap.Count);
        Assert.Equal("https://account.example/container", options.PathMap[@"\\old\share"]);
        Assert.Equal(Path.Combine(here, "relative"), options.PathMap["E:/old"]);
    }

    [Fact]
    public void A_table_without_a_new_folder_is_refused() =>
        Assert.Equal("BackupPathNotUsable", ErrorOf(@"Get-BtsBackupSet $topology -BackupPath @{ '\\old\share' = $null }").Id());

    [Fact]
    public void Topologies_are_told_from_headers_and_files_by_what_they_are()
    {
        using var table = new DataTable { Locale = System.Globalization.CultureInfo.InvariantCulture };
        table.Columns.Add("DatabaseName", typeof(string));
        table.Rows.Add("FromATable");
        Session["table"] = table;
        Session["file"] = new FileInfo("/found/a.bak");
        Session["folder"] = new DirectoryInfo("/found/more");

        Run($"$header = {Header}; @($topology, $header, $file, $folder, (, $table), (, @($header, $header))) | Get-BtsBackupSet");

        Assert.Equal("sample", Engine.Topology!.Name);
        Assert.Equal(4, Engine.HistoryOptions!.Headers.Count);
        Assert.Equal([new FileInfo("/found/a.bak").FullName, new DirectoryInfo("/found/more").FullName], Engine.HistoryOptions.BackupPaths);
    }

    [Fact]
    public void Headers_are_piped_together_with_instances_that_are_named()
    {
        Run($"{Header} | Get-BtsLogMark -SqlInstance DR1");

        Assert.Equal("DR1", Assert.Single(Engine.Topology!.Destination).Name);
        Assert.False(Engine.SituationOptions!.Offline);
        Assert.Single(Engine.SituationOptions.History!.Headers);
    }

    [Fact]
    public void Headers_alone_need_no_topology_and_no_instance()
    {
        var run = Run($"{Header} | Get-BtsLogMark");

        Assert.Equal(3, run.Output.Count);
        Assert.False(Engine.Topology!.HasInstances);
        Assert.True(Engine.SituationOptions!.Offline);
        Assert.Equal(InstanceSide.Source, Engine.SituationOptions.Side);
    }

    [Fact]
    public void Backups_alone_need_no_topology_and_no_instance()
    {
        Run("Get-BtsBackupSet -BackupPath found");

        Assert.False(Engine.Topology!.HasInstances);
        Assert.Single(Engine.HistoryOptions!.BackupPaths);
    }

    [Fact]
    public void Nothing_to_read_from_is_an_error()
    {
        var error = ErrorOf("Get-BtsBackupSet");

        Assert.Equal("NothingToRead", error.Id());
        Assert.Contains("-BackupPath", error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_pipeline_that_brought_nothing_is_an_error_and_nothing_is_read()
    {
        Assert.Equal("NothingPiped", ErrorOf("@() | Get-BtsBackupSet $topology").Id());
        Assert.Null(Engine.HistoryOptions);
    }

    [Fact]
    public void A_topology_that_fails_does_not_keep_the_others_from_being_read()
    {
        Engine.Broken["history"] = new BackupHistoryException("NoBackupHistory", "There is none.");
        Session["other"] = Samples.Topology with { Name = "other" };

        var run = Run("$topology, $other | Get-BtsBackupSet");

        Assert.Equal(["NoBackupHistory", "NoBackupHistory"], run.Errors.Select(error => error.Id()));
        Assert.Equal("other", Engine.Topology!.Name);
    }

    [Fact]
    public void Contradictions_are_warnings()
    {
        Engine.History = Engine.History with { Warnings = ["a.bak is not there."] };

        Assert.Equal(["a.bak is not there."], Run("Get-BtsBackupSet $topology").Warnings);
    }

    [Fact]
    public void Marks_are_listed_even_if_the_restoring_side_does_not_answer()
    {
        Run("Get-BtsLogMark $topology");

        Assert.True(Engine.SituationOptions!.SkipUnreachable);
    }

    [Fact]
    public void What_was_a_topology_before_it_went_through_a_remote_session_is_refused_as_a_copy()
    {
        Session["copy"] = PSSerializer.Deserialize(PSSerializer.Serialize(Samples.Topology));

        var error = ErrorOf("$copy | Get-BtsBackupSet");

        Assert.Equal("CopyPiped", error.Id());
        Assert.Contains("Topology", error.Exception.Message);
        Assert.Null(Engine.HistoryOptions);
    }
}
