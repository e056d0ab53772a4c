using BizTalkDR.Backups;
using BizTalkDR.Backups.Headers;
using BizTalkDR.Backups.History;
using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Sql;
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
        Assert.All(
            history
                .OtherBackups.OrderBy(file => (file.Path, file.Position))
                .Zip(read.OtherBackups.OrderBy(file => (file.Path, file.Position))),
            pair => Assert.Equal(pair.Second.Header, pair.First.Header!.ToTheSecondOf(pair.Second.Header!))
        );

        static IEnumerable<(BackupType, bool, int)> Facts(BackupHistory history) =>
            history
                .OtherBackups.Select(file => (file.Type, file.Header!.IsCopyOnly, file.Position))
                .OrderBy(file => file.Type)
                .ThenBy(file => file.IsCopyOnly);
    }

    [Fact]
    public void A_login_that_may_not_restore_says_nothing_of_the_files()
    {
        sides.OnSource($"BACKUP DATABASE A TO DISK = N'{Folder}a.bak'");
        sides.OnDestination("CREATE LOGIN reader WITH PASSWORD = 'Rea!der4711'");
        var told = Assert.Single(Msdb().OtherBackups);

        var read = Read(new BackupHistory { OtherBackups = [told] }, sides.ConnectorOf("reader", "Rea!der4711"));

        var file = Assert.Single(read.OtherBackups);
        Assert.Equal((null, null, told.Header), (file.Defect, file.Unusable, file.Header));
        Assert.Contains("262", file.Obstacle);
        var finding = Assert.Single(read.Contradictions);
        Assert.Equal(BackupContradictionKind.AccessDenied, finding.Kind);
        Assert.DoesNotContain("damaged", finding.Message + finding.Remedy, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("CREATE ANY DATABASE", finding.Remedy);
    }

    [Fact]
    public void A_missing_certificate_says_nothing_of_the_file_and_is_named_until_it_is_there()
    {
        sides.OnSource(
            "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Mas!ter4711'; CREATE CERTIFICATE BackupKey WITH SUBJECT = 'Backups';"
                + $" BACKUP CERTIFICATE BackupKey TO FILE = N'{Folder}key.cer' WITH PRIVATE KEY (FILE = N'{Folder}key.pvk', ENCRYPTION BY PASSWORD = 'Pri!vate4711');"
                + $" BACKUP DATABASE A TO DISK = N'{Folder}a.bak' WITH ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = BackupKey)"
        );
        var told = Assert.Single(Msdb().OtherBackups);
        Assert.Equal("aes_256", told.Header!.KeyAlgorithm);
        Assert.StartsWith("0x", told.Header.EncryptorThumbprint, StringComparison.Ordinal);

        var read = Read(new BackupHistory { OtherBackups = [told] });

        var file = Assert.Single(read.OtherBackups);
        Assert.Equal((null, told.Header), (file.Unusable, file.Header));
        var finding = Assert.Single(read.Contradictions);
        Assert.Equal(BackupContradictionKind.CertificateMissing, finding.Kind);
        Assert.Contains(told.Header.EncryptorThumbprint!, finding.Message, StringComparison.Ordinal);
        Assert.Equal(
            "BackupCertificateMissing",
            Assert
                .Throws<BackupHistoryException>(() =>
                    new BackupIdentityReader(sides.Connector).Read(sides.Topology.Destination[0], HistoryBuilder.Key("A"), told.Paths)
                )
                .ErrorId
        );

        sides.OnDestination(
            $"CREATE CERTIFICATE BackupKey FROM FILE = N'{Folder}key.cer' WITH PRIVATE KEY (FILE = N'{Folder}key.pvk', DECRYPTION BY PASSWORD = 'Pri!vate4711')"
        );
        var again = Read(new BackupHistory { OtherBackups = [told] });
        Assert.Equal((null, "DR"), (Assert.Single(again.OtherBackups).Obstacle, again.OtherBackups[0].ReadBy));
        Assert.Equal(told.Header.EncryptorThumbprint, again.OtherBackups[0].Header!.EncryptorThumbprint);
        Assert.Empty(again.Contradictions);
    }

    [Fact]
    public void A_file_that_was_cut_is_damaged()
    {
        sides.OnSource($"BACKUP DATABASE A TO DISK = N'{Folder}a.bak'");
        var told = Assert.Single(Msdb().OtherBackups);
        using (var file = File.OpenWrite(sides.Files.Map("DR", told.Path)!))
            file.SetLength(600);

        var read = Read(new BackupHistory { OtherBackups = [told] });

        Assert.NotNull(Assert.Single(read.OtherBackups).Defect);
        Assert.Equal(BackupContradictionKind.DamagedFile, Assert.Single(read.Contradictions).Kind);
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

    private BackupHistory Read(BackupHistory history, InstanceConnector? connector = null) =>
        new BackupHistoryReader(connector ?? sides.Connector).WithHeaders(
            history,
            new[] { "A", "B" }.ToDictionary(HistoryBuilder.Key, _ => sides.Topology.Destination[0])
        );
}
