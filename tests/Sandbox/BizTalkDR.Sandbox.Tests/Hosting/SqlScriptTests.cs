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
            parser.Parse(new StringReader(Variable().Replace(batch, "x")), out var errors);
            Assert.True(
                errors.Count == 0,
                $"{name}: {string.Join("; ", errors.Select(error => $"line {error.Line}: {error.Message}"))} in{Environment.NewLine}{batch}"
            );
        }
    }

    [GeneratedRegex(@"\$\(\w+\)")]
    private static partial Regex Variable();
}
