using BizTalkDR.Backups;
using BizTalkDR.Backups.Headers;
using BizTalkDR.Errors;
using BizTalkDR.Tests.Restore.Planning;
using BizTalkDR.Tests.Sides;

namespace BizTalkDR.Tests.Backups;

/// <summary>Backups are told apart by what they are: files of one name take turns, and one backup may lie in several places.</summary>
public sealed class BackupIdentityTests : IAsyncDisposable
{
    private const string Folder = PlainSides.Share + @"\";
    private readonly PlainSides sides = new("A", "B");

    public ValueTask DisposeAsync() => sides.DisposeAsync();

    [Fact]
    public void A_backup_that_is_read_again_is_the_same_with_its_media_and_families()
    {
        sides.OnSource($"BACKUP DATABASE A TO DISK = N'{Folder}1.bak', DISK = N'{Folder}2.bak'");

        var first = Read("A", Folder + "1.bak", Folder + "2.bak");
        var again = Read("A", Folder + "1.bak", Folder + "2.bak");

        Assert.True(first.IsCertain);
        Assert.True(first.IsSame(again));
        Assert.Equal(first, again);
        Assert.NotNull(first.MediaSetId);
        Assert.Equal(2, first.MediaFamilyIds.Distinct().Count());
        Assert.NotNull(first.FamilyGUID);
        Assert.NotNull(first.RecoveryForkID);
    }

    [Fact]
    public void A_file_that_took_the_name_of_another_backup_of_the_same_database_is_told_by_its_set_LSNs_and_media()
    {
        sides.OnSource($"BACKUP DATABASE A TO DISK = N'{Folder}a.bak'");
        var taken = Read("A", Folder + "a.bak");
        sides.OnSource($"CHECKPOINT; BACKUP LOG A TO DISK = N'{Folder}log.bak'; BACKUP DATABASE A TO DISK = N'{Folder}a.bak' WITH FORMAT");

        var found = Read("A", Folder + "a.bak");

        Assert.False(taken.IsSame(found));
        Assert.Contains(taken.DifferencesFrom(found), difference => difference.What == "backup set GUID");
        Assert.Contains(taken.DifferencesFrom(found), difference => difference.What == "media set");
        Assert.DoesNotContain(taken.DifferencesFrom(found), difference => difference.What == "database family GUID");
    }

    [Fact]
    public void A_backup_of_another_database_under_the_same_path_is_told_by_the_databases_family()
    {
        sides.OnSource($"BACKUP DATABASE A TO DISK = N'{Folder}a.bak'");
        var taken = Read("A", Folder + "a.bak");
        sides.OnSource($"BACKUP DATABASE B TO DISK = N'{Folder}a.bak' WITH FORMAT");

        Assert.Contains(taken.DifferencesFrom(Read("A", Folder + "a.bak")), difference => difference.What == "database family GUID");
    }

    [Fact]
    public void A_file_that_is_gone_and_a_position_that_is_not_there_have_ids_of_their_own()
    {
        sides.OnSource($"BACKUP DATABASE A TO DISK = N'{Folder}a.bak'");

        Assert.Equal("BackupMissing", Assert.Throws<BackupHistoryException>(() => Read("A", Folder + "gone.bak")).ErrorId);
        Assert.Equal(
            "BackupOther",
            Assert
                .Throws<BackupHistoryException>(() =>
                    new BackupIdentityReader(sides.Connector).Read(
                        sides.Topology.Destination[0],
                        HistoryBuilder.Key("A"),
                        [Folder + "a.bak"],
                        position: 2
                    )
                )
                .ErrorId
        );
    }

    [Fact]
    public void One_GUID_with_another_range_of_the_log_is_not_the_same_backup()
    {
        var known = Sample();

        Assert.Equal(
            ["first LSN", "last LSN"],
            known.DifferencesFrom(known with { FirstLSN = 1, LastLSN = 2 }).Select(difference => difference.What)
        );
    }

    [Fact]
    public void What_makes_a_backup_certain_must_be_told_again()
    {
        var known = Sample();

        var difference = Assert.Single(known.DifferencesFrom(known with { BackupSetGUID = null }));

        Assert.Equal(("backup set GUID", null), (difference.What, difference.Actual));
        Assert.EndsWith("is not told", difference.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_GUID_the_databases_family_fork_and_range_tell_a_backup_and_less_tells_nothing()
    {
        var known = Sample() with { BackupSetGUID = null };

        Assert.True(known.IsCertain && known.IsSame(known with { MediaSetId = new Guid("55555555-0000-0000-0000-000000000001") }));
        Assert.False((known with { FamilyGUID = null }).IsSame(known));
    }

    [Fact]
    public void Sources_that_round_times_differently_or_do_not_know_sizes_and_media_tell_the_same_backup()
    {
        var known = Sample() with { BackupFinishDate = new DateTime(2026, 1, 5, 10, 0, 2, 730) };

        Assert.Empty(known.DifferencesFrom(Sample() with { MediaSetId = null, MediaFamilyIds = [], BackupSize = null }));
    }

    private static BackupIdentity Sample() =>
        new()
        {
            Type = BackupType.Full,
            BackupSetGUID = new Guid("11111111-0000-0000-0000-000000000001"),
            MediaFamilyIds = [new Guid("22222222-0000-0000-0000-000000000001")],
            FamilyGUID = new Guid("33333333-0000-0000-0000-000000000001"),
            RecoveryForkID = new Guid("44444444-0000-0000-0000-000000000001"),
            FirstLSN = 100,
            LastLSN = 200,
            CheckpointLSN = 150,
            BackupFinishDate = new DateTime(2026, 1, 5, 10, 0, 2),
            BackupSize = 4096,
        };

    private BackupIdentity Read(string database, params string[] paths) =>
        new BackupIdentityReader(sides.Connector).Read(sides.Topology.Destination[0], HistoryBuilder.Key(database), paths);
}
