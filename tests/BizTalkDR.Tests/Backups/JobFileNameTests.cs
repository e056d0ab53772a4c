using BizTalkDR.Backups;

namespace BizTalkDR.Tests.Backups;

public sealed class JobFileNameTests
{
    [Theory]
    [InlineData(
        "SQL1_BizTalkMgmtDb_Log_BTS_2026_11_21_09_15_00_123.bak",
        BackupType.Log,
        "SQL1_BizTalkMgmtDb",
        "BTS_2026_11_21_09_15_00_123"
    )]
    [InlineData(
        "SQL1_BizTalkMgmtDb_Full_BTS_2026_11_21_09_15_00_123.bak",
        BackupType.Full,
        "SQL1_BizTalkMgmtDb",
        "BTS_2026_11_21_09_15_00_123"
    )]
    [InlineData(
        "SQL_1_MSG_My_Full_Db_Log_MYGRP_2026_11_21_09_15_00_123.BAK",
        BackupType.Log,
        "SQL_1_MSG_My_Full_Db",
        "MYGRP_2026_11_21_09_15_00_123"
    )]
    [InlineData("S_A_Log_B_log_BTS_2026_11_21_09_15_00_123.bak", BackupType.Log, "S_A_Log_B", "BTS_2026_11_21_09_15_00_123")]
    public void Kind_and_mark_stand_at_the_end_of_the_jobs_file_names(string name, BackupType type, string owner, string stamp)
    {
        var read = JobFileName.Parse(name)!;

        Assert.Equal((type, owner, stamp, new DateTime(2026, 11, 21, 9, 15, 0, 123)), (read.Type, read.Owner, read.Stamp, read.Time));
    }

    [Theory]
    [InlineData("SQL1_BizTalkMgmtDb_FULL_20261121_091500.bak")]
    [InlineData("SQL1_BizTalkMgmtDb_Log_BTS_2026_11_21_09_15_00_123.trn")]
    [InlineData("SQL1_BizTalkMgmtDb_Log_BTS_2026_13_21_09_15_00_123.bak")]
    [InlineData("SQL1_BizTalkMgmtDb_Log_2026_11_21_09_15_00_123.bak")]
    [InlineData("SQL1_BizTalkMgmtDb_Log_NINECHARS_2026_11_21_09_15_00_123.bak")]
    [InlineData("")]
    public void Other_names_are_not_the_jobs(string name) => Assert.Null(JobFileName.Parse(name));

    [Fact]
    public void Where_the_server_ends_and_the_database_begins_is_for_the_header_to_say()
    {
        var name = JobFileName.Parse("SQL_1_My_Db_Log_BTS_2026_11_21_09_15_00_123.bak")!;

        Assert.True(name.IsOf("My_Db"));
        Assert.True(name.IsOf("my_db"));
        Assert.True(name.IsOf("Db"));
        Assert.False(name.IsOf("Other"));
    }
}
