using System.IO;
using BizTalkDR.Agent.Calls;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Tests.Agent.Calls;

public sealed class ProcedureCallParserTests
{
    private static ProcedureCall Only(string text) => Assert.Single(ProcedureCallParser.Parse(text));

    private static IEnumerable<(string?, string?)> Arguments(string text) =>
        Only(text).Arguments.Select(argument => (argument.Name, argument.Value));

    [Fact]
    public void The_step_as_Microsofts_page_shows_it_is_read()
    {
        var call = Only(
            """
            exec [dbo].[sp_BackupAllFull_Schedule]
            'd' /* Frequency */,
            'BTS' /* Name */,
            'm:\BizTalkBackups' /* location of backup files */,
            '0' /* 0 (default) or 1 ForceFullBackupAfterPartialSetFailure */,
            '2' /* local time hour for the backup process to run */
            """
        );

        Assert.True(call.IsOf("sp_backupallfull_schedule"));
        Assert.Equal(["d", "BTS", @"m:\BizTalkBackups", "0", "2"], call.Arguments.Select(argument => argument.Value));
        Assert.Equal(@"m:\BizTalkBackups", call.Argument("@BackupPath", 2)!.Value);
        Assert.Null(call.Argument("@UseLocalTime", 5));
    }

    [Fact]
    public void Named_arguments_are_found_in_any_order() =>
        Assert.Equal(
            [("@BackupPath", @"\\FILES\B"), ("@MarkName", "BTS")],
            Arguments(@"EXECUTE BizTalkMgmtDb.dbo.sp_MarkAll @BackupPath = N'\\FILES\B', @MarkName=BTS")
        );

    [Fact]
    public void A_position_counts_only_before_the_first_name()
    {
        var call = Only("exec sp_MarkAll 'BTS', @UseLocalTime = 1");

        Assert.Equal("BTS", call.Argument("@MarkName", 0)!.Value);
        Assert.Null(call.Argument("@BackupPath", 1));
        Assert.Equal("1", call.Argument("@UseLocalTime", 2)!.Value);
    }

    [Theory]
    [InlineData("exec sp_X 'it''s'", "it's")]
    [InlineData("exec sp_X N'Ærø'", "Ærø")]
    [InlineData("exec sp_X /* one /* two */ 'no' */ 'yes' -- 'no'", "yes")]
    [InlineData("exec sp_X -1", "-1")]
    [InlineData("exec sp_X \"D:\\Backup\"", @"D:\Backup")]
    [InlineData("exec sp_X [a]]b]", "a]b")]
    [InlineData("exec sp_X 'a -- b'", "a -- b")]
    [InlineData("exec sp_X 'open", "open")]
    public void Texts_quotes_and_comments_are_told_apart(string text, string value) =>
        Assert.Equal(value, Assert.Single(Only(text).Arguments).Value);

    [Theory]
    [InlineData("exec sp_X NULL")]
    [InlineData("exec sp_X DEFAULT")]
    public void What_is_left_open_has_no_value(string text)
    {
        var argument = Assert.Single(Only(text).Arguments);

        Assert.Null(argument.Value);
        Assert.False(argument.IsOpen);
    }

    [Theory]
    [InlineData("declare @p nvarchar(260) = N'\\\\F\\B' exec sp_X @p", "\\\\F\\B")]
    [InlineData("declare @p nvarchar(260) set @p = 'a'; exec sp_X @p", "a")]
    [InlineData("declare @i int, @p varchar(max) = 'a', @q int = 3 exec sp_X @p", "a")]
    [InlineData("declare @p varchar(9); select @p = 'a' exec sp_X @p = @p", "a")]
    public void A_variable_with_one_constant_value_has_that_value(string text, string value)
    {
        var argument = Assert.Single(Only(text).Arguments);

        Assert.Equal((value, "@p"), (argument.Value, argument.Variable));
    }

    [Theory]
    [InlineData("declare @p varchar(99) = 'a' + @@servername exec sp_X @p")]
    [InlineData("declare @p varchar(99) = 'a' if 1 = 2 set @p = 'b' exec sp_X @p")]
    [InlineData("declare @p varchar(99) = 'a' set @p += 'b' exec sp_X @p")]
    [InlineData("declare @p varchar(99) = (select name from t) exec sp_X @p")]
    [InlineData("exec sp_X @p")]
    public void A_variable_that_must_be_calculated_is_open(string text) => Assert.True(Assert.Single(Only(text).Arguments).IsOpen);

    [Fact]
    public void Calls_are_found_one_after_another_with_and_without_EXEC()
    {
        var calls = ProcedureCallParser.Parse(
            """
            sp_First 1
            GO
            dbo.sp_Second
            EXEC @rc = sp_Third @a = 2, @b = 3 OUTPUT
            IF @rc <> 0 EXEC master..sp_Fourth; PRINT 'exec sp_No'
            EXEC ('exec sp_Fifth 1')
            EXEC ('exec sp_' + @which)
            """
        );

        Assert.Equal(["sp_First", "sp_Second", "sp_Third", "sp_Fourth", "sp_Fifth"], calls.Select(call => call.Procedure));
        Assert.Equal(["@a", "@b"], calls[2].Arguments.Select(argument => argument.Name));
    }

    [Theory]
    [InlineData("exec dbo.sp_X", null, null)]
    [InlineData("exec Mgmt.dbo.sp_X", null, "Mgmt")]
    [InlineData("exec [Mgmt]..[sp_X]", null, "Mgmt")]
    [InlineData(@"exec [PROD\SQL].[Mgmt].[dbo].[sp_X]", @"PROD\SQL", "Mgmt")]
    [InlineData("use [Mgmt]; exec dbo.sp_X", null, "Mgmt")]
    [InlineData("use Mgmt\nGO\nif 1 = 1 begin exec sp_X end", null, "Mgmt")]
    [InlineData("exec Mgmt.sys.sp_executesql N'exec dbo.sp_X'", null, "Mgmt")]
    [InlineData("exec sp_executesql N'exec Mgmt.dbo.sp_X'", null, "Mgmt")]
    [InlineData("declare @p sysname = N'Mgmt.dbo.sp_X' exec @p 1", null, "Mgmt")]
    [InlineData("declare @s nvarchar(99) = N'exec Mgmt.dbo.sp_X' exec (@s)", null, "Mgmt")]
    [InlineData("exec ('exec Mgmt.dbo.sp_X') at [PROD]", "PROD", "Mgmt")]
    [InlineData("if (sys.fn_hadr_is_primary_replica('Mgmt') <> 1) begin print 'secondary' return end exec dbo.sp_X 'a'", null, null)]
    [InlineData("if isnull(sys.fn_hadr_is_primary_replica('Mgmt'), 1) = 1 exec dbo.sp_X else print 'no'", null, null)]
    public void Where_a_procedure_is_called_is_read(string text, string? server, string? database)
    {
        var call = Only(text);

        Assert.Equal(("sp_X", server, database), (call.Procedure, call.Server, call.Database));
    }

    [Fact]
    public void Any_text_is_read_without_an_error() =>
        Prop.ForAll<string?>(text => ProcedureCallParser.Parse("exec sp_X " + text).Count >= 0).QuickCheckThrowOnFailure();

    /// <summary>What is read of calls written in many ways is what Microsoft's own parser reads.</summary>
    [Fact]
    public void Calls_are_read_as_ScriptDom_reads_them()
    {
        var value = Gen.Elements("'d'", "N'\\\\FILES\\B'", "'it''s'", "14", "-1", "NULL", "DEFAULT", "@v", "BTS");
        var name = Gen.Elements("@MarkName", "@BackupPath", "@UseLocalTime");
        var space = Gen.Elements(" ", "\r\n", " /* a, 'b' */ ", "\t-- x, 'y'\n", " /* /* */ */ ");
        var procedure = Gen.Elements("sp_MarkAll", "[dbo].[sp_MarkAll]", "BizTalkMgmtDb.dbo.sp_MarkAll", "a..sp_MarkAll");
        var argument =
            from gap in space
            from isNamed in Gen.Elements(true, false)
            from named in name
            from text in value
            from after in space
            select (Named: isNamed, Text: gap + (isNamed ? named + gap + "=" + after : "") + text + after);
        var call =
            from exec in Gen.Elements("exec", "EXECUTE", "Exec @rc =")
            from gap in space
            from called in procedure
            from arguments in argument.ListOf()
            from end in Gen.Elements("", ";", "\nPRINT 'x'")
            // Once one is named, all after it must be.
            select exec + gap + called + string.Join(",", arguments.OrderBy(each => each.Named).Select(each => each.Text)) + end;

        Prop.ForAll(call.ToArbitrary(), text => Assert.Equal(ByScriptDom(text), Read(text)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static List<string> Read(string text)
    {
        var call = Only(text);
        return [call.Procedure, .. call.Arguments.Select(argument => $"{argument.Name}={argument.Variable ?? argument.Value}")];
    }

    private static List<string> ByScriptDom(string text)
    {
        var script = (TSqlScript)new TSql150Parser(true).Parse(new StringReader(text), out var errors);
        Assert.Empty(errors);
        var execute = script.Batches.SelectMany(batch => batch.Statements).OfType<ExecuteStatement>().Single();
        var called = (ExecutableProcedureReference)execute.ExecuteSpecification.ExecutableEntity;
        return
        [
            called.ProcedureReference.ProcedureReference.Name.BaseIdentifier.Value,
            .. called.Parameters.Select(parameter => $"{parameter.Variable?.Name}={Text(parameter.ParameterValue)}"),
        ];
    }

    private static string? Text(ScalarExpression value) =>
        value switch
        {
            VariableReference variable => variable.Name,
            NullLiteral or DefaultLiteral => null,
            UnaryExpression unary => "-" + Text(unary.Expression),
            Literal literal => literal.Value,
            _ => value.GetType().Name,
        };
}
