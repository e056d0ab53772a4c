using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using BizTalkDR.Sandbox.Errors;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Parsing;

/// <summary>Parses T-SQL. Parse trees are immutable here and kept for the whole process by their text.</summary>
internal static class BatchParser
{
    private const int KeptAtMost = 20_000;

    /// <summary>Characters of all texts kept: a parse tree takes some fifty times its text's memory.</summary>
    private const long CharactersKeptAtMost = 4_000_000;

    /// <summary>What is shorter can't be nested deeper than any stack bears.</summary>
    private const int ShortText = 150;

    /// <summary>From here on a text is parsed on a stack of its own.</summary>
    private const int DeepNesting = 60;
    private const int DeepStack = 256 * 1024 * 1024;
    private static long charactersKept;

    private static readonly ConcurrentDictionary<(string Text, bool QuotedIdentifier), ParsedBatch> Kept = new();

    /// <summary>The statements of one batch.</summary>
    /// <exception cref="SqlServerException">A syntax error: 102, 105, 156 ...</exception>
    internal static ParsedBatch Parse(string text, bool quotedIdentifier)
    {
        if (Kept.TryGetValue((text, quotedIdentifier), out var known))
            return known;
        if (Kept.Count > KeptAtMost || Interlocked.Read(ref charactersKept) > CharactersKeptAtMost)
        {
            Kept.Clear();
            Interlocked.Exchange(ref charactersKept, 0);
        }
        var parsed = ParseAnew(text, quotedIdentifier);
        if (text.Length < CharactersKeptAtMost / 8 && Kept.TryAdd((text, quotedIdentifier), parsed))
            Interlocked.Add(ref charactersKept, text.Length);
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
        return text.Length > ShortText && Nesting.Of(Tokens(parser, text)) > DeepNesting
            ? OnDeepStack(() => ParseAnew(parser, text))
            : ParseAnew(parser, text);
    }

    /// <summary>Runs something on a stack that the deepest text allowed does not exhaust.</summary>
    private static ParsedBatch OnDeepStack(Func<ParsedBatch> parse)
    {
        ParsedBatch? parsed = null;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    parsed = parse();
                }
                catch (Exception error)
                {
                    failure = ExceptionDispatchInfo.Capture(error);
                }
            },
            DeepStack
        );
        thread.Start();
        thread.Join();
        failure?.Throw();
        return parsed!;
    }

    private static ParsedBatch ParseAnew(TSqlParser parser, string text)
    {
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
    /// <summary>What its variables look like, once somebody has looked.</summary>
    internal BatchVariables? Variables { get; set; }
}
