using BizTalkDR.Databases;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;
using BizTalkDR.Tests.Restore.Planning;
using BizTalkDR.Tests.Sides;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Tests.Restore.Plan;

public sealed class RestoreScriptTests
{
    [Fact]
    public void A_script_rolls_all_databases_forward_before_it_recovers_any()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(2);
        var plan = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A", "B") with { MarkName = history.Mark(3) }).Require();

        var statements = Scripts.Statements(plan.ToScript(Stands.Instance));

        Assert.Equal(8, statements.Count);
        Assert.All(
            statements.Take(6),
            statement => Assert.Contains(statement.Options, option => option.OptionKind == RestoreOptionKind.NoRecovery)
        );
        Assert.All(
            statements.Skip(6),
            statement => Assert.Contains(statement.Options, option => option.OptionKind == RestoreOptionKind.Recovery)
        );
    }

    [Fact]
    public void Every_log_statement_names_the_mark()
    {
        var history = new HistoryBuilder("A").Full().Logs(2);
        var plan = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A") with { MarkName = history.Mark(3) }).Require();

        var logs = Scripts
            .Statements(plan.ToScript(Stands.Instance))
            .Where(statement => statement.Kind == RestoreStatementKind.TransactionLog)
            .ToList();

        Assert.Equal(2, logs.Count);
        Assert.All(
            logs,
            log => Assert.Equal(history.Mark(3), ((StringLiteral)log.Options.OfType<StopRestoreOption>().Single().Mark).Value)
        );
    }

    [Fact]
    public void A_plan_that_leaves_the_databases_restoring_has_no_part_that_recovers()
    {
        var history = new HistoryBuilder("A").Full().Logs(1);
        var wish = Stands.Wish("A") with { MarkName = history.Mark(2), LeaveRestoring = true };

        var script = RestorePlanner.Plan(history.Build(), [], wish).Require().ToScript(Stands.Instance);

        Assert.Equal(2, Scripts.Statements(script).Count);
        Assert.DoesNotContain("@recover", script, StringComparison.Ordinal);
        Assert.DoesNotContain("WITH RECOVERY", script, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_stands_at_the_mark_leaves_a_part_1_that_is_still_TSQL()
    {
        var history = new HistoryBuilder("A").Full().Logs(1);
        var there = Stands.StoppedAt(history.File(2, "A"), history.Mark(2));

        var plan = RestorePlanner.Plan(history.Build(), [there], Stands.Wish("A") with { MarkName = history.Mark(2) }).Require();

        Assert.Equal(DatabaseStart.AtMark, plan.Databases[0].Start);
        Assert.Single(Scripts.Statements(plan.ToScript(Stands.Instance)));
    }

    [Theory]
    [InlineData("a]b'c; DROP DATABASE x --")]
    [InlineData("Ünïcode 数据库, with spaces")]
    [InlineData("line\r\nDROP DATABASE x")]
    public void Names_can_not_break_out_of_the_script(string name)
    {
        var history = new HistoryBuilder(name).Full().Logs(1);
        var wish = Stands.Wish(name) with { MarkName = history.Mark(2) };
        wish = wish with
        {
            Targets = [.. wish.Targets.Select(target => target with { Relocation = FileRelocation.ToFolders(@"E:\O'Brien") })],
        };

        var statements = Scripts.Statements(RestorePlanner.Plan(history.Build(), [], wish).Require().ToScript(Stands.Instance));

        Assert.Equal(3, statements.Count);
        Assert.All(statements, statement => Assert.Equal(name, ((IdentifierOrValueExpression)statement.DatabaseName).Value));
    }

    [Fact]
    public void Each_instance_gets_the_statements_of_its_own_databases()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(1);
        var wish = new RestoreWish
        {
            Targets = [RestoreTarget.SameName(HistoryBuilder.Key("A"), "DR1"), RestoreTarget.SameName(HistoryBuilder.Key("B"), "DR2")],
        };

        var scripts = RestorePlanner.Plan(history.Build(), [], wish).Require().ToScripts();

        Assert.Equal(["DR1", "DR2"], scripts.Keys.OrderBy(key => key));
        Assert.All(
            Scripts.Statements(scripts["DR1"]),
            statement => Assert.Equal("A", ((IdentifierOrValueExpression)statement.DatabaseName).Value)
        );
    }

    [Fact]
    public void A_script_names_every_stripe_the_position_and_where_each_file_goes()
    {
        var history = new HistoryBuilder("A").Full().Logs(1);
        history.Change(1, "A", file => file with { Paths = [@"E:\1.bak", @"F:\2.bak"], Position = 3 });
        var wish = Stands.Wish("A") with { MarkName = history.Mark(2) };
        wish = wish with { Targets = [wish.Targets[0] with { Relocation = FileRelocation.ToFolders(@"G:\Data", @"H:\Log") }] };

        var full = Scripts.Statements(RestorePlanner.Plan(history.Build(), [], wish).Require().ToScript(Stands.Instance))[0];

        Assert.Equal([@"E:\1.bak", @"F:\2.bak"], full.Devices.Select(device => ((StringLiteral)device.PhysicalDevice).Value));
        Assert.All(full.Devices, device => Assert.Equal(DeviceType.Disk, device.DeviceType));
        Assert.Equal(
            "3",
            (
                (IntegerLiteral)
                    full.Options.OfType<ScalarExpressionRestoreOption>().First(option => option.OptionKind == RestoreOptionKind.File).Value
            ).Value
        );
        Assert.Equal(
            [("A", @"G:\Data\A.mdf"), ("A_log", @"H:\Log\A.ldf")],
            full.Options.OfType<MoveRestoreOption>()
                .Select(move => (((StringLiteral)move.LogicalFileName).Value, ((StringLiteral)move.OSFileName).Value))
        );
    }

    [Fact]
    public void A_backup_in_blob_storage_is_restored_FROM_URL()
    {
        const string url = "https://account.blob.core.windows.net/backups/A Log.trn";
        var history = new HistoryBuilder("A").Full().Logs(1);
        history.Change(2, "A", file => file with { Paths = [url] });
        var script = RestorePlanner
            .Plan(history.Build(), [], Stands.Wish("A") with { MarkName = history.Mark(2) })
            .Require()
            .ToScript(Stands.Instance);

        Assert.Contains($"RESTORE LOG [A]\n    FROM URL = N'{url}'\n", script);
        // The parser at hand (ScriptDom 150) knows no FROM URL: the rest of the script is parsed with DISK in its place.
        Assert.Equal(3, Scripts.Statements(script.Replace("FROM URL =", "FROM DISK =")).Count);
    }

    [Fact]
    public void A_script_that_recovers_says_that_it_needs_a_second_run_and_message_4329()
    {
        var history = new HistoryBuilder("A").Full().Logs(1);
        var plan = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A") with { MarkName = history.Mark(2) }).Require();

        var script = plan.ToScript(Stands.Instance);

        Assert.Contains("4329", script[..script.IndexOf("DECLARE", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Single(Scripts.Collect<PrintStatement>(script));
    }

    [Fact]
    public void The_notes_of_a_plan_stand_in_its_script()
    {
        var history = new HistoryBuilder("A").Full().Logs(1);
        var plan = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A") with { MarkName = history.Mark(2) }).Require();

        var script = (plan with { Notes = ["First line\nDROP DATABASE x"] }).ToScript(Stands.Instance);

        Assert.Contains("-- Note: First line DROP DATABASE x", script, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_tells_in_words_what_continues_and_what_starts_over()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(2);
        var plan = RestorePlanner
            .Plan(history.Build(), [Stands.After(history.File(2, "A"))], Stands.Wish("A", "B") with { MarkName = history.Mark(3) })
            .Require();

        var script = plan.ToScript(Stands.Instance);

        Assert.Contains("-- A: continues: it is restoring", script);
        Assert.Contains("-- B: starts over from a full backup: the instance does not have it", script);
    }
}
