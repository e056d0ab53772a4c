using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Tests.BizTalk.Bodies;

/// <summary>What a set leaves behind: in the history, in files, in linked servers, and when it fails.</summary>
public abstract class BackupSets
{
    protected abstract string? Folder { get; }

    private Task<GroupStand> StandAsync(BizTalkSandboxOptions? options = null) => GroupStand.CreateAsync(Folder, options);

    [Fact]
    public async Task The_procedures_take_what_the_products_take()
    {
        await using var group = await StandAsync();
        const string Parameters = """
            SELECT CONVERT(nvarchar(200), p.name) + N' ' + TYPE_NAME(p.system_type_id) + N'(' + CONVERT(nvarchar(9), p.max_length) + N')'
                + CASE WHEN p.is_output = 1 THEN N' out' ELSE N'' END
            FROM sys.parameters AS p
            WHERE p.object_id = OBJECT_ID(N'dbo.{0}') AND p.parameter_id > 0
            ORDER BY p.parameter_id
            """;
        string[] Of(string procedure, string? database = null) =>
            [.. group.Rows(Parameters.Replace("{0}", procedure, StringComparison.Ordinal), database).Select(row => (string)row[0]!)];

        string[] backup = ["@seq nvarchar(256)", "@path nvarchar(6000)", "@BackupLocation nvarchar(8000) out", "@bCompression bit(1)"];
        foreach (var database in new[] { "BizTalkMgmtDb", "BizTalkMsgBoxDb", "BizTalkRuleEngineDb" })
        {
            Assert.Equal(backup, Of("sp_BackupBizTalkFull", database));
            Assert.Equal(backup, Of("sp_BackupBizTalkLog", database));
            Assert.Equal(["@name nvarchar(256)"], Of("sp_SetMark", database));
            Assert.Equal(["@name nvarchar(256)"], Of("sp_SetMarkRemote", database));
            Assert.Equal(["@MarkName nvarchar(256)"], Of("sp_CleanUpMarkLog", database));
            Assert.Equal(["@name nvarchar(256) out"], Of("sp_GetServerName", database));
        }
        Assert.Equal(["@MarkName nvarchar(16)", "@BackupPath nvarchar(256)", "@UseLocalTime bit(1)"], Of("sp_MarkAll"));
        Assert.Equal(
            ["@MarkName nvarchar(16)", "@BackupPath nvarchar(256)", "@TimeStamp datetime(8)", "@UseLocalTime bit(1)"],
            Of("sp_BackupAllFull")
        );
        Assert.Equal(
            [
                "@Frequency nchar(2)",
                "@MarkName nvarchar(16)",
                "@BackupPath nvarchar(256)",
                "@ForceFullBackupAfterPartialSetFailure bit(1)",
                "@BackupHour int(4)",
                "@UseLocalTime bit(1)",
            ],
            Of("sp_BackupAllFull_Schedule")
        );
        Assert.Equal(["@DaysToKeep smallint(2)", "@UseLocalTime bit(1)"], Of("sp_DeleteBackupHistory"));
        Assert.Equal(["@LastBackupSetId bigint(8)"], Of("sp_GetBackupHistory"));
        Assert.Equal(
            [(object?)"nvarchar", (short)256, true],
            group.Rows(
                "SELECT TYPE_NAME(user_type_id), max_length, is_nullable FROM sys.columns WHERE object_id = OBJECT_ID(N'dbo.MarkLog')"
            )[0]
        );
    }

    [Fact]
    public async Task Members_of_BTS_BACKUP_USERS_may_run_it_all_and_the_groups_administrators_may_not()
    {
        await using var group = await StandAsync();
        group.Perform(
            "CREATE USER Boss WITHOUT LOGIN ALTER ROLE BTS_ADMIN_USERS ADD MEMBER Boss "
                + "CREATE USER Keeper WITHOUT LOGIN ALTER ROLE BTS_BACKUP_USERS ADD MEMBER Keeper"
        );
        Assert.Empty(group.Collect("EXECUTE AS USER = 'Keeper' EXEC dbo.sp_ForceFullBackup EXEC dbo.sp_GetBackupHistory REVERT").Errors);
        Assert.Equal(229, group.Collect("EXECUTE AS USER = 'Boss' EXEC dbo.sp_ForceFullBackup").Errors.First().Number);
        Assert.Equal(229, group.Collect("EXECUTE AS USER = 'Boss' EXEC dbo.sp_MarkAll 'BTS', 'x'").Errors.First().Number);
    }

    [Fact]
    public async Task The_history_spells_servers_as_the_groups_tables_do_and_all_rows_of_a_set_have_its_time()
    {
        await using var group = await StandAsync();
        group.Perform(
            "EXEC sp_addlinkedserver N'ALIAS', N'', N'SQLNCLI', N'PROD-SQL2' EXEC sp_serveroption N'ALIAS', 'rpc out', 'true'",
            "master",
            group.Home
        );
        group.Perform("UPDATE dbo.adm_OtherBackupDatabases SET ServerName = N'ALIAS' WHERE DatabaseName = N'ContosoOrders'");
        await group.RunAsync();

        var rows = group.Rows(
            "SELECT ServerName, BackupFileName FROM dbo.adm_BackupHistory WHERE DatabaseName = N'ContosoOrders' ORDER BY BackupSetId"
        );
        Assert.Equal(["ALIAS", "ALIAS"], rows.Select(row => row[0]));
        // The file is named after what the server calls itself.
        Assert.All(rows, row => Assert.StartsWith("PROD-SQL2_ContosoOrders_", (string)row[1]!, StringComparison.Ordinal));
        Assert.All(
            group.Rows("SELECT COUNT(DISTINCT BackupDateTime) FROM dbo.adm_BackupHistory GROUP BY BackupSetId"),
            row => Assert.Equal(1, row[0])
        );
        // Marked once, though it has two names.
        Assert.Equal(1, group.Scalar("SELECT COUNT(*) FROM ContosoOrders.dbo.MarkLog", "master", group.Sandbox.Sources[1]));
    }

    [Fact]
    public async Task A_server_that_is_spelled_in_two_ways_is_backed_up_twice_into_one_file()
    {
        await using var group = await StandAsync();
        group.Perform(
            "EXEC sp_addlinkedserver N'ALIAS', N'', N'SQLNCLI', N'PROD-SQL2' EXEC sp_serveroption N'ALIAS', 'rpc out', 'true'",
            "master",
            group.Home
        );
        group.Perform(
            "INSERT INTO dbo.adm_OtherBackupDatabases (DefaultDatabaseName, DatabaseName, ServerName, BTSServerName) "
                + "VALUES (N'Again', N'ContosoOrders', N'ALIAS', N'BTS01')"
        );
        await group.RunAsync();
        var log = group.Rows(
            "SELECT BackupFileLocation + N'\\' + BackupFileName FROM dbo.adm_BackupHistory "
                + "WHERE DatabaseName = N'ContosoOrders' AND BackupType = 'lg'"
        );
        Assert.Equal(2, log.Count);
        Assert.Equal(log[0][0], log[1][0]);
        Assert.Equal(2, group.Rows($"RESTORE HEADERONLY FROM DISK = N'{log[0][0]}'").Count);
    }

    [Fact]
    public async Task Logs_are_backed_up_server_by_server()
    {
        await using var group = await StandAsync();
        await group.RunAsync();
        var servers = group
            .Rows("SELECT ServerName FROM dbo.adm_BackupHistory WHERE BackupType = 'lg' ORDER BY BackupId")
            .Select(row => (string)row[0]!)
            .ToList();
        Assert.Equal(servers.Order(StringComparer.OrdinalIgnoreCase), servers);
    }

    [Fact]
    public async Task Paths_are_cut_at_128_characters_and_names_of_marks_at_8()
    {
        await using var group = await StandAsync();
        var path = group.Path + @"\" + new string('x', 128 - group.Path.Length - 1);
        Directory.CreateDirectory(group.Sandbox.Host.Files.Map("PROD-SQL1", path)!);
        Assert.Empty(
            group
                .Collect(
                    $"EXEC dbo.sp_BackupAllFull_Schedule 'd', 'BTS', '{path}-and-more' EXEC dbo.sp_MarkAll 'ABCDEFGHIJ', '{path}\\more'"
                )
                .Errors
        );
        var rows = group.Rows("SELECT DISTINCT BackupFileLocation FROM dbo.adm_BackupHistory");
        Assert.Equal([path], rows.Select(row => row[0]));
        Assert.Equal(18, Directory.GetFiles(group.Sandbox.Host.Files.Map("PROD-SQL1", path)!).Length);
        Assert.Matches(@"^ABCDEFGH_\d{4}(_\d\d){5}_\d{3}$", (string)group.Scalar("SELECT MAX(MarkName) FROM dbo.adm_BackupHistory")!);
    }

    [Fact]
    public async Task The_servers_name_is_cut_at_30_characters_in_names_of_files()
    {
        const string Long = "PRODUCTION-DATABASE-CLUSTER-NODE-01";
        await using var group = await StandAsync(new BizTalkSandboxOptions { SourceNames = [Long] });
        await group.RunAsync();
        foreach (var row in group.Rows("SELECT BackupFileName, ServerName FROM dbo.adm_BackupHistory"))
        {
            Assert.StartsWith(Long[..30] + "_", (string)row[0]!, StringComparison.Ordinal);
            Assert.Equal(Long, row[1]);
        }
    }

    [Fact]
    public async Task Of_a_marks_name_blanks_and_signs_become_underscores_and_quotes_go()
    {
        await using var group = await StandAsync();
        var name = (string)
            group.Scalar(
                "DECLARE @name nvarchar(32) EXEC dbo.sp_BuildFullMarkName N'a b\"c.d]', '20270929 10:11:12.130', 0, @name OUTPUT SELECT @name"
            )!;
        Assert.Equal("a_bc_d]_2027_09_29_10_11_12_130", name);
        Assert.Equal(
            "it_s____2027_09_29_10_11_12_130",
            group.Scalar(
                "DECLARE @name nvarchar(32) EXEC dbo.sp_BuildFullMarkName N'it''~s;$%', '20270929 10:11:12.130', 0, @name OUTPUT SELECT @name"
            )
        );
    }

    [Fact]
    public async Task Servers_are_linked_by_the_full_step_only_and_calls_go_there_at_once()
    {
        await using var group = await StandAsync();
        const string Links = "SELECT name, product, is_rpc_out_enabled FROM sys.servers WHERE server_id > 0";
        Assert.Empty(group.Rows(Links));
        Assert.NotEmpty(group.MarkAll().Errors);
        Assert.Empty(group.Rows(Links));
        await group.RunAsync();
        Assert.Equal([(object?)"PROD-SQL2", "SQL Server", true], Assert.Single(group.Rows(Links)));
        Assert.Equal(
            [@"CONTOSO\PROD-SQL1$"],
            group.Rows("SELECT DISTINCT user_name FROM msdb.dbo.backupset", "master", group.Sandbox.Sources[1]).Select(row => row[0])
        );
    }

    [Fact]
    public async Task Where_the_link_is_mapped_the_other_server_is_backed_up_as_a_member_of_BTS_BACKUP_USERS()
    {
        await using var group = await StandAsync();
        await group.RunAsync();
        var login = group.Sandbox.Group.BackupLogin;
        group.Perform(
            $"EXEC sp_addlinkedsrvlogin N'PROD-SQL2', 'FALSE', NULL, N'{login}', N'{group.Sandbox.Group.BackupPassword}'",
            "master",
            group.Home
        );
        group.Perform("EXEC dbo.sp_ForceFullBackup");
        await group.RunAsync();
        Assert.Equal(
            10,
            group.Scalar($"SELECT COUNT(*) FROM msdb.dbo.backupset WHERE user_name = N'{login}'", "master", group.Sandbox.Sources[1])
        );
    }

    [Fact]
    public async Task A_failing_mark_leaves_no_rows_an_id_skipped_and_only_its_errors_to_tell_of_it()
    {
        await using var group = await StandAsync();
        await group.RunAsync();
        group.Perform("ALTER PROCEDURE dbo.sp_SetMark @name nvarchar(128) AS RETURN -1", "BizTalkRuleEngineDb", group.Home);
        // With it on, no message 266 tells of the marked transaction that is left open.
        var failed = group.Collect($"SET XACT_ABORT ON DECLARE @r int EXEC @r = dbo.sp_MarkAll 'BTS', '{group.Path}' SELECT @r AS r");
        var errors = GroupStand.Errors(failed).ToList();
        Assert.Contains("Failed running the marking proc on PROD-SQL1.BizTalkRuleEngineDb", errors);
        Assert.Contains("sp_MarkAll failed running sp_MarkBTSLogs", errors);
        Assert.Equal(0, GroupStand.Returned(failed));
        Assert.Equal(2, group.Sets().Count);
        Assert.Equal(4L, group.Scalar("SELECT NextBackupSetId FROM dbo.adm_BackupSetId"));
        Assert.False(group.IsLocked());
    }

    [Fact]
    public async Task A_failing_log_backup_leaves_a_partial_set_and_the_call_returns_0()
    {
        await using var group = await StandAsync();
        await group.RunAsync();
        group.Perform(
            "ALTER PROCEDURE dbo.sp_BackupBizTalkLog @seq nvarchar(128), @path nvarchar(3000), @BackupLocation nvarchar(4000) OUTPUT, "
                + "@bCompression bit = 0 AS RETURN -1",
            "BizTalkDTADb",
            group.Sandbox.Sources[1]
        );
        var failed = group.MarkAll();
        Assert.Equal(["Failed running the log backup on PROD-SQL2.BizTalkDTADb"], GroupStand.Errors(failed));
        Assert.Equal(0, GroupStand.Returned(failed));
        Assert.Equal((3L, "lg", false), group.Sets()[^1]);
        Assert.False(group.IsLocked());
    }

    [Fact]
    public async Task A_failing_full_returns_minus_1_and_leaves_the_lock_to_its_session()
    {
        await using var group = await StandAsync();
        await group.RunAsync();
        group.Perform(
            "ALTER PROCEDURE dbo.sp_BackupBizTalkFull @seq nvarchar(128), @path nvarchar(3000), @BackupLocation nvarchar(4000) OUTPUT, "
                + "@bCompression bit = 0 AS RETURN -1",
            "SSODB",
            group.Home
        );
        group.Perform("EXEC dbo.sp_ForceFullBackup");
        using (var session = group.Open())
        {
            var failed = GroupStand.Collect(
                session,
                $"DECLARE @r int EXEC @r = dbo.sp_BackupAllFull_Schedule 'd', 'BTS', '{group.Path}' SELECT @r AS r"
            );
            Assert.Equal(["Failed running the backup on PROD-SQL1.SSODB", "Failed running sp_BackupAllFull"], GroupStand.Errors(failed));
            Assert.Equal(-1, GroupStand.Returned(failed));
            Assert.True(group.IsLocked());
        }
        Assert.False(group.IsLocked());
        Assert.Equal((3L, "db", false), group.Sets()[^1]);
    }

    [Fact]
    public async Task What_the_server_says_of_a_failing_backup_comes_first_in_the_jobs_history()
    {
        await using var group = await StandAsync();
        await group.RunAsync();
        group.Sandbox.Host.Faults.Add(new Fault(FaultPoint.BackupStart, "PROD-SQL1", "BizTalkMsgBoxDb"));
        var outcome = await group.Sandbox.RunBackupJobAsync();
        Assert.False(outcome.Succeeded);
        Assert.Contains("3201", outcome.Message, StringComparison.Ordinal);
        Assert.Equal((3L, "lg", false), group.Sets()[^1]);
    }

    [Fact]
    public async Task Uncompressed_backups_say_so_whatever_the_servers_default_is()
    {
        await using var group = await StandAsync();
        foreach (var instance in group.Sandbox.Sources)
            group.Perform("EXEC sp_configure 'backup compression default', 1 RECONFIGURE", "master", instance);
        group.Schedule("d");
        Assert.Equal(["0"], Compressed(group, 1).Select(pair => pair.Flag).Distinct());
    }

    [Fact]
    public async Task Single_Sign_On_is_never_compressed_and_is_known_by_its_row()
    {
        await using var group = await StandAsync();
        group.Perform("UPDATE dbo.adm_OtherBackupDatabases SET DefaultDatabaseName = N'X' WHERE DefaultDatabaseName = N'SSO'");
        group.Perform("UPDATE dbo.adm_OtherBackupDatabases SET DefaultDatabaseName = N'SSO' WHERE DatabaseName = N'ContosoOrders'");
        group.Perform("EXEC dbo.sp_SetBackupCompression @bCompression = 1");
        group.Schedule("d");
        Assert.Equal(["ContosoOrders"], Compressed(group, 1).Where(pair => pair.Flag == "0").Select(pair => pair.Database));
    }

    [Fact]
    public async Task A_compressed_backup_that_fails_is_taken_again_without_and_nobody_is_told()
    {
        await using var group = await StandAsync();
        group.Perform("EXEC dbo.sp_SetBackupCompression @bCompression = 1");
        group.Sandbox.Host.Faults.Add(new Fault(FaultPoint.BackupStart, "PROD-SQL1", "BizTalkMsgBoxDb"));
        var taken = group.Schedule("d");
        Assert.Empty(taken.Errors);
        Assert.Equal((1L, "db", true), Assert.Single(group.Sets()));
        Assert.Equal(
            ["BizTalkMsgBoxDb", "SSODB"],
            Compressed(group, 1).Where(pair => pair.Flag == "0").Select(pair => pair.Database).Order()
        );
    }

    private static List<(string Database, string Flag)> Compressed(GroupStand group, long set) =>
        [
            .. group
                .Rows(
                    $"SELECT DatabaseName, BackupFileLocation + N'\\' + BackupFileName FROM dbo.adm_BackupHistory WHERE BackupSetId = {set}"
                )
                .Select(row =>
                {
                    using var session = group.Open("master", group.Home);
                    var header = session.Perform($"RESTORE HEADERONLY FROM DISK = N'{row[1]}'").Results[0];
                    var at = header.Columns.ToList().FindIndex(column => column.Name == "Compressed");
                    return (
                        (string)row[0]!,
                        Convert.ToInt32(header.Rows[0][at], System.Globalization.CultureInfo.InvariantCulture).ToString()
                    );
                }),
        ];
}

public sealed class OwnBackupSetTests : BackupSets
{
    protected override string? Folder => null;
}

public sealed class ProductBackupSetTests : BackupSets
{
    protected override string? Folder => GroupStand.ProductFolder();
}
