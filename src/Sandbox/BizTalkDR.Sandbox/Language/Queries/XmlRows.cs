using System.Security;
using System.Text;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Queries;

/// <summary>FOR XML PATH and RAW.</summary>
internal static class XmlRows
{
    /// <summary>The query whose only value is the rows of another one as XML; NULL when that has none.</summary>
    internal static QueryPlan Wrap(XmlForClause clause, QueryPlan plan)
    {
        var isTyped = clause.Options.Any(option => option.OptionKind == XmlForClauseOptions.Type);
        var type = isTyped ? new SqlType(SqlTypeKind.Xml) : SqlType.NVarChar(SqlType.Max);
        var column = new QueryColumn(isTyped ? "" : "XML_F52E2B61-18A1-11d1-B105-00805F49916B", type, true, false, Collation.IgnoreCase);
        return new QueryPlan(
            [column],
            frame =>
                Write(clause, plan.Columns, plan.Rows(frame)) is { Length: > 0 } text
                    ?
                    [
                        [text],
                    ]
                    : []
        );
    }

    private static string Write(XmlForClause clause, IReadOnlyList<QueryColumn> columns, IEnumerable<object?[]> rows)
    {
        var mode =
            clause.Options.FirstOrDefault(option => option.OptionKind is XmlForClauseOptions.Path or XmlForClauseOptions.Raw)
            ?? throw ExpressionBinder.Unsupported(clause);
        var isPath = mode.OptionKind == XmlForClauseOptions.Path;
        var usesElements =
            isPath
            || clause.Options.Any(option =>
                option.OptionKind
                    is XmlForClauseOptions.Elements
                        or XmlForClauseOptions.ElementsAbsent
                        or XmlForClauseOptions.ElementsXsiNil
            );
        var rowName = mode.Value?.Value ?? "row";
        var text = new StringBuilder();
        foreach (var row in rows)
            WriteRow(text, rowName, columns, row, usesElements);
        var root = clause.Options.FirstOrDefault(option => option.OptionKind == XmlForClauseOptions.Root);
        if (root is null)
            return text.ToString();
        var rootName = root.Value?.Value ?? "root";
        return $"<{rootName}>{text}</{rootName}>";
    }

    private static void WriteRow(StringBuilder text, string rowName, IReadOnlyList<QueryColumn> columns, object?[] row, bool usesElements)
    {
        var attributes = new StringBuilder();
        var content = new StringBuilder();
        for (var i = 0; i < columns.Count; i++)
        {
            if (row[i] is not { } value)
                continue;
            var shown = ValueText(value, columns[i]);
            var name = columns[i].Name;
            if (name.StartsWith('@') || !usesElements)
                attributes.Append(' ').Append(name.TrimStart('@')).Append("=\"").Append(shown).Append('"');
            else if (name.Length == 0 || name is "text()" or "*" or "data()")
                content.Append(shown);
            else
                WriteElement(content, name.Split('/'), shown);
        }
        if (rowName.Length == 0)
            text.Append(content);
        else if (content.Length == 0)
            text.Append('<').Append(rowName).Append(attributes).Append("/>");
        else
            text.Append('<').Append(rowName).Append(attributes).Append('>').Append(content).Append("</").Append(rowName).Append('>');
    }

    private static void WriteElement(StringBuilder content, string[] path, string shown)
    {
        foreach (var name in path)
            content.Append('<').Append(name).Append('>');
        content.Append(shown);
        foreach (var name in path.Reverse())
            content.Append("</").Append(name).Append('>');
    }

    private static string ValueText(object value, QueryColumn column) =>
        column.Type.Kind == SqlTypeKind.Xml ? (string)value
        : value is byte[] bytes ? Convert.ToBase64String(bytes)
        : SecurityElement.Escape(TextConversion.Format(value, column.Type, value is DateTime ? 126 : 0));
}
