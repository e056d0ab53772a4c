using BizTalkDR.BackupMedia.Media;

namespace BizTalkDR.BackupMedia.Tests;

public sealed class RealFilesTests
{
    private const decimal Vlf25 = 25_000_000_000_000_000m;

    private static readonly string[] Logs =
    [
        "RestoreTimeClean_1.trn",
        "RestoreTimeClean_2.trn",
        "RestoreTimeClean_3.trn",
        "RestoreTimeClean2_1.trn",
        "RestoreTimeClean2_2.trn",
        "RestoreTimeClean2_3.trn",
    ];

    [Fact]
    public void Each_of_the_six_logs_begins_where_the_one_before_it_ends()
    {
        var logs = Logs.Select(name => RealBackups.Header("RestoreTimeClean/" + name)).ToList();
        Assert.All(logs, log => Assert.Equal(BackupType.Log, log.BackupType));
        Assert.All(logs.Zip(logs.Skip(1)), pair => Assert.Equal(pair.First.LastLSN, pair.Second.FirstLSN));
        Assert.All(logs, log => Assert.True(log.FirstLSN < log.LastLSN));
    }

    [Fact]
    public void The_full_and_the_differential_end_inside_the_chain_of_the_logs()
    {
        var full = RealBackups.Header("RestoreTimeClean/RestoreTimeClean.bak");
        var differential = RealBackups.Header("RestoreTimeClean/RestoreTimeClean2.bak");
        var logs = Logs.Select(name => RealBackups.Header("RestoreTimeClean/" + name)).ToList();
        Assert.Equal(BackupType.Database, full.BackupType);
        Assert.Equal(BackupType.DifferentialDatabase, differential.BackupType);
        Assert.InRange(full.LastLSN!.Value, logs[0].FirstLSN!.Value, logs[0].LastLSN!.Value);
        Assert.InRange(differential.LastLSN!.Value, logs[3].FirstLSN!.Value, logs[3].LastLSN!.Value);
    }

    [Fact]
    public void The_differential_and_the_logs_name_the_full_they_belong_to()
    {
        var full = RealBackups.Header("RestoreTimeClean/RestoreTimeClean.bak");
        var differential = RealBackups.Header("RestoreTimeClean/RestoreTimeClean2.bak");
        Assert.Equal(full.BackupSetGUID, differential.DifferentialBaseGUID);
        Assert.Equal(full.FirstLSN, differential.DifferentialBaseLSN);
        Assert.Equal(full.CheckpointLSN, differential.DatabaseBackupLSN);
        Assert.All(Logs, name => Assert.Equal(full.CheckpointLSN, RealBackups.Header("RestoreTimeClean/" + name).DatabaseBackupLSN));
        Assert.Equal(0, full.DatabaseBackupLSN);
        Assert.Null(full.DifferentialBaseLSN);
    }

    [Fact]
    public void Only_the_first_log_of_a_chain_begins_it()
    {
        Assert.Equal(
            [true, false, false, false, false, false],
            Logs.Select(name => RealBackups.Header("RestoreTimeClean/" + name).BeginsLogChain)
        );
        Assert.True(RealBackups.Header("db1/SQL2008_db1_LOG_20170518_041831.trn").BeginsLogChain);
        Assert.False(RealBackups.Header("db1/SQL2008_db1_LOG_20170518_041837.trn").BeginsLogChain);
    }

    [Fact]
    public void Every_field_of_the_full_backup_is_read()
    {
        var full = RealBackups.Header("RestoreTimeClean/RestoreTimeClean.bak");
        Assert.False(full.IsDamaged);
        Assert.Null(full.BackupName);
        Assert.Equal(1, full.Position);
        Assert.Equal("RestoreTimeClean", full.DatabaseName);
        Assert.Equal("SQL2008", full.ServerName);
        Assert.Equal("SQL2008", full.MachineName);
        Assert.Equal("BASE\\stuart", full.UserName);
        Assert.Equal((661, 100), (full.DatabaseVersion, full.CompatibilityLevel));
        Assert.Equal((10, 50, 1600), (full.SoftwareVersionMajor, full.SoftwareVersionMinor, full.SoftwareVersionBuild));
        Assert.Equal(4608, full.SoftwareVendorId);
        Assert.Equal(Vlf25 + 62_00170, full.FirstLSN);
        Assert.Equal(Vlf25 + 132_00001, full.LastLSN);
        Assert.Equal(Vlf25 + 62_00170, full.CheckpointLSN);
        Assert.Equal(new DateTime(2017, 6, 1, 12, 59, 12), full.BackupStartDate);
        Assert.Equal(new DateTime(2017, 6, 1, 12, 59, 12), full.BackupFinishDate);
        Assert.Equal(new DateTime(2017, 6, 1, 12, 59, 12), full.DatabaseCreationDate);
        Assert.Equal(TimeSpan.FromHours(2), full.TimeZoneOffset);
        Assert.Equal("SQL_Latin1_General_CP1_CI_AS", full.Collation);
        Assert.Equal((52, 1033, 196609), (full.SortOrder, full.UnicodeLocaleId, full.UnicodeComparisonStyle));
        Assert.Equal("FULL", full.RecoveryModel);
        Assert.Equal("Database", full.BackupTypeDescription);
        Assert.Equal(512, full.Flags);
        Assert.False(full.HasBackupChecksums);
        Assert.Equal(full.FamilyGUID, full.RecoveryForkID);
        Assert.Equal(full.RecoveryForkID, full.FirstRecoveryForkID);
        Assert.Null(full.ForkPointLSN);
        Assert.Null(full.ExpirationDate);
    }

    [Fact]
    public void Every_file_of_the_full_backup_is_listed()
    {
        var full = RealBackups.Header("RestoreTimeClean/RestoreTimeClean.bak");
        Assert.Equal(["RestoreTimeClean", "RestoreTimeClean_log"], full.Files.Select(file => file.LogicalName));
        Assert.Equal(["D", "L"], full.Files.Select(file => file.Type));
        Assert.Equal(["PRIMARY", null], full.Files.Select(file => file.FileGroupName));
        Assert.Equal([2359296, 589824], full.Files.Select(file => file.Size));
        Assert.Equal([35184372080640, 2199023255552], full.Files.Select(file => file.MaxSize));
        Assert.Equal([1, 2], full.Files.Select(file => file.FileId));
        Assert.Equal([1376256, 0], full.Files.Select(file => file.BackupSizeInBytes));
        Assert.EndsWith("\\DATA\\RestoreTimeClean.mdf", full.Files[0].PhysicalName, StringComparison.Ordinal);
        Assert.EndsWith("\\DATA\\RestoreTimeClean_log.LDF", full.Files[1].PhysicalName, StringComparison.Ordinal);
        Assert.All(full.Files, file => Assert.Null(file.IsPresent));
    }

    [Fact]
    public void A_file_added_to_a_database_later_has_the_sequence_number_of_its_creation()
    {
        var files = RealBackups.Header("db1/SQL2008_db1_DIFF_20170518_041819.bak").Files;
        Assert.Equal(["db1", "db1_1", "db1_log"], files.Select(file => file.LogicalName));
        Assert.Equal([0, LogSequenceNumber.From(21, 53, 2), 0], files.Select(file => file.CreateLSN));
        Assert.Equal(
            [LogSequenceNumber.From(323, 102, 38), LogSequenceNumber.From(323, 102, 38), null],
            files.Select(file => file.DifferentialBaseLSN)
        );
    }

    [Fact]
    public void Times_agree_with_the_names_that_the_backup_job_gave_the_files()
    {
        foreach (var path in RealBackups.All.Where(path => Path.GetFileName(path).StartsWith("SQL2008_db1_", StringComparison.Ordinal)))
        {
            using var reader = BackupMediaReader.Open(path);
            var name = Path.GetFileNameWithoutExtension(path);
            var named = DateTime.ParseExact(name.Substring(name.Length - 15), "yyyyMMdd_HHmmss", null);
            Assert.Equal(named, Assert.Single(reader.Sets).BackupStartDate);
            Assert.Equal(named, reader.Media.MediaDate);
        }
    }

    [Fact]
    public void A_log_backup_of_nothing_begins_and_ends_at_the_same_place()
    {
        var log = RealBackups.Header("db1/SQL2008_db1_LOG_20170518_041831.trn");
        var empty = RealBackups.Header("db1/SQL2008_db1_LOG_20170518_041837.trn");
        Assert.Equal(empty.FirstLSN, empty.LastLSN);
        Assert.Equal(log.LastLSN, empty.FirstLSN);
    }

    [Fact]
    public void Checksums_are_seen_and_verified_and_so_is_their_absence()
    {
        foreach (var path in RealBackups.All)
        {
            using var media = BackupMediaSet.Open(path);
            var checksums = path.Contains("db1", StringComparison.Ordinal);
            Assert.Equal(checksums, media.Sets[0].HasBackupChecksums);
            media.OpenSet(1).Verify();
        }
    }

    [Fact]
    public void A_changed_byte_in_a_payload_with_checksums_is_found()
    {
        var bytes = File.ReadAllBytes(RealBackups.Path("db1/SQL2008_db1_DIFF_20170518_041819.bak"));
        bytes[500_000] ^= 1;
        using var media = BackupMediaSet.Join([BackupMediaReader.Open(new MemoryStream(bytes))]);
        Assert.False(media.Sets[0].IsDamaged);
        var e = Assert.Throws<BackupMediaException>(() => media.OpenSet(1).Verify());
        Assert.Equal(BackupMediaError.PayloadDamaged, e.Reason);
    }

    [Fact]
    public void The_size_stated_is_the_size_of_the_set()
    {
        foreach (var path in RealBackups.All)
        {
            using var reader = BackupMediaReader.Open(path);
            var set = Assert.Single(reader.Sets);
            // The media header, SSET and VOLB before it, and the filemarks and ESET blocks behind it, do not count.
            Assert.InRange(new FileInfo(path).Length - set.BackupSize!.Value, 7680, 8704);
            Assert.Equal(set.BackupSize, set.CompressedBackupSize);
        }
    }

    [Fact]
    public void The_raw_data_of_a_full_backup_is_its_pages()
    {
        using var media = BackupMediaSet.Open(RealBackups.Path("RestoreTimeClean/RestoreTimeClean.bak"));
        using var data = media.OpenSet(1).Open(PayloadKind.Data);
        var pages = new MemoryStream();
        data.CopyTo(pages);
        Assert.Equal(media.Sets[0].Files[0].BackupSizeInBytes, pages.Length);
        // A page begins with its header version, 1; the file header page is of type 15.
        Assert.Equal([1, 15], pages.ToArray().Take(2));
    }

    [Fact]
    public void The_media_header_is_read()
    {
        using var reader = BackupMediaReader.Open(RealBackups.Path("RestoreTimeClean/RestoreTimeClean.bak"));
        var media = reader.Media;
        Assert.Equal("Microsoft SQL Server", media.SoftwareName);
        Assert.Equal(4608, media.SoftwareVendorId);
        Assert.Equal((1, 1, 1), (media.FamilyCount, media.FamilySequenceNumber, media.MediaSequenceNumber));
        Assert.Equal(new Guid("484f18bf-ea27-4c4b-859c-c049ff6bd2d0"), media.MediaSetId);
        Assert.Equal(new Guid("7720cbfc-0000-0000-0000-000000000000"), media.MediaFamilyId);
        Assert.Equal(new DateTime(2017, 6, 1, 12, 59, 12), media.MediaDate);
        Assert.Equal(1024, media.BlockSize);
        Assert.False(media.IsPasswordProtected);
        Assert.Null(media.MediaName);
    }
}
