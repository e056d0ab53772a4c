using BizTalkDR.Backups;
using BizTalkDR.Backups.History;
using BizTalkDR.Instances;
using BizTalkDR.Tests.Backups.Merging;
using BizTalkDR.Tests.Restore.Planning;
using BizTalkDR.Tests.Sides;

namespace BizTalkDR.Tests.Backups.Headers;

/// <summary>Backups that somebody took by hand, as msdb and RESTORE HEADERONLY tell of them.</summary>
public sealed class BackupHeaderReaderTests : IAsyncDisposable
{
    private const string Folder = PlainSides.Share + @"\";
    private readonly PlainSides sides = new("A", "B");

    public ValueTask DisposeAsync() => sides.DisposeAsync();

    [Fact]
    public void A_striped_backup_names_all_its_stripes_and_the_instance_reads_them_together()
    {
        sides.OnSource($"BACKUP DATABASE A TO DISK = N'{Folder}1.bak', DISK = N'{Folder}2.bak', DISK = N'{Folder}3.bak'");

        var told = Assert.Single(Msdb().OtherBackups);
        var read = Assert.Single(Read(Msdb()).OtherBackups);

        Assert.Equal([Folder + "1.bak", Folder + "2.bak", Folder + "3.bak"], told.Paths);
        Assert.Equal((3, null, "DR"), (read.StripeCount, read.Defect, read.ReadBy));
        Assert.Equal(2, read.FileList.Count);
    }

    [Fact]
    public void A_stripe_that_is_not_listed_is_named()
    {
        sides.OnSource($"BACKUP DATABASE A TO DISK = N'{Folder}1.bak', DISK = N'{Folder}2.bak', DISK = N'{Folder}3.bak'");
        var told = Assert.Single(Msdb().OtherBackups);

        var read = Read(new BackupHistory { OtherBackups = [told with { Paths = [.. told.Paths.Take(2)] }] });

        Assert.Contains("3132", Assert.Single(read.OtherBackups).Defect);
        Assert.Equal(BackupContradictionKind.MissingStripe, Assert.Single(read.Contradictions).Kind);
    }

    [Fact]
    public void Sets_at_other_positions_of_a_listed_file_are_found()
    {
        sides.OnSource(
            $"BACKUP DATABASE A TO DISK = N'{Folder}a.bak'; BACKUP LOG A TO DISK = N'{Folder}a.bak'; BACKUP LOG A TO DISK = N'{Folder}a.bak'"
        );
        var first = Msdb().OtherBackups.Single(file => file.Position == 1);

        var read = Read(new BackupHistory { OtherBackups = [first] });

        Assert.Equal(
            [(1, BackupType.Full), (2, BackupType.Log), (3, BackupType.Log)],
            read.OtherBackups.Select(file => (file.Position, file.Type))
        );
        Assert.All(read.OtherBackups, file => Assert.Equal(HistoryBuilder.Key("A"), file.Database));
    }

    [Fact]
    public void Msdb_tells_kind_copy_only_position_LSNs_and_forks_of_every_backup()
    {
        sides.OnSource(
            $"BACKUP DATABASE A TO DISK = N'{Folder}a.bak'; BACKUP DATABASE A TO DISK = N'{Folder}copy.bak' WITH COPY_ONLY; BACKUP LOG A TO DISK = N'{Folder}a.bak'"
        );

        var history = Msdb();
        var read = Read(history);

        Assert.Equal([(BackupType.Full, false, 1), (BackupType.Full, true, 1), (BackupType.Log, false, 2)], Facts(history));
        Assert.Equal(
            read.OtherBackups.OrderBy(file => (file.Path, file.Position)).Select(file => file.Header!),
            history.OtherBackups.OrderBy(file => (file.Path, file.Position)).Select(file => file.Header!.ToTheSecond())
        );

        static IEnumerable<(BackupType, bool, int)> Facts(BackupHistory history) =>
            history
                .OtherBackups.Select(file => (file.Type, file.Header!.IsCopyOnly, file.Position))
                .OrderBy(file => file.Type)
                .ThenBy(file => file.IsCopyOnly);
    }

    [Fact]
    public void A_file_that_is_gone_is_a_row_without_a_file()
    {
        sides.OnSource($"BACKUP DATABASE A TO DISK = N'{Folder}a.bak'");
        var told = Assert.Single(Msdb().OtherBackups);

        var read = Read(new BackupHistory { OtherBackups = [told with { Paths = [Folder + "gone.bak"] }] });

        Assert.Contains("3201", Assert.Single(read.OtherBackups).Defect);
        Assert.Equal(BackupContradictionKind.RowWithoutFile, Assert.Single(read.Contradictions).Kind);
    }

    [Theory]
    [InlineData("s3://bucket.example/backup/a.bak")]
    [InlineData("S3://bucket.example/backup/a.bak")]
    [InlineData("https://account.example/container/a.bak")]
    public void A_backup_at_a_URL_is_never_asked_for_as_a_file_and_stays_usable(string url)
    {
        sides.OnSource(
            $"BACKUP DATABASE A TO DISK = N'{Folder}a.bak'; UPDATE msdb.dbo.backupmediafamily SET device_type = 9, physical_device_name = N'{url}'"
        );
        sides.Statements.IsOn = true;

        var read = Read(Msdb());

        Assert.Equal((url, null), (Assert.Single(read.OtherBackups).Path, read.OtherBackups[0].Defect));
        Assert.Empty(read.Contradictions);
        Assert.DoesNotContain(sides.Statements.Requests, request => request.Text.Contains("RESTORE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("UPDATE msdb.dbo.backupmediafamily SET device_type = 7", "virtual device")]
    [InlineData("UPDATE msdb.dbo.backupmediafamily SET device_type = 105", "tape")]
    [InlineData("UPDATE msdb.dbo.backupmediafamily SET physical_device_name = N'NUL'", "NUL")]
    [InlineData("UPDATE msdb.dbo.backupset SET is_damaged = 1", "damaged")]
    [InlineData("UPDATE msdb.dbo.backupset SET is_snapshot = 1", "snapshot")]
    public void A_backup_that_no_RESTORE_FROM_DISK_can_read_is_known_and_unusable(string change, string why)
    {
        sides.OnSource($"BACKUP DATABASE A TO DISK = N'{Folder}a.bak'; {change}");

        Assert.Contains(why, Assert.Single(Msdb().OtherBackups).Defect);
    }

    [Fact]
    public void A_copy_on_a_mirror_is_no_stripe()
    {
        sides.OnSource(
            $"BACKUP DATABASE A TO DISK = N'{Folder}a.bak';"
                + " INSERT INTO msdb.dbo.backupmediafamily (media_set_id, family_sequence_number, media_count, physical_device_name, device_type, physical_block_size, mirror)"
                + " SELECT media_set_id, 1, 1, N'mirror.bak', 2, 512, 1 FROM msdb.dbo.backupmediafamily"
        );

        Assert.Equal([Folder + "a.bak"], Assert.Single(Msdb().OtherBackups).Paths);
    }

    private BackupHistory Msdb() =>
        new BackupHistoryReader(sides.Connector).Read(
            sides.Topology,
            InstanceDirectory.Ask(sides.Connector, sides.Topology),
            new BackupHistoryOptions { Sources = HistorySources.Msdb }
        );

    private BackupHistory Read(BackupHistory history) =>
        new BackupHistoryReader(sides.Connector).WithHeaders(
            history,
            new[] { "A", "B" }.ToDictionary(HistoryBuilder.Key, _ => sides.Topology.Destination[0])
        );
}
