using System.Xml.Linq;
using System.Xml.XPath;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Expressions;

/// <summary>The value() and exist() methods of xml, with paths that XPath 1.0 knows.</summary>
internal static class XmlMethods
{
    internal static Bound Bind(string method, Bound xml, IList<ScalarExpression> parameters, ExpressionBinder binder)
    {
        var path = parameters.ElementAtOrDefault(0) is StringLiteral literal
            ? literal.Value
            : throw ExpressionBinder.Unsupported(xml.Type.ToString());
        switch (method.ToLowerInvariant())
        {
            case "value" when parameters.ElementAtOrDefault(1) is StringLiteral typeName:
                var type = TypeReferences.Resolve(BatchParser.ParseType(typeName.Value), binder.Context.Database);
                return new Bound(
                    type,
                    frame =>
                        xml.Evaluate(frame) is string text
                            ? Conversion.Convert(Find(text, path), SqlType.NVarChar(SqlType.Max), type)
                            : null
                );
            case "exist":
                return new Bound(SqlType.Bit, frame => xml.Evaluate(frame) is string text ? Find(text, path) is not null : null);
            default:
                throw ExpressionBinder.Unsupported($"xml method {method}");
        }
    }

    /// <summary>The text at a path; a fragment stands below a root of its own.</summary>
    private static string? Find(string xml, string path)
    {
        var root = XElement.Parse($"<root>{xml}</root>", LoadOptions.PreserveWhitespace);
        if (path.Trim() is "." or "(./text())[1]" or "(text())[1]" or "text()[1]" or "./text()[1]")
            return root.Value;
        var relative = path.Trim().Replace("(/", "(./", StringComparison.Ordinal);
        return root.XPathEvaluate(relative.StartsWith('/') ? "." + relative : relative) switch
        {
            System.Collections.IEnumerable nodes when nodes.Cast<object>().FirstOrDefault() is { } node => node is XElement element
                ? element.Value
            : node is XAttribute attribute ? attribute.Value
            : node.ToString(),
            string text => text,
            double number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => null,
        };
    }
}
