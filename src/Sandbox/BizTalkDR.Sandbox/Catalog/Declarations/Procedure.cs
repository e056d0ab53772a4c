using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Catalog.Declarations;

/// <summary>Declares system procedures, and sends their results.</summary>
internal static class Procedure
{
    /// <summary>A procedure that returns 0.</summary>
    /// <param name="name">The name.</param>
    /// <param name="parameters">As T-SQL declares them: <c>@a int, @b sysname = null, @c int = null output</c>.</param>
    /// <param name="body">What it does.</param>
    internal static SystemProcedure Of(string name, string parameters, Action<SystemProcedureCall> body) =>
        WithStatus(
            name,
            parameters,
            call =>
            {
                body(call);
                return 0;
            }
        );

    /// <summary>A procedure whose return status means something.</summary>
    internal static SystemProcedure WithStatus(string name, string parameters, Func<SystemProcedureCall, int> body) =>
        new()
        {
            Name = name,
            Parameters = [.. Parse(parameters)],
            Body = body,
        };

    /// <summary>Sends a result set.</summary>
    /// <param name="call">The running call.</param>
    /// <param name="columns">As a <see cref="ColumnSpec"/> list.</param>
    /// <param name="rows">The rows, values in column order.</param>
    internal static void SendRows(this SystemProcedureCall call, string columns, IEnumerable<object?[]> rows)
    {
        var types = ColumnSpec.ParseAll(columns).Select(spec => spec.Column).ToList();
        call.Sink.BeginResultSet(types);
        var count = 0L;
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                row[i] = CatalogValue.Convert(row[i], types[i].Type);
            call.Sink.Row(row);
            count++;
        }
        call.Sink.EndStatement(StatementKind.Select, call.Session.Settings.NoCount ? null : count, inProcedure: true);
    }

    /// <summary>Sends information, as RAISERROR with a low severity and PRINT do.</summary>
    internal static void SendMessage(this SystemProcedureCall call, int number, params object?[] arguments) =>
        call.Sink.Message(MessageCatalog.Message(number, arguments));

    /// <summary>An argument given as text, or null.</summary>
    internal static string? Text(this SystemProcedureCall call, string parameter) => call.Get<string>(parameter);

    private static IEnumerable<SystemParameter> Parse(string text)
    {
        if (text.Length == 0)
            yield break;
        foreach (var part in SplitAtCommas(text))
        {
            var spec = part.Trim();
            var isOutput = spec.EndsWith(" output", StringComparison.Ordinal);
            if (isOutput)
                spec = spec[..^" output".Length];
            var sides = spec.Split('=', 2, StringSplitOptions.TrimEntries);
            var words = sides[0].Split(' ', 2, StringSplitOptions.TrimEntries);
            var type = ColumnSpec.ParseType(words[1]);
            var value = sides.Length == 1 || sides[1] == "null" ? null : CatalogValue.Convert(sides[1], type);
            yield return new SystemParameter(words[0], type, sides.Length > 1 || isOutput, value, isOutput);
        }
    }

    private static IEnumerable<string> SplitAtCommas(string text)
    {
        var start = 0;
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            if (text[i] != ',' || depth > 0)
                continue;
            yield return text[start..i];
            start = i + 1;
        }
        yield return text[start..];
    }
}
