using BizTalkDR.Backups;
using BizTalkDR.Errors;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Backups.History;

/// <summary>
/// Headers as other tools hand them over: rows of msdb that are no files, numbers that lost digits, names without marks, servers of other names. From
/// such rows a plan is right, or refused with what is wrong.
/// </summary>
public sealed class OtherToolsHeadersTests
{
    private const string Mark = "BTS_2026_01_05_10_45_00_000";

    [Fact]
    public void Rows_that_are_in_order_are_planned() => Assert.Equal("Full Log Log Log", Planned(Rows()));

    [Theory]
    [InlineData("NUL")]
    [InlineData("nul:")]
    [InlineData("/dev/null")]
    [InlineData(@"\\.\NUL")]
    public void A_log_that_was_backed_up_to_nothing_is_lost_and_named(string path)
    {
        var rows = Rows();
        rows[2]["FullName"] = path;

        Assert.Contains($"It was written to {path}, which keeps nothing", Refused(rows), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DeviceType", 7)]
    [InlineData("DeviceType", "107")]
    [InlineData("DeviceType", "Virtual Device")]
    [InlineData("DeviceType", 5)]
    [InlineData("DeviceType", "Permanent Tape Device")]
    [InlineData("DeviceType", "Pipe")]
    [InlineData("IsSnapshot", true)]
    [InlineData("IsSnapshot", "True")]
    [InlineData("is_snapshot", 1)]
    [InlineData("FullName", "{5C1B8D0A-1111-2222-3333-444455556666}1")]
    [InlineData("FullName", "5c1b8d0a-1111-2222-3333-444455556666")]
    [InlineData("IsPasswordProtected", true)]
    public void A_newer_full_that_no_restore_from_disk_can_read_is_left_out(string property, object value)
    {
        var other = Row(1, 100000000031000001, 100000000032000001, 100000000031000001, 32);
        other["FullName"] = @"\\F\B\other.bak";
        other[property] = value;

        var plan = Plan([.. Rows(), other]).Require();

        Assert.EndsWith("_10_00_00_000.bak", plan.Databases[0].Actions[0].Backup!.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DatabaseBackupLSN")]
    [InlineData("DifferentialBaseLSN")]
    [InlineData("differential_base_lsn")]
    public void A_differential_is_known_by_any_number_that_names_its_base(string property)
    {
        var differential = Row(5, 100000000036000001, 100000000037000001, 100000000036000001, 35);
        differential["FullName"] = @"\\F\B\diff.bak";
        differential[property] = "100000000010000001";
        var rows = Rows();

        Assert.Equal("Full Differential Log Log", Planned([rows[0], rows[2], rows[3], differential]));
    }

    [Theory]
    [InlineData("FirstLSN", "1.0E+17", "rounded")]
    [InlineData("FirstLSN", "1e17", "rounded")]
    [InlineData("FirstLSN", 1.0E+17, "floating-point")]
    [InlineData("FirstLSN", "-1", "below zero")]
    [InlineData("LastLSN", "-100000000050000001", "below zero")]
    [InlineData("CheckpointLSN", "-1", "below zero")]
    [InlineData("FirstLSN", "100000000040000000.5", "no whole number")]
    [InlineData("FirstLSN", "0000003e:000000aa:0001", "no whole number")]
    [InlineData("LastLSN", "99999999999999999999999999", "25 digits")]
    [InlineData("FirstLSN", "100000000059000001", "lies behind its LastLSN")]
    [InlineData("Position", -1, "Position is -1")]
    [InlineData("Position", 0, "Position is 0")]
    [InlineData("Position", "1.5", "no whole number")]
    [InlineData("Position", "99999999999", "")]
    [InlineData("RecoveryForkID", "fork-b", "no GUID")]
    [InlineData("FirstRecoveryForkID", "7", "no GUID")]
    [InlineData("BackupSetGUID", "x", "no GUID")]
    [InlineData("FamilyGUID", "x", "no GUID")]
    [InlineData("IsCopyOnly", "perhaps", "neither true nor false")]
    public void A_value_that_can_not_be_is_refused_with_what_is_wrong_with_it(string property, object value, string why)
    {
        var rows = Rows();
        rows[3][property] = value;

        var refused = Assert.Throws<BackupHistoryException>(() => Plan(rows));
        Assert.StartsWith("Header 4", refused.Message, StringComparison.Ordinal);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DifferentialBaseLSN")]
    [InlineData("DifferentialBaseGUID")]
    [InlineData("FamilyGUID")]
    [InlineData("RecoveryForkID")]
    [InlineData("IsDamaged")]
    [InlineData("BackupFinishDate")]
    [InlineData("BackupSetGUID")]
    [InlineData("CompressedBackupSize")]
    [InlineData("MarkName")]
    public void The_text_NULL_is_nothing(string property)
    {
        foreach (var text in new[] { "NULL", "null", "(null)" })
        {
            var rows = Rows();
            foreach (var row in rows)
                row[property] = text;

            Assert.Equal("Full Log Log Log", Planned(rows));
        }
    }

    [Fact]
    public void A_database_may_be_called_NULL()
    {
        var rows = Rows("NULL");

        Assert.Equal("NULL", Plan(rows).Require().Databases[0].Target.Database);
    }

    [Fact]
    public void One_family_under_two_server_names_is_one_database()
    {
        var rows = Rows();
        foreach (var row in rows)
            row["FamilyGUID"] = "11111111-2222-3333-4444-555555555555";
        rows[2]["ServerName"] = rows[3]["ServerName"] = "S2";

        Assert.Equal("Full Log Log Log", Planned(rows));
    }

    [Fact]
    public void Two_families_of_one_name_on_two_servers_are_two_databases()
    {
        var one = Rows();
        var two = Rows(server: "S2");
        foreach (var row in one)
            row["FamilyGUID"] = "11111111-2222-3333-4444-555555555555";
        foreach (var row in two)
            row["FamilyGUID"] = "22222222-2222-3333-4444-555555555555";

        Assert.Equal(["S1", "S2"], Plan([.. one, .. two]).Require().Databases.Select(database => database.Target.Source.Server).Order());
    }

    [Fact]
    public void A_copy_that_went_on_by_itself_is_another_database_though_it_has_the_family()
    {
        var one = Rows();
        var two = Rows(server: "S2");
        foreach (var row in one.Concat(two))
            row["FamilyGUID"] = "11111111-2222-3333-4444-555555555555";
        foreach (var row in one)
            row["RecoveryForkID"] = row["FirstRecoveryForkID"] = "aaaaaaaa-0000-0000-0000-000000000001";
        foreach (var row in two)
            row["RecoveryForkID"] = row["FirstRecoveryForkID"] = "bbbbbbbb-0000-0000-0000-000000000001";

        Assert.Equal(["S1", "S2"], Plan([.. one, .. two]).Require().Databases.Select(database => database.Target.Source.Server).Order());
    }

    [Fact]
    public void A_full_of_a_former_database_of_the_name_is_no_base_for_the_logs_of_the_one_of_today()
    {
        var rows = Rows();
        foreach (var row in rows)
            row["FamilyGUID"] = "22222222-2222-3333-4444-555555555555";
        rows[0]["FamilyGUID"] = "11111111-2222-3333-4444-555555555555";

        Assert.Contains("another database that was called Msg", Refused(rows), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_without_marks_are_said_to_tell_none_and_how_to_give_them()
    {
        var rows = Rows();
        for (var at = 0; at < rows.Count; at++)
            rows[at]["FullName"] = $@"C:\b\file{at}.bak";

        var refused = Assert.Throws<BackupHistoryException>(() => Plan(rows));
        Assert.Contains("neither the name of a file nor a row tells a mark", refused.Message, StringComparison.Ordinal);
        Assert.Contains("MarkName", refused.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_may_tell_the_mark_where_the_name_of_its_file_does_not()
    {
        var rows = Rows();
        for (var at = 0; at < rows.Count; at++)
        {
            rows[at]["FullName"] = $@"C:\b\file{at}.bak";
            rows[at]["MarkName"] = at == 0 ? null : $"BTS_2026_01_05_10_{15 * at:00}_00_000";
        }

        Assert.Equal("Full Log Log Log", Planned(rows));
    }

    [Fact]
    public void A_branch_that_begins_behind_the_fork_point_is_on_another_recovery_path()
    {
        var rows = new List<Dictionary<string, object?>>
        {
            Row(1, 149000000000000001, 150000000000000001, 149000000000000001, 0),
            Row(2, 140000000000000001, 162000000000000001, 0, 30),
            Row(2, 160000000000000001, 180000000000000001, 0, 45),
        };
        foreach (var row in rows)
            row["FirstRecoveryForkID"] = row["RecoveryForkID"] = "bbbbbbbb-0000-0000-0000-000000000002";
        rows[2]["RecoveryForkID"] = "cccccccc-0000-0000-0000-000000000003";
        rows[2]["ForkPointLSN"] = "160000000000000001";

        var problem = Assert.Single(Plan(rows).Problems);
        Assert.Equal(PlanProblemKind.OtherFork, problem.Kind);
        Assert.Contains("4330", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_within_the_one_before_it_adds_nothing_and_its_mark_lies_in_that_one()
    {
        var rows = Rows();
        rows[2]["LastLSN"] = "100000000051000001";

        Assert.Equal("Full Log Log", Planned(rows));
        var situation = Read(rows);
        Assert.True(LogMarkFinder.Find(situation.History, [], situation.Wish(null)).Single(mark => mark.Name == Mark).IsUsable);
    }

    [Fact]
    public void One_BackupSetGUID_in_files_of_other_ranges_is_a_contradiction_that_is_named()
    {
        var rows = Rows();
        foreach (var row in rows)
            row["BackupSetGUID"] = "11111111-2222-3333-4444-555555555555";

        var refused = Assert.Throws<BackupHistoryException>(() => Plan(rows));
        Assert.Equal("HeadersContradict", refused.ErrorId);
        Assert.Contains("11111111-2222-3333-4444-555555555555", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_of_one_backup_are_told_by_one_BackupSetGUID()
    {
        var rows = Rows();
        var copy = new Dictionary<string, object?>(rows[2]) { ["FullName"] = @"E:\copy.bak" };
        rows[2]["BackupSetGUID"] = copy["BackupSetGUID"] = "11111111-2222-3333-4444-555555555555";

        Assert.Equal("Full Log Log Log", Planned([.. rows, copy]));
    }

    [Fact]
    public void A_full_with_a_password_is_named()
    {
        var rows = Rows();
        rows[0]["IsPasswordProtected"] = true;

        Assert.Contains("password", Refused(rows), StringComparison.Ordinal);
    }

    private static List<Dictionary<string, object?>> Rows(string database = "Msg", string server = "S1") =>
        [
            Row(1, 100000000010000001, 100000000020000001, 100000000010000001, 0, database, server),
            Row(2, 100000000005000001, 100000000030000001, 0, 15, database, server),
            Row(2, 100000000030000001, 100000000040000001, 0, 30, database, server),
            Row(2, 100000000040000001, 100000000050000001, 0, 45, database, server),
        ];

    private static Dictionary<string, object?> Row(
        int type,
        long first,
        long last,
        long checkpoint,
        int minute,
        string database = "Msg",
        string server = "S1"
    )
    {
        var time = new DateTime(2026, 1, 5, 10, 0, 0).AddMinutes(minute);
        return new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["FullName"] = $@"\\F\B\{server}_{database}_{(type == 1 ? "Full" : "Log")}_BTS_{time:yyyy_MM_dd_HH_mm_ss}_000.bak",
            ["ServerName"] = server,
            ["DatabaseName"] = database,
            ["BackupType"] = type,
            ["Position"] = 1,
            ["FirstLSN"] = $"{first}",
            ["LastLSN"] = $"{last}",
            ["CheckpointLSN"] = $"{checkpoint}",
            ["BackupStartDate"] = time,
            ["BackupFinishDate"] = time.AddSeconds(2),
        };
    }

    private static string Planned(IReadOnlyList<Dictionary<string, object?>> rows) =>
        string.Join(
            ' ',
            Assert
                .Single(Plan(rows).Require().Databases)
                .Actions.Where(action => action.Kind != RestoreActionKind.Recovery)
                .Select(action => action.Kind)
        );

    private static string Refused(IReadOnlyList<Dictionary<string, object?>> rows)
    {
        var result = Plan(rows);
        Assert.Null(result.Plan);
        return string.Join(' ', result.Problems.Select(problem => problem.Message));
    }

    private static RestorePlanResult Plan(IReadOnlyList<Dictionary<string, object?>> rows)
    {
        var situation = Read(rows);
        return situation.MakePlan(situation.Wish(Mark));
    }

    private static RestoreSituation Read(IReadOnlyList<Dictionary<string, object?>> rows) =>
        new RestoreSituationReader(new InstanceConnector()).Read(
            Topology.WithoutInstances,
            new RestoreSituationOptions
            {
                Offline = true,
                MarkName = Mark,
                History = new BackupHistoryOptions { Sources = HistorySources.Headers, Headers = rows },
            }.For(Topology.WithoutInstances)
        );
}
