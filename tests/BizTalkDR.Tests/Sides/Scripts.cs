using System.IO;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Tests.Sides;

/// <summary>What the scripts of plans say.</summary>
internal static class Scripts
{
    /// <summary>The script as the operator runs it once every instance has rolled forward.</summary>
    public static string Recovering(string script)
    {
        Assert.Contains("DECLARE @recover bit = 0;", script, StringComparison.Ordinal);
        return script.Replace("DECLARE @recover bit = 0;", "DECLARE @recover bit = 1;", StringComparison.Ordinal);
    }

    /// <summary>All RESTORE statements of a script, whichever of its parts they stand in.</summary>
    public static List<RestoreStatement> Statements(string script) => Collect<RestoreStatement>(script);

    /// <summary>All statements of a kind; a script that is no T-SQL fails.</summary>
    public static List<T> Collect<T>(string script)
        where T : TSqlStatement
    {
        var parsed = new TSql150Parser(true).Parse(new StringReader(script), out var errors);
        Assert.Empty(errors.Select(error => $"{error.Line}: {error.Message}"));
        var collector = new Collector<T>();
        parsed.Accept(collector);
        return collector.Found;
    }

    private sealed class Collector<T> : TSqlFragmentVisitor
        where T : TSqlStatement
    {
        public List<T> Found { get; } = [];

        public override void Visit(TSqlStatement node)
        {
            if (node is T found)
                Found.Add(found);
        }
    }
}
