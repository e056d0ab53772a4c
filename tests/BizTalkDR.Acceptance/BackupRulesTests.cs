namespace BizTalkDR.Acceptance;

/// <summary>How a server backs up and refuses to, and what a backup says of itself.</summary>
[Collection(nameof(ServersCollection))]
public class BackupRulesTests(Servers servers)
{
    [Fact]
    public void A_log_backup_before_any_full_backup_is_refused_with_4214()
    {
        using var box = new SqlBox(servers);
        box.Source($"CREATE DATABASE [{box.Name}]; ALTER DATABASE [{box.Name}] SET RECOVERY FULL;");
        Assert.Equal(4214, box.SourceError($"BACKUP LOG [{box.Name}] TO DISK = N'{box.BackupFile("log")}';").First);
    }

    [Fact]
    public void A_log_backup_in_the_simple_recovery_model_is_refused_with_4208()
    {
        using var box = new SqlBox(servers);
        box.CreateWithFullBackup();
        box.Source($"ALTER DATABASE [{box.Name}] SET RECOVERY SIMPLE;");
        Assert.Equal(4208, box.SourceError($"BACKUP LOG [{box.Name}] TO DISK = N'{box.BackupFile("log")}';").First);
    }

    [Fact]
    public void Each_log_begins_where_the_one_before_it_ends_and_the_full_ends_inside_the_first()
    {
        using var box = new SqlBox(servers);
        box.CreateWithFullBackup();
        box.Insert(1);
        box.BackupLog("log1");
        box.Insert(2);
        box.BackupLog("log2");

        var full = Header(box, "full");
        var first = Header(box, "log1");
        var second = Header(box, "log2");
        Assert.Equal(first["LastLSN"], second["FirstLSN"]);
        Assert.InRange((decimal)full["LastLSN"]!, (decimal)first["FirstLSN"]!, (decimal)first["LastLSN"]!);
        Assert.Equal(full["CheckpointLSN"], first["DatabaseBackupLSN"]);
        Assert.Equal(((short)1, (short)2), (Convert.ToInt16(full["BackupType"]), Convert.ToInt16(first["BackupType"])));
    }

    [Fact]
    public void A_backup_to_a_file_that_is_there_is_appended_unless_INIT_is_said()
    {
        using var box = new SqlBox(servers);
        box.CreateWithFullBackup();
        box.Source($"BACKUP LOG [{box.Name}] TO DISK = N'{box.BackupFile("full")}';");
        Assert.Equal(
            [1, 2],
            box.SourceRows($"RESTORE HEADERONLY FROM DISK = N'{box.BackupFile("full")}';").Select(row => Convert.ToInt32(row["Position"]))
        );
        box.Source($"BACKUP LOG [{box.Name}] TO DISK = N'{box.BackupFile("full")}' WITH INIT;");
        Assert.Single(box.SourceRows($"RESTORE HEADERONLY FROM DISK = N'{box.BackupFile("full")}';"));
    }

    [Fact]
    public void A_copy_only_log_does_not_move_the_log_archive_point()
    {
        using var box = new SqlBox(servers);
        box.CreateWithFullBackup();
        box.Insert(1);
        box.Source($"BACKUP LOG [{box.Name}] TO DISK = N'{box.BackupFile("copy")}' WITH COPY_ONLY;");
        box.BackupLog("log1");
        Assert.Equal(Header(box, "copy")["FirstLSN"], Header(box, "log1")["FirstLSN"]);
    }

    [Fact]
    public void A_missing_file_is_3201_and_3013()
    {
        using var box = new SqlBox(servers);
        var (first, all) = box.SourceError($"RESTORE HEADERONLY FROM DISK = N'{box.BackupFile("none")}';");
        Assert.Equal(3201, first);
        Assert.Contains(3013, all);
    }

    [Fact]
    public void A_whole_backup_verifies_with_3262()
    {
        using var box = new SqlBox(servers);
        box.CreateWithFullBackup();
        Assert.Contains(3262, box.DestinationMessages($"RESTORE VERIFYONLY FROM DISK = N'{box.BackupFile("full")}' WITH CHECKSUM;"));
    }

    private static Dictionary<string, object?> Header(SqlBox box, string kind) =>
        Assert.Single(box.SourceRows($"RESTORE HEADERONLY FROM DISK = N'{box.BackupFile(kind)}';"));
}
