using Microsoft.Data.SqlClient;

namespace BizTalkDR.Acceptance;

/// <summary>What a restore overwrites, what it refuses to, and what it does not bring back.</summary>
[Collection(nameof(ServersCollection))]
public class OverwriteRulesTests(Servers servers)
{
    [Fact]
    public void A_database_of_another_name_is_overwritten_only_with_REPLACE()
    {
        using var box = new SqlBox(servers);
        using var other = new SqlBox(servers);
        box.CreateWithFullBackup();
        other.Destination($"CREATE DATABASE [{other.Name}];");
        var restore = $"RESTORE DATABASE [{other.Name}] FROM DISK = N'{box.BackupFile("full")}' WITH {box.Moves()}";
        Assert.Equal(3154, other.DestinationError($"{restore}, NORECOVERY;").First);
        other.Destination($"{restore}, REPLACE, RECOVERY;");
        Assert.Empty(other.DestinationNumbers());
    }

    [Fact]
    public void A_database_in_use_is_not_overwritten_3101()
    {
        using var box = new SqlBox(servers);
        box.CreateWithFullBackup();
        box.RestoreFull("RECOVERY");
        using var user = new SqlConnection(servers.Destination);
        user.Open();
        user.ChangeDatabase(box.Name);
        Assert.Equal(3101, box.DestinationError($"{box.RestoreFullStatement} WITH {box.Moves()}, REPLACE, RECOVERY;").First);
    }

    [Fact]
    public void A_database_in_use_is_not_dropped_3702()
    {
        using var box = new SqlBox(servers);
        box.CreateWithFullBackup();
        using var user = new SqlConnection(servers.Source);
        user.Open();
        user.ChangeDatabase(box.Name);
        Assert.Equal(3702, box.SourceError($"DROP DATABASE [{box.Name}];").First);
    }

    [Fact]
    public void A_tail_of_the_log_that_is_not_backed_up_is_not_overwritten_3159()
    {
        using var box = new SqlBox(servers);
        box.CreateWithFullBackup();
        box.Insert(1);
        Assert.Equal(3159, box.SourceError($"{box.RestoreFullStatement} WITH RECOVERY;").First);
    }

    [Fact]
    public void A_restoring_database_can_not_be_used_927()
    {
        using var box = new SqlBox(servers);
        box.CreateWithFullBackup();
        box.RestoreFull();
        Assert.Equal("RESTORING", box.DestinationState());
        Assert.Equal(927, box.DestinationError($"SELECT COUNT(*) FROM [{box.Name}].dbo.Number;").First);
    }

    [Fact]
    public void On_another_server_TRUSTWORTHY_and_ownership_chaining_come_back_off()
    {
        using var box = new SqlBox(servers);
        box.Source(
            $"CREATE DATABASE [{box.Name}]; ALTER DATABASE [{box.Name}] SET TRUSTWORTHY ON; ALTER DATABASE [{box.Name}] SET DB_CHAINING ON;"
        );
        box.Source($"BACKUP DATABASE [{box.Name}] TO DISK = N'{box.BackupFile("full")}' WITH INIT, FORMAT;");
        box.RestoreFull("RECOVERY");
        var on = box.Destination<int>(
            $"SELECT CAST(is_trustworthy_on AS int) + CAST(is_db_chaining_on AS int) FROM sys.databases WHERE name = N'{box.Name}';"
        );
        Assert.Equal(0, on);
    }
}
