using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Tests.Tds;

internal static class SinkExtensions
{
    /// <summary>A result set of one row with one value.</summary>
    internal static void Answer(this IResultSink sink, string text) => sink.Answer(SqlType.NVarChar(SqlType.Max), text);

    internal static void Answer(this IResultSink sink, SqlType type, object? value, bool inProcedure = false)
    {
        sink.BeginResultSet([new ResultColumn("value", type)]);
        sink.Row([value]);
        sink.EndStatement(StatementKind.Select, 1, inProcedure);
    }
}

internal static class Wait
{
    /// <summary>Waits for something that happens on another thread, a minute at the most.</summary>
    internal static async Task Until(Func<bool> condition)
    {
        for (var i = 0; i < 6000 && !condition(); i++)
            await Task.Delay(10);
        Assert.True(condition(), "It did not happen within a minute.");
    }
}
