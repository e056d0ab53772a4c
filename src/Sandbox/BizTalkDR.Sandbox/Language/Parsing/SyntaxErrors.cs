using BizTalkDR.Sandbox.Errors;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Parsing;

/// <summary>The parser's errors as SQL Server numbers and words them.</summary>
internal static class SyntaxErrors
{
    internal static SqlServerException Translate(IList<ParseError> errors, IList<TSqlParserToken> tokens)
    {
        var messages = errors.Select(error => Translate(error, tokens)).ToArray();
        return new SqlServerException(messages[0], messages[1..]);
    }

    internal static SqlServerException Near(TSqlFragment fragment, string text) =>
        new(MessageCatalog.Message(102, text) with { Line = fragment.StartLine });

    private static SqlMessage Translate(ParseError error, IList<TSqlParserToken> tokens)
    {
        var token = tokens.LastOrDefault(candidate => candidate.Offset <= error.Offset && candidate.TokenType != TSqlTokenType.WhiteSpace);
        var near = token?.TokenType == TSqlTokenType.EndOfFile ? LastWord(tokens) : token?.Text ?? "";
        var message =
            error.Number == 46030 || (token is not null && IsUnclosedQuote(token))
                ? MessageCatalog.Message(105, near.TrimStart('N').Trim('\''))
            : error.Number == 46032 ? MessageCatalog.Message(113)
            : IsKeyword(token) ? MessageCatalog.Message(156, near.ToUpperInvariant())
            : MessageCatalog.Message(102, near);
        return message with { Line = error.Line };
    }

    private static bool IsUnclosedQuote(TSqlParserToken token) =>
        token.Text is { Length: > 0 } text
        && token.TokenType is TSqlTokenType.AsciiStringLiteral or TSqlTokenType.UnicodeStringLiteral
        && token.Text[^1] != '\'';

    /// <summary>Keywords come before the punctuation in the parser's numbering.</summary>
    private static bool IsKeyword(TSqlParserToken? token) => token?.TokenType is > TSqlTokenType.EndOfFile and < TSqlTokenType.Bang;

    private static string LastWord(IList<TSqlParserToken> tokens) =>
        tokens
            .LastOrDefault(token =>
                token.TokenType
                    is not (
                        TSqlTokenType.EndOfFile
                        or TSqlTokenType.WhiteSpace
                        or TSqlTokenType.SingleLineComment
                        or TSqlTokenType.MultilineComment
                    )
            )
            ?.Text
        ?? "";
}
