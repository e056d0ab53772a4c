using System.IO;
using BizTalkDR.Sql;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Tests.Sql;

public sealed class SqlTextTests
{
    public static TheoryData<string> Names => [.. SqlText.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_query_of_the_engine_parses(string name)
    {
        using var stream = new StreamReader(typeof(SqlText).Assembly.GetManifestResourceStream(name)!);
        new TSql150Parser(true).Parse(stream, out var errors);

        Assert.Empty(errors.Select(error => $"{error.Line}: {error.Message}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_query_builds_a_statement_out_of_values(string name)
    {
        using var stream = new StreamReader(typeof(SqlText).Assembly.GetManifestResourceStream(name)!);
        var script = new TSql150Parser(true).Parse(stream, out _);
        var finder = new BuiltStatements();
        script.Accept(finder);

        Assert.Empty(finder.Found);
    }

    [Fact]
    public void There_are_queries_to_check() => Assert.True(SqlText.Names.Count > 10);

    private sealed class BuiltStatements : TSqlFragmentVisitor
    {
        public List<string> Found { get; } = [];

        public override void Visit(ExecutableStringList node) => Found.Add("EXECUTE of a text at line " + node.StartLine);

        public override void Visit(ExecutableProcedureReference node)
        {
            if (
                node.ProcedureReference?.ProcedureReference?.Name?.BaseIdentifier?.Value.Equals(
                    "sp_executesql",
                    StringComparison.OrdinalIgnoreCase
                ) == true
            )
                Found.Add("sp_executesql at line " + node.StartLine);
        }
    }
}
