using BizTalkDR.Backups;
using BizTalkDR.Backups.History;
using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Sql;
using BizTalkDR.Tests.Restore.Planning;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Backups.Media;

/// <summary>Production gone, tables gone: a history from nothing but a folder of files.</summary>
public sealed class BackupFolderTests : IDisposable
{
    private readonly WrittenBackups written = new();

    public void Dispose() => written.Dispose();

    [Fact]
    public void Sets_are_rebuilt_from_the_names_of_the_files_and_the_chains_from_their_headers()
    {
        var built = new HistoryBuilder("BizTalk_Mgmt_Db", "B").Full().Logs(3).Full().Logs(2).Build();

        var history = written.Write(built).Read();

        Assert.Equal(
            built.Sets.Select(set => (set.SetId, set.Type, set.MarkName, true, 2)),
            history.Sets.Select(set => (set.SetId, set.Type, set.MarkName, set.IsComplete, set.Files.Count))
        );
        Assert.Equal(built.Databases, history.Databases);
        Assert.All(history.Sets, set => Assert.Equal(HistorySource.Files, set.Source));
        Assert.Equal(
            built.Sets.SelectMany(set => set.Files).Select(file => (file.FileName, file.Header!.FirstLSN, file.Header.LastLSN)).Order(),
            history.Sets.SelectMany(set => set.Files).Select(file => (file.FileName, file.Header!.FirstLSN, file.Header.LastLSN)).Order()
        );
        Assert.Equal(
            ["BizTalk_Mgmt_Db", "BizTalk_Mgmt_Db_log"],
            history.Sets[0].Files.Single(f => f.Database.Name != "B").FileList.Select(f => f.LogicalName)
        );
        Assert.Empty(history.Contradictions);
        Assert.Empty(history.OtherBackups);
        Assert.Empty(history.Warnings);
    }

    [Fact]
    public void A_plan_can_be_made_from_files_alone_and_says_what_was_not_checked()
    {
        var built = new HistoryBuilder("A", "B").Full().Logs(3).Build();
        written.Write(built);

        var situation = new RestoreSituationReader(new InstanceConnector()).Read(
            WrittenBackups.Topology,
            new RestoreSituationOptions
            {
                Offline = true,
                History = new BackupHistoryOptions { BackupPaths = [written.Folder] },
            }
        );
        var plan = situation.Plan(situation.Wish()).Require();

        Assert.Equal(built.Sets[2].MarkName, plan.Mark!.Name);
        Assert.Equal(["A", "B"], plan.Databases.Select(database => database.Target.Database));
        Assert.All(plan.Databases, database => Assert.Equal("DR", database.Target.Instance));
        Assert.Contains(situation.Warnings, warning => warning.StartsWith("No instance was asked", StringComparison.Ordinal));
    }

    [Fact]
    public void A_source_that_needs_an_instance_is_refused_offline()
    {
        var refused = Assert.Throws<BackupHistoryException>(() =>
            new RestoreSituationReader(new InstanceConnector()).Read(
                WrittenBackups.Topology,
                new RestoreSituationOptions
                {
                    Offline = true,
                    History = new BackupHistoryOptions { Sources = HistorySources.Msdb },
                }
            )
        );

        Assert.Equal("SourceNeedsInstance", refused.ErrorId);
    }

    [Fact]
    public void A_set_that_lacks_a_database_which_its_neighbours_have_is_a_partial_set()
    {
        var built = new HistoryBuilder("A", "B").Full().Logs(2).PartialLog("A").Logs(1).Build();

        var history = written.Write(built).Read();

        Assert.Equal([true, true, true, false, true], history.Sets.Select(set => set.IsComplete));
    }

    [Fact]
    public void A_database_that_the_newest_set_lacks_makes_it_partial()
    {
        var history = written.Write(new HistoryBuilder("A", "B").Full().Logs(2).PartialLog("A").Build()).Read();

        Assert.Equal([true, true, true, false], history.Sets.Select(set => set.IsComplete));
    }

    [Fact]
    public void A_database_that_was_added_later_leaves_the_sets_before_it_complete()
    {
        var built = new HistoryBuilder("A", "B").Full().Logs(2).AddDatabase("C").Full().Logs(2).Build();

        var history = written.Write(built).Read();

        Assert.All(history.Sets, set => Assert.True(set.IsComplete));
        Assert.Equal(3, history.Databases.Count);
    }

    [Fact]
    public void A_database_that_is_missing_through_two_full_sets_has_left_the_group_and_a_warning_says_so()
    {
        var builder = new HistoryBuilder("A", "B").Full().Logs(2);
        for (var day = 0; day < 2; day++)
            builder = builder.PartialFull("A").PartialLog("A");

        var history = written.Write(builder.Build()).Read();

        Assert.All(history.Sets, set => Assert.True(set.IsComplete));
        Assert.Contains("SOURCE/B", Assert.Single(history.Warnings));
    }

    [Fact]
    public void A_full_set_that_fails_again_and_again_does_not_make_a_database_leave_the_group()
    {
        var builder = new HistoryBuilder("A", "B").Full().Logs(2).PartialFull("A").PartialFull("A").PartialFull("A");

        var history = written.Write(builder.Build()).Read();

        Assert.Equal([true, true, true, false, false, false], history.Sets.Select(set => set.IsComplete));
    }

    [Fact]
    public void LSNs_order_the_sets_where_a_clock_was_set_back()
    {
        var built = new HistoryBuilder("A").Full().Logs(3).Build();
        var early = built.Sets[2].Files[0].FileName.Replace("_2026_", "_2025_");
        foreach (var set in built.Sets)
            written.Write(set.Files[0], set.SetId == 3 ? early : null);

        var history = written.Read();

        Assert.Equal(built.Sets.Select(set => set.Files[0].Header!.LastLSN), history.Sets.Select(set => set.Files[0].Header!.LastLSN));
    }

    [Fact]
    public void Headers_decide_which_server_and_database_where_names_contain_underscores()
    {
        var key = new DatabaseKey(@"SQL_1\MSG_2", "My_Log_Db");
        var file = new HistoryBuilder("A").Full().Logs(1).Build().Sets[1].Files[0] with { Database = key };
        written.Write(file, "SQL_1_MSG_2_My_Log_Db_Log_BTS_2026_11_21_09_30_00_123.bak");

        var set = Assert.Single(written.Read().Sets);

        Assert.Equal((BackupType.Log, "BTS_2026_11_21_09_30_00_123"), (set.Type, set.MarkName));
        Assert.Equal(key, set.Files[0].Database);
    }

    [Fact]
    public void A_file_whose_header_is_another_database_than_its_name_is_named_and_in_no_set()
    {
        var builder = new HistoryBuilder("A", "B").Full().Logs(2);
        written.Write(builder.Build());
        File.Delete(written.PathOf(builder.File(2, "B")));
        written.Write(builder.File(2, "A"), builder.File(2, "B").FileName);

        var history = written.Read();

        var named = Assert.Single(history.Contradictions);
        Assert.Equal((BackupContradictionKind.OtherDatabaseInFile, "A"), (named.Kind, named.Database));
        Assert.False(history.Sets[1].IsComplete);
        Assert.Equal("A", Assert.Single(history.OtherBackups).Database.Name);
    }

    [Fact]
    public void A_file_whose_header_is_of_another_kind_than_its_name_is_named_and_in_no_set()
    {
        var builder = new HistoryBuilder("A").Full().Logs(2);
        written.Write(builder.Build());
        written.Write(builder.File(1, "A"), builder.File(2, "A").FileName.Replace("_BTS_", "_OTHER_"));

        var history = written.Read();

        Assert.Equal(BackupContradictionKind.OtherTypeInFile, Assert.Single(history.Contradictions).Kind);
        Assert.Equal(3, history.Sets.Count);
    }

    [Fact]
    public void Sets_at_other_positions_of_a_file_are_found()
    {
        var builder = new HistoryBuilder("A").Full().Logs(2).LoseLog("A").Logs(1);
        written.Write(builder.Build());
        written.Write(builder.File(3, "A"), builder.File(2, "A").FileName);

        var history = written.Read();

        var other = Assert.Single(history.OtherBackups);
        Assert.Equal((2, written.PathOf(builder.File(2, "A"))), (other.Position, other.Path));
        Assert.Equal(4, history.Sets.Count);
    }

    [Fact]
    public void Backups_of_other_tools_in_the_folder_belong_to_no_set()
    {
        var builder = new HistoryBuilder("A").Full().Logs(1);
        written.Write(builder.Build());
        written.Write(builder.File(2, "A"), Path.Combine("Ola", "SOURCE_A_LOG_20261121_093000.trn"));

        var history = written.Read();

        Assert.EndsWith(".trn", Assert.Single(history.OtherBackups).Path);
    }

    [Theory]
    [InlineData("SOURCE")]
    [InlineData("source")]
    [InlineData("SOURCE,1433")]
    public void Servers_in_headers_are_resolved_by_the_names_of_the_topology_without_asking_any(string name)
    {
        written.Write(new HistoryBuilder("A").Full().Build());
        var topology = WrittenBackups.Topology with
        {
            Source =
            [
                new InstanceReference
                {
                    Name = "PROD",
                    Address = name,
                    Aliases = ["OLDNAME"],
                },
            ],
            ManagementDatabase = new ManagementDatabaseReference { Instance = "PROD" },
        };

        var history = new BackupHistoryReader(new InstanceConnector()).Read(
            topology,
            UnaskedDirectory.Of(topology),
            new BackupHistoryOptions { Sources = HistorySources.Files, BackupPaths = [written.Folder] }
        );

        Assert.Equal([new DatabaseKey("PROD", "A")], history.Databases);
    }

    [Fact]
    public void Stripes_are_put_together_and_a_missing_one_is_named()
    {
        var builder = new HistoryBuilder("A").Full();
        string[] stripes = [.. Enumerable.Range(1, 3).Select(each => Path.Combine(written.Folder, $"a{each}.bak"))];
        WrittenBackups.Write(stripes, builder.File(1, "A"));

        var whole = Assert.Single(written.Read().OtherBackups);
        File.Delete(stripes[1]);
        var torn = written.Read();

        Assert.Equal(stripes, whole.Paths);
        Assert.Null(whole.Defect);
        Assert.Contains("3 files", Assert.Single(torn.OtherBackups).Defect);
        Assert.Equal(BackupContradictionKind.MissingStripe, Assert.Single(torn.Contradictions).Kind);
    }

    [Fact]
    public void Copies_of_one_file_are_one_backup()
    {
        var builder = new HistoryBuilder("A").Full().Logs(1);
        written.Write(builder.Build());
        Directory.CreateDirectory(Path.Combine(written.Folder, "copy"));
        foreach (var path in Directory.GetFiles(written.Folder))
            File.Copy(path, Path.Combine(written.Folder, "copy", Path.GetFileName(path)));

        var history = written.Read();

        Assert.Equal([1, 1], history.Sets.Select(set => set.Files.Count));
        Assert.Empty(history.OtherBackups);
    }

    [Fact]
    public void A_file_that_was_cut_off_keeps_its_place_in_its_set_and_is_unusable()
    {
        var builder = new HistoryBuilder("A", "B").Full().Logs(2);
        written.Write(builder.Build());
        var cut = written.PathOf(builder.File(3, "B"));
        using (var stream = File.OpenWrite(cut))
            stream.SetLength(700);

        var history = written.Read();

        Assert.NotNull(history.Sets[2].Files.Single(file => file.Database.Name == "B").Defect);
        Assert.True(history.Sets[2].IsComplete);
        var named = Assert.Single(history.Contradictions);
        Assert.Equal((BackupContradictionKind.DamagedFile, cut, "B"), (named.Kind, named.Path, named.Database));
    }

    [Fact]
    public void Other_files_in_the_folder_do_not_matter_unless_they_are_called_like_backups()
    {
        written.Write(new HistoryBuilder("A").Full().Build());
        File.WriteAllText(Path.Combine(written.Folder, "readme.txt"), "no backup");
        Assert.Empty(written.Read().Contradictions);

        File.WriteAllText(Path.Combine(written.Folder, "empty.bak"), "no backup");

        Assert.Equal(BackupContradictionKind.DamagedFile, Assert.Single(written.Read().Contradictions).Kind);
    }

    [Fact]
    public void Paths_are_those_of_the_restoring_instance_where_a_table_of_folders_says_so()
    {
        written.Write(new HistoryBuilder("A").Full().Logs(1).Build());

        var history = WrittenBackups.Read(
            new BackupHistoryOptions
            {
                BackupPaths = [written.Folder],
                PathMap = new Dictionary<string, string> { [written.Folder] = @"\\DR\Found" },
            }
        );

        Assert.All(history.Sets.SelectMany(set => set.Files), file => Assert.StartsWith(@"\\DR\Found\SOURCE_A_", file.Path));
    }

    [Fact]
    public void The_new_folder_of_a_table_of_moved_folders_is_searched_too()
    {
        written.Write(new HistoryBuilder("A").Full().Logs(1).Build());

        var history = WrittenBackups.Read(
            new BackupHistoryOptions { PathMap = new Dictionary<string, string> { [@"\\old\share"] = written.Folder } }
        );

        Assert.Equal(2, history.Sets.Count);
    }

    [Fact]
    public void A_path_that_is_not_there_is_an_error() =>
        Assert.Equal(
            "BackupPathNotFound",
            Assert
                .Throws<BackupHistoryException>(() =>
                    WrittenBackups.Read(new BackupHistoryOptions { BackupPaths = [Path.Combine(written.Folder, "nowhere")] })
                )
                .ErrorId
        );

    [Fact]
    public void A_folder_without_any_backup_is_an_error_that_names_it()
    {
        var refused = Assert.Throws<BackupHistoryException>(() => written.Read());

        Assert.Equal("NoBackupHistory", refused.ErrorId);
        Assert.Contains(written.Folder, refused.Message);
    }

    [Theory]
    [InlineData(HistorySources.Files)]
    [InlineData(HistorySources.Headers)]
    public void A_source_that_was_named_but_not_given_is_an_error(HistorySources source) =>
        Assert.Equal(
            "SourceNotGiven",
            Assert.Throws<BackupHistoryException>(() => WrittenBackups.Read(new BackupHistoryOptions { Sources = source })).ErrorId
        );
}
