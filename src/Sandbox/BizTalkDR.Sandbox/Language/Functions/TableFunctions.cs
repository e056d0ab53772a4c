using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Language.Functions;

/// <summary>A table-valued function of the language.</summary>
internal sealed record TableFunction(
    IReadOnlyList<QueryColumn> Columns,
    int Minimum,
    int Maximum,
    SqlType[] Parameters,
    Func<object?[], IEnumerable<object?[]>> Rows
);

/// <summary>STRING_SPLIT and kin.</summary>
internal static class TableFunctions
{
    private static readonly Dictionary<string, TableFunction> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["STRING_SPLIT"] = new(
            [new QueryColumn("value", SqlType.NVarChar(4000), true, false, Collation.IgnoreCase)],
            2,
            2,
            [SqlType.NVarChar(SqlType.Max), SqlType.NVarChar(1)],
            Split
        ),
    };

    internal static TableFunction? Find(string name) => Functions.GetValueOrDefault(name);

    internal static Func<RowFrame, IEnumerable<object?[]>> Reader(TableFunction function, Bound[] arguments)
    {
        Arguments.CheckCount("string_split", arguments.Length, function.Minimum, function.Maximum);
        var values = arguments.Select((argument, i) => argument.As(function.Parameters[i])).ToArray();
        return frame => function.Rows(Array.ConvertAll(values, value => value.Evaluate(frame)));
    }

    private static IEnumerable<object?[]> Split(object?[] arguments) =>
        arguments is [string text, string { Length: 1 } separator] ? text.Split(separator[0]).Select(part => new object?[] { part })
        : arguments[1] is null or "" ? throw MessageCatalog.Error(214, "separator", "nchar(1)/nvarchar(1)")
        : [];
}
