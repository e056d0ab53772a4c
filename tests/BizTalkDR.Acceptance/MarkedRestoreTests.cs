namespace BizTalkDR.Acceptance;

/// <summary>What the restore planner stands on: how a server restores logs with marks.</summary>
[Collection(nameof(ServersCollection))]
public class MarkedRestoreTests(Servers servers)
{
    [Fact]
    public void STOPATMARK_brings_back_what_was_committed_up_to_and_with_the_marked_transaction()
    {
        using var box = new SqlBox(servers);
        box.CreateWithFullBackup();
        box.Insert(1);
        box.InsertMarked(2, "MarkA");
        box.Insert(3);
        box.BackupLog("log1");

        box.RestoreFull();
        box.Destination(box.RestoreLogStatement("log1", "RECOVERY, STOPATMARK = N'MarkA'"));

        Assert.Equal([1, 2], box.DestinationNumbers());
    }

    [Fact]
    public void STOPBEFOREMARK_leaves_the_marked_transaction_out()
    {
        using var box = new SqlBox(servers);
        box.CreateWithFullBackup();
        box.Insert(1);
        box.InsertMarked(2, "MarkA");
        box.BackupLog("log1");

        box.RestoreFull();
        box.Destination(box.RestoreLogStatement("log1", "RECOVERY, STOPBEFOREMARK = N'MarkA'"));

        Assert.Equal([1], box.DestinationNumbers());
    }

    [Fact]
    public void A_log_without_the_mark_sends_4329_is_applied_whole_and_leaves_the_database_restoring()
    {
        using var box = new SqlBox(servers);
        box.CreateWithFullBackup();
        box.Insert(1);
        box.BackupLog("log1");
        box.InsertMarked(2, "MarkA");
        box.Insert(3);
        box.BackupLog("log2");

        box.RestoreFull();
        Assert.Contains(4329, box.DestinationMessages(box.RestoreLogStatement("log1", "RECOVERY, STOPATMARK = N'MarkA'")));
        Assert.Equal("RESTORING", box.DestinationState());
        box.Destination(box.RestoreLogStatement("log2", "RECOVERY, STOPATMARK = N'MarkA'"));
        Assert.Equal([1, 2], box.DestinationNumbers());
    }

    [Fact]
    public void After_the_mark_is_reached_a_later_log_is_refused_with_4305()
    {
        using var box = new SqlBox(servers);
        box.CreateWithFullBackup();
        box.InsertMarked(1, "MarkA");
        box.Insert(2);
        box.BackupLog("log1");
        box.Insert(3);
        box.BackupLog("log2");

        box.RestoreFull();
        box.Destination(box.RestoreLogStatement("log1", "NORECOVERY, STOPATMARK = N'MarkA'"));
        var (first, all) = box.DestinationError(box.RestoreLogStatement("log2", "NORECOVERY, STOPATMARK = N'MarkA'"));
        Assert.Equal(4305, first);
        Assert.Contains(3013, all);
        box.Destination($"RESTORE DATABASE [{box.Name}] WITH RECOVERY;");
        Assert.Equal([1], box.DestinationNumbers());
    }

    [Fact]
    public void A_log_after_a_gap_is_refused_with_4305_and_an_old_one_with_4326()
    {
        using var box = new SqlBox(servers);
        box.CreateWithFullBackup();
        foreach (var number in new[] { 1, 2, 3 })
        {
            box.Insert(number);
            box.BackupLog($"log{number}");
        }

        box.RestoreFull();
        Assert.Equal(4305, box.DestinationError(box.RestoreLogStatement("log2", "NORECOVERY")).First);
        box.Destination(box.RestoreLogStatement("log1", "NORECOVERY"));
        box.Destination(box.RestoreLogStatement("log2", "NORECOVERY"));
        Assert.Equal(4326, box.DestinationError(box.RestoreLogStatement("log1", "NORECOVERY")).First);
        box.Destination(box.RestoreLogStatement("log3", "RECOVERY"));
        Assert.Equal([1, 2, 3], box.DestinationNumbers());
    }

    [Fact]
    public void A_log_on_a_database_that_is_not_restoring_is_refused_with_3117()
    {
        using var box = new SqlBox(servers);
        box.CreateWithFullBackup();
        box.Insert(1);
        box.BackupLog("log1");
        box.RestoreFull("RECOVERY");
        Assert.Equal(3117, box.DestinationError(box.RestoreLogStatement("log1", "NORECOVERY")).First);
    }

    [Fact]
    public void A_transaction_open_at_the_mark_is_not_there_after_the_restore_even_if_it_commits_later()
    {
        using var box = new SqlBox(servers);
        box.CreateWithFullBackup();
        using (var connection = new Microsoft.Data.SqlClient.SqlConnection(servers.Source))
        {
            connection.Open();
            // A table of its own: an open transaction must not block the marked one.
            box.Source($"CREATE TABLE [{box.Name}].dbo.Other (Value int NOT NULL);");
            using var begin = new Microsoft.Data.SqlClient.SqlCommand(
                $"BEGIN TRANSACTION; INSERT [{box.Name}].dbo.Other VALUES (7);",
                connection
            );
            begin.ExecuteNonQuery();
            box.InsertMarked(1, "MarkA");
            using var commit = new Microsoft.Data.SqlClient.SqlCommand("COMMIT;", connection);
            commit.ExecuteNonQuery();
        }
        box.BackupLog("log1");

        box.RestoreFull();
        box.Destination(box.RestoreLogStatement("log1", "RECOVERY, STOPATMARK = N'MarkA'"));
        Assert.Equal([1], box.DestinationNumbers());
        Assert.Equal(0, box.Destination<int>($"SELECT COUNT(*) FROM [{box.Name}].dbo.Other;"));
    }

    [Fact]
    public void A_mark_is_written_down_where_it_was_set()
    {
        using var box = new SqlBox(servers);
        box.CreateWithFullBackup();
        box.InsertMarked(1, "MarkA");
        var row = Assert.Single(
            box.SourceRows($"SELECT mark_name, description, lsn FROM msdb.dbo.logmarkhistory WHERE database_name = N'{box.Name}';")
        );
        Assert.Equal("MarkA", row["mark_name"]);
        Assert.Equal("acceptance", row["description"]);
        Assert.IsType<decimal>(row["lsn"]);
    }
}
