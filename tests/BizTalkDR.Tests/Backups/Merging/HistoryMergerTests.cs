using BizTalkDR.Backups;
using BizTalkDR.Tests.Restore.Planning;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Backups.Merging;

public sealed class HistoryMergerTests
{
    private readonly HistoryBuilder builder = new("A", "B");

    private BackupHistory Built => builder.Full().Logs(3).Build();

    [Fact]
    public void Headers_of_msdb_complete_the_rows_of_the_job()
    {
        var built = Built;

        var merged = SourceHistories.Merge(built.Table(), built.Msdb());

        Assert.Equal(built.Sets.Select(set => (set.SetId, set.MarkName)), merged.Sets.Select(set => (set.SetId, set.MarkName)));
        Assert.All(
            merged.Sets.SelectMany(set => set.Files).Zip(built.Sets.SelectMany(set => set.Files)),
            pair => Assert.Equal((pair.Second.Path, pair.Second.Header!.LastLSN), (pair.First.Path, pair.First.Header!.LastLSN))
        );
        Assert.Empty(merged.OtherBackups);
        Assert.Empty(merged.Contradictions);
        Assert.Equal([HistorySource.BackupJob, HistorySource.Msdb], merged.Sources);
    }

    [Fact]
    public void A_backup_of_another_tool_that_msdb_knows_belongs_to_no_set_and_is_named()
    {
        var built = Built;
        var byHand = built.Sets[1].Files[0] with { Paths = [@"C:\by_hand.trn"] };
        var foreign = byHand with { Database = new DatabaseKey(HistoryBuilder.Server, "NotOfTheGroup"), Paths = [@"C:\foreign.trn"] };

        var merged = SourceHistories.Merge(built.Table(), (built with { OtherBackups = [byHand, foreign] }).Msdb());

        Assert.Equal(byHand.Path, Assert.Single(merged.OtherBackups).Path);
        var named = Assert.Single(merged.Contradictions);
        Assert.Equal((BackupContradictionKind.FileWithoutRow, byHand.Path, "A"), (named.Kind, named.Path, named.Database));
        Assert.Contains(merged.Warnings, warning => warning.Contains(byHand.Path));
    }

    [Fact]
    public void A_row_without_a_file_is_named_and_unusable()
    {
        var built = Built;
        var gone = builder.File(3, "B");

        var merged = SourceHistories.Merge(built.Table(), built.Files().Without(gone));

        var row = merged.Sets.Single(set => set.SetId == 3).Files.Single(file => file.Database == gone.Database);
        Assert.Equal("The file is not there.", row.Defect);
        var named = Assert.Single(merged.Contradictions);
        Assert.Equal((BackupContradictionKind.RowWithoutFile, gone.Path), (named.Kind, named.Path));
        Assert.Equal((HistoryBuilder.Server, "B"), (named.Server, named.Database));
        Assert.NotNull(named.Remedy);
    }

    [Fact]
    public void A_row_whose_folder_was_not_searched_is_left_alone()
    {
        var built = Built;

        var merged = SourceHistories.Merge(
            built.Table(),
            new SourceHistory { Source = HistorySource.Files, Searched = [SourceHistories.Found] }
        );

        Assert.All(merged.Sets.SelectMany(set => set.Files), file => Assert.Null(file.Defect));
        Assert.Empty(merged.Contradictions);
    }

    [Fact]
    public void A_file_without_a_row_joins_the_set_of_its_mark_or_becomes_a_set_and_is_named()
    {
        var built = Built;
        var lost = built with { Sets = [.. built.Sets.Where(set => set.SetId != 2)] };

        var merged = SourceHistories.Merge(lost.Table(), built.Files());

        Assert.Equal([1L, 2, 3, 4], merged.Sets.Select(set => set.SetId));
        Assert.Equal(built.Sets.Select(set => set.MarkName), merged.Sets.Select(set => set.MarkName));
        Assert.True(merged.Sets[1].IsComplete);
        Assert.Equal(2, merged.Contradictions.Count(each => each.Kind == BackupContradictionKind.FileWithoutRow));
    }

    [Fact]
    public void A_file_that_holds_another_database_than_its_row_says_is_named_and_unusable()
    {
        var built = Built;
        var row = builder.File(3, "B");
        var other = builder.File(3, "A");

        var merged = SourceHistories.Merge(
            built.Table(),
            built
                .Files()
                .Change(
                    row,
                    file => file with { Database = other.Database, Header = other.Header! with { BackupSetGUID = Guid.NewGuid() } }
                )
        );

        var member = merged.Sets.Single(set => set.SetId == 3).Files.Single(file => file.Database == row.Database);
        Assert.Contains("SOURCE/A", member.Defect);
        Assert.Equal(BackupContradictionKind.OtherDatabaseInFile, Assert.Single(merged.Contradictions).Kind);
    }

    [Fact]
    public void A_file_that_holds_another_kind_than_its_row_says_is_named_and_unusable()
    {
        var built = Built;
        var row = builder.File(3, "B");

        var merged = SourceHistories.Merge(
            built.Table(),
            built
                .Files()
                .Change(row, file => file with { Type = BackupType.Full, Header = file.Header! with { BackupType = BackupType.Full } })
        );

        var member = merged.Sets.Single(set => set.SetId == 3).Files.Single(file => file.Database == row.Database);
        Assert.Contains("Full backup, not a Log backup", member.Defect);
        Assert.Equal(BackupContradictionKind.OtherTypeInFile, Assert.Single(merged.Contradictions).Kind);
    }

    [Fact]
    public void A_moved_file_is_read_from_where_it_was_found()
    {
        var built = Built;

        var merged = SourceHistories.Merge(built.Table(), built.Files(SourceHistories.Found));

        Assert.All(merged.Sets.SelectMany(set => set.Files), file => Assert.StartsWith(SourceHistories.Found, file.Path));
        Assert.All(merged.Sets.SelectMany(set => set.Files), file => Assert.NotNull(file.Header));
        Assert.Equal(8, merged.Contradictions.Count(each => each.Kind == BackupContradictionKind.MovedFile));
        Assert.Single(merged.Warnings);
    }

    [Fact]
    public void A_file_of_the_same_name_that_holds_something_else_is_not_the_moved_one()
    {
        var built = Built;
        var row = builder.File(3, "B");
        var elsewhere = built
            .Files(SourceHistories.Found)
            .Change(row, file => file with { Database = HistoryBuilder.Key("A"), Header = file.Header! with { DatabaseName = "A" } });

        var merged = SourceHistories.Merge(built.Table(), elsewhere);

        var member = merged.Sets.Single(set => set.SetId == 3).Files.Single(file => file.Database == row.Database);
        Assert.Equal((row.Path, null), (member.Path, member.Header));
        Assert.Contains(merged.Contradictions, each => each is { Kind: BackupContradictionKind.OtherDatabaseInFile, Database: "A" });
    }

    [Fact]
    public void Tables_that_differ_are_named_and_log_shippings_is_believed()
    {
        var built = Built;
        var shipped = builder.Change(3, "B", file => file with { Paths = [@"\\DR\Copies\other_name.bak"] }).Build();

        var merged = SourceHistories.Merge(built.Table(), shipped.Table(HistorySource.LogShipping));

        Assert.Equal(
            @"\\DR\Copies\other_name.bak",
            merged.Sets.Single(set => set.SetId == 3).Files.Single(file => file.Database.Name == "B").Path
        );
        var named = Assert.Single(merged.Contradictions);
        Assert.Equal(BackupContradictionKind.RowsDiffer, named.Kind);
        Assert.Contains("other_name.bak", named.Message);
        Assert.Equal([HistorySource.LogShipping, HistorySource.BackupJob], merged.Sources);
    }

    [Fact]
    public void Another_folder_in_log_shippings_copy_is_no_contradiction()
    {
        var built = Built;
        var shipped = builder.Change(3, "B", file => file with { Paths = [@"\\DR\Copies\" + file.FileName] }).Build();

        var merged = SourceHistories.Merge(built.Table(), shipped.Table(HistorySource.LogShipping));

        Assert.StartsWith(@"\\DR\Copies", merged.Sets.Single(set => set.SetId == 3).Files.Single(file => file.Database.Name == "B").Path);
        Assert.Empty(merged.Contradictions);
    }

    [Fact]
    public void A_damaged_file_is_named_and_unusable_unless_a_sound_copy_was_found()
    {
        var built = Built;
        var row = builder.File(3, "B");
        var damaged = built
            .Files()
            .Change(row, file => file with { Header = file.Header! with { IsDamaged = true }, Defect = "It was cut off." });
        var sound = built.Files(SourceHistories.Found);

        var alone = SourceHistories.Merge(built.Table(), damaged);
        var rescued = SourceHistories.Merge(
            built.Table(),
            damaged,
            sound with
            {
                Backups = [.. sound.Backups.Where(file => file.FileName == row.FileName)],
            }
        );

        Assert.Equal("It was cut off.", Member(alone).Defect);
        Assert.Equal(BackupContradictionKind.DamagedFile, Assert.Single(alone.Contradictions).Kind);
        Assert.Null(Member(rescued).Defect);
        Assert.StartsWith(SourceHistories.Found, Member(rescued).Path);
        Assert.Contains("sound copy", Assert.Single(rescued.Contradictions).Message);

        BackupFile Member(BackupHistory history) =>
            history.Sets.Single(set => set.SetId == 3).Files.Single(file => file.Database == row.Database);
    }

    [Fact]
    public void A_file_that_is_no_backup_any_more_makes_its_row_unusable()
    {
        var built = Built;
        var row = builder.File(3, "B");
        var files = built.Files().Without(row) with { Unreadable = [new UnreadableFile(row.Path, "It is full of zeros.", IsDefect: true)] };

        var merged = SourceHistories.Merge(built.Table(), files);

        Assert.Equal(
            "It is full of zeros.",
            merged.Sets.Single(set => set.SetId == 3).Files.Single(file => file.Database == row.Database).Defect
        );
        Assert.Equal(BackupContradictionKind.DamagedFile, Assert.Single(merged.Contradictions).Kind);
    }

    [Fact]
    public void A_file_that_only_SQL_Server_can_read_keeps_its_row()
    {
        var built = Built;
        var row = builder.File(3, "B");
        var files = built.Files().Without(row) with { Unreadable = [new UnreadableFile(row.Path, "It is encrypted.", IsDefect: false)] };

        var merged = SourceHistories.Merge(built.Table(), files);

        Assert.Null(merged.Sets.Single(set => set.SetId == 3).Files.Single(file => file.Database == row.Database).Defect);
        Assert.Empty(merged.Contradictions);
    }

    [Fact]
    public void An_alias_that_the_topology_does_not_know_is_learned_from_the_headers()
    {
        var built = Built;
        var table = built.Table();
        var aliased = table with
        {
            Sets =
            [
                .. table.Sets.Select(set =>
                    set with
                    {
                        Files =
                        [
                            .. set.Files.Select(file => file with { Database = new DatabaseKey("BTSALIAS,1450", file.Database.Name) }),
                        ],
                    }
                ),
            ],
        };

        var merged = SourceHistories.Merge(aliased, built.Msdb());

        Assert.Equal([HistoryBuilder.Key("A"), HistoryBuilder.Key("B")], merged.Databases);
        Assert.All(merged.Sets.SelectMany(set => set.Files), file => Assert.NotNull(file.Header));
        Assert.Empty(merged.OtherBackups);
    }

    [Fact]
    public void A_file_that_was_overwritten_by_another_backup_does_not_stand_for_its_row()
    {
        var built = Built;
        var row = builder.File(3, "B");
        var overwritten = built
            .Files()
            .Change(
                row,
                file =>
                    file with
                    {
                        Header = file.Header! with { BackupSetGUID = Guid.NewGuid(), BackupStartDate = file.BackupDate!.Value.AddHours(1) },
                    }
            );

        var merged = SourceHistories.Merge(built.Table(), built.Msdb(), overwritten);

        var member = merged.Sets.Single(set => set.SetId == 3).Files.Single(file => file.Database == row.Database);
        Assert.NotNull(member.Defect);
        Assert.Contains(merged.Contradictions, each => each.Kind == BackupContradictionKind.RowWithoutFile && each.Path == row.Path);
    }

    [Fact]
    public void A_database_under_two_spellings_of_its_server_has_a_position_for_each_row_and_is_named()
    {
        var built = Built;
        var row = builder.File(3, "B");
        var table = built.Table();
        var twice = table with
        {
            Sets =
            [
                .. table.Sets.Select(set =>
                    set.SetId != 3 ? set : set with { Files = [.. set.Files, row with { ServerName = "SOURCE,1433", Header = null }] }
                ),
            ],
        };
        var msdb = built.Msdb();
        var second = row.Header! with
        {
            Position = 2,
            BackupSetGUID = Guid.NewGuid(),
            FirstLSN = row.Header.LastLSN,
            LastLSN = row.Header.LastLSN + 10,
        };
        var known = msdb.Backups.First(backup => backup.Path == row.Path);
        var both = msdb with { Backups = [.. msdb.Backups, known with { Position = 2, Header = second }] };

        var merged = SourceHistories.Merge(twice, both);

        var files = merged.Sets.Single(set => set.SetId == 3).Files.Where(file => file.Database == row.Database);
        Assert.Equal([1, 2], files.Select(file => file.Position));
        Assert.Contains(merged.Contradictions, each => each.Kind == BackupContradictionKind.TwoSpellings && each.Database == "B");
    }

    [Fact]
    public void Sets_that_the_tables_forgot_are_numbered_before_and_after_theirs()
    {
        var built = builder.SkipIds(100).Full().Logs(6).Build();
        var middle = built with { Sets = [.. built.Sets.Skip(2).Take(2)] };

        var merged = SourceHistories.Merge(middle.Table(), built.Files());

        Assert.Equal(built.Sets.Select(set => set.MarkName), merged.Sets.Select(set => set.MarkName));
        Assert.Equal([101L, 102, 103, 104, 105, 106, 107], merged.Sets.Select(set => set.SetId));
    }

    [Fact]
    public void The_newest_partial_set_of_the_tables_stays_partial_when_its_files_are_found()
    {
        var built = builder.Full().Logs(1).PartialLog("A").Build();

        var merged = SourceHistories.Merge(built.Table(), built.Files());

        Assert.Equal([true, true, false], merged.Sets.Select(set => set.IsComplete));
    }
}
