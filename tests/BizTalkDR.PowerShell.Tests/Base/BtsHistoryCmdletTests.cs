using System.Collections;
using System.Data;
using BizTalkDR.Backups;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Commands;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Base;

public sealed class BtsHistoryCmdletTests
{
    private readonly FakeEngine engine = new()
    {
        History = Situations.NothingRestoredYet.History,
        Situation = Situations.NothingRestoredYet,
    };

    private static Dictionary<string, object?> Header { get; } = new() { ["DatabaseName"] = "A", ["FullName"] = "a.bak" };

    [Fact]
    public void Without_more_every_source_is_read()
    {
        Run(new GetBtsBackupSetCommand { Topology = Samples.Argument });

        Assert.Equal(HistorySources.Automatic, engine.HistoryOptions!.Sources);
        Assert.Empty(engine.HistoryOptions.BackupPaths);
        Assert.Empty(engine.HistoryOptions.Headers);
    }

    [Fact]
    public void Folders_files_and_tables_of_moved_folders_come_mixed()
    {
        Run(
            new GetBtsBackupSetCommand
            {
                Topology = Samples.Argument,
                HistorySource = HistorySources.BackupJob | HistorySources.Files,
                BackupPath =
                [
                    "relative",
                    new DirectoryInfo("/found"),
                    new Hashtable { [@"\\old\share"] = @"D:\found", ["E:/old"] = "relative" },
                    new Hashtable { [@"\\OLD\Share"] = "https://account.example/container" },
                ],
            }
        );

        var options = engine.HistoryOptions!;
        Assert.Equal(HistorySources.BackupJob | HistorySources.Files, options.Sources);
        Assert.Equal([Path.GetFullPath("relative"), new DirectoryInfo("/found").FullName], options.BackupPaths);
        Assert.Equal(2, options.PathMap.Count);
        Assert.Equal("https://account.example/container", options.PathMap[@"\\old\share"]);
        Assert.Equal(Path.GetFullPath("relative"), options.PathMap["E:/old"]);
    }

    [Fact]
    public void A_table_without_a_new_folder_is_refused()
    {
        var runtime = Run(
            new GetBtsBackupSetCommand { Topology = Samples.Argument, BackupPath = [new Hashtable { [@"\\old\share"] = null }] }
        );

        Assert.Equal("BackupPathNotUsable", Assert.Single(runtime.Errors).Id);
    }

    [Fact]
    public void Topologies_are_told_from_headers_and_files_by_what_they_are()
    {
        using var table = new DataTable { Locale = System.Globalization.CultureInfo.InvariantCulture };
        table.Columns.Add("DatabaseName", typeof(string));
        table.Rows.Add("FromATable");

        Run(
            new GetBtsBackupSetCommand(),
            Samples.Topology,
            Header,
            new FileInfo("/found/a.bak"),
            new DirectoryInfo("/found/more"),
            table,
            new object[] { Header, Header }
        );

        Assert.Equal("sample", engine.Topology!.Name);
        Assert.Equal(4, engine.HistoryOptions!.Headers.Count);
        Assert.Equal([new FileInfo("/found/a.bak").FullName, new DirectoryInfo("/found/more").FullName], engine.HistoryOptions.BackupPaths);
    }

    [Fact]
    public void Headers_are_piped_together_with_instances_that_are_named()
    {
        Run(new GetBtsLogMarkCommand { SqlInstance = ["DR1"] }, Header);

        Assert.Equal("DR1", Assert.Single(engine.Topology!.Destination).Name);
        Assert.False(engine.SituationOptions!.Offline);
        Assert.Single(engine.SituationOptions.History!.Headers);
    }

    [Fact]
    public void Headers_alone_need_no_topology_and_no_instance()
    {
        var runtime = Run(new GetBtsLogMarkCommand(), Header);

        Assert.Equal(3, runtime.Output.Count);
        Assert.Empty(engine.Topology!.Source.Concat(engine.Topology.Destination));
        Assert.True(engine.SituationOptions!.Offline);
        Assert.Equal(InstanceSide.Source, engine.SituationOptions.Side);
    }

    [Fact]
    public void Backups_alone_need_no_topology_and_no_instance()
    {
        Run(new GetBtsBackupSetCommand { BackupPath = ["found"] });

        Assert.Empty(engine.Topology!.Source.Concat(engine.Topology.Destination));
        Assert.Single(engine.HistoryOptions!.BackupPaths);
    }

    [Fact]
    public void Nothing_to_read_from_is_an_error()
    {
        var error = Assert.Single(Run(new GetBtsBackupSetCommand()).Errors);

        Assert.Equal("NothingToRead", error.Id);
        Assert.Contains("-BackupPath", error.RecommendedAction);
    }

    [Fact]
    public void A_topology_that_fails_does_not_keep_the_others_from_being_read()
    {
        engine.Broken["history"] = new BackupHistoryException("NoBackupHistory", "There is none.");

        var runtime = Run(new GetBtsBackupSetCommand(), Samples.Topology, Samples.Topology with { Name = "other" });

        Assert.Equal(["NoBackupHistory", "NoBackupHistory"], runtime.Errors.Select(error => error.Id));
        Assert.Equal("other", engine.Topology!.Name);
    }

    [Fact]
    public void Contradictions_are_warnings()
    {
        engine.History = engine.History with { Warnings = ["a.bak is not there."] };

        Assert.Equal(["a.bak is not there."], Run(new GetBtsBackupSetCommand { Topology = Samples.Argument }).Warnings);
    }

    [Fact]
    public void Marks_are_listed_even_if_the_restoring_side_does_not_answer()
    {
        Run(new GetBtsLogMarkCommand { Topology = Samples.Argument });

        Assert.True(engine.SituationOptions!.SkipUnreachable);
    }

    // What PowerShell does with objects that are piped in, one by one.
    private RecordingRuntime Run(BtsHistoryCmdlet cmdlet, params object[] piped)
    {
        var runtime = new RecordingRuntime();
        using (cmdlet)
        {
            cmdlet.CreateEngine = FakeEngine.Factory(engine);
            cmdlet.Runtime = runtime;
            cmdlet.RunAll(piped);
            return runtime;
        }
    }
}
