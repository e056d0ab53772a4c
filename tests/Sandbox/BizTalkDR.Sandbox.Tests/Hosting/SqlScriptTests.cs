using System.Text.RegularExpressions;
using BizTalkDR.Sandbox.Language;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Tests.Hosting;

public partial class SqlScriptTests
{
    public static TheoryData<string> Scripts => [.. SqlScript.Names];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Every_embedded_script_parses_as_Transact_SQL(string name)
    {
        var parser = new TSql150Parser(initialQuotedIdentifiers: true);
        foreach (var batch in SqlScript.Batches(name))
        {
            parser.Parse(new StringReader(Variable().Replace(batch, Sample)), out var errors);
            Assert.True(
                errors.Count == 0,
                $"{name}: {string.Join("; ", errors.Select(error => $"line {error.Line}: {error.Message}"))} in{Environment.NewLine}{batch}"
            );
        }
    }

    // Most variables are names or numbers; this one is a condition, and these are columns before and behind those that are always there.
    private static string Sample(Match variable) =>
        variable.Value switch
        {
            "$(IsCompressible)" => "1 = 1",
            _ when variable.Value.StartsWith("$(First", StringComparison.Ordinal) => "x int NULL, ",
            _ when variable.Value.StartsWith("$(Last", StringComparison.Ordinal) => ", x int NULL",
            _ => "x",
        };

    [GeneratedRegex(@"\$\(\w+\)")]
    private static partial Regex Variable();
}
