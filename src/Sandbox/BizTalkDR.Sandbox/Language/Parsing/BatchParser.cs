using System.Collections.Concurrent;
using BizTalkDR.Sandbox.Errors;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Parsing;

/// <summary>Parses T-SQL. Parse trees are immutable here and kept for the whole process by their text.</summary>
internal static class BatchParser
{
    private const int KeptAtMost = 20_000;

    private static readonly ConcurrentDictionary<(string Text, bool QuotedIdentifier), ParsedBatch> Kept = new();

    /// <summary>The statements of one batch.</summary>
    /// <exception cref="SqlServerException">A syntax error: 102, 105, 156 ...</exception>
    internal static ParsedBatch Parse(string text, bool quotedIdentifier)
    {
        if (Kept.TryGetValue((text, quotedIdentifier), out var known))
            return known;
        if (Kept.Count > KeptAtMost)
            Kept.Clear();
        var parsed = ParseAnew(text, quotedIdentifier);
        Kept.TryAdd((text, quotedIdentifier), parsed);
        return parsed;
    }

    /// <summary>The default or computed column's expression.</summary>
    internal static ScalarExpression ParseExpression(string text)
    {
        var statement = (SelectStatement)Parse("SELECT " + text, quotedIdentifier: true).Statements[0];
        return ((SelectScalarExpression)((QuerySpecification)statement.QueryExpression).SelectElements[0]).Expression;
    }

    /// <summary>A data type by its name.</summary>
    internal static DataTypeReference ParseType(string text)
    {
        var statement = (DeclareVariableStatement)Parse("DECLARE @v " + text, quotedIdentifier: true).Statements[0];
        return statement.Declarations[0].DataType;
    }

    /// <summary>A check constraint's condition.</summary>
    internal static BooleanExpression ParseCondition(string text)
    {
        var statement = (IfStatement)Parse("IF " + text + " RETURN", quotedIdentifier: true).Statements[0];
        return statement.Predicate;
    }

    /// <summary>The parameter list of sp_executesql.</summary>
    internal static IList<ProcedureParameter> ParseParameters(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return [];
        var statement = (CreateProcedureStatement)Parse("CREATE PROCEDURE p " + text + "\nAS RETURN", quotedIdentifier: true).Statements[0];
        return statement.Parameters;
    }

    /// <summary>The text of a piece of a parse tree as it was written.</summary>
    internal static string TextOf(TSqlFragment fragment)
    {
        var tokens = fragment.ScriptTokenStream;
        return tokens is null || fragment.FirstTokenIndex < 0
            ? ""
            : string.Concat(
                Enumerable
                    .Range(fragment.FirstTokenIndex, fragment.LastTokenIndex - fragment.FirstTokenIndex + 1)
                    .Select(index => tokens[index].Text)
            );
    }

    private static ParsedBatch ParseAnew(string text, bool quotedIdentifier)
    {
        var parser = new TSql150Parser(quotedIdentifier);
        using var reader = new StringReader(text);
        var script = (TSqlScript)parser.Parse(reader, out var errors);
        if (errors.Count > 0)
            throw SyntaxErrors.Translate(errors, script?.ScriptTokenStream ?? Tokens(parser, text));
        if (script.Batches.Count > 1)
            throw SyntaxErrors.Near(script.Batches[1], "GO");
        return new ParsedBatch(text, script.Batches.Count == 0 ? [] : script.Batches[0].Statements);
    }

    private static IList<TSqlParserToken> Tokens(TSqlParser parser, string text)
    {
        using var reader = new StringReader(text);
        return parser.GetTokenStream(reader, out _);
    }
}

/// <summary>A batch that was parsed.</summary>
internal sealed record ParsedBatch(string Text, IList<TSqlStatement> Statements)
{
    /// <summary>Whether its variables were looked at and found declared.</summary>
    internal bool IsChecked { get; set; }
}
