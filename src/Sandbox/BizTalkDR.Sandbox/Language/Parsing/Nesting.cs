using BizTalkDR.Sandbox.Errors;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Parsing;

/// <summary>
/// How deep a text is nested, found out before it is parsed: the parser goes down one level of its own stack, or several, for each. SQL Server's limits:
/// 191 for parentheses, functions and subqueries, about 1000 of them (its stack's, as users report; no page has the number), 125 for CASE within CASE (page
/// CASE, "Remarks": 10 levels).
/// </summary>
internal sealed class Nesting
{
    internal const int DeepestCase = 10;
    private const int Deepest = 1000;

    private static readonly HashSet<string> Statements = new(StringComparer.OrdinalIgnoreCase)
    {
        "ALTER",
        "BACKUP",
        "BREAK",
        "CHECKPOINT",
        "CLOSE",
        "COMMIT",
        "CONTINUE",
        "CREATE",
        "DBCC",
        "DEALLOCATE",
        "DECLARE",
        "DELETE",
        "DENY",
        "DROP",
        "EXEC",
        "EXECUTE",
        "FETCH",
        "GOTO",
        "GRANT",
        "INSERT",
        "KILL",
        "MERGE",
        "OPEN",
        "PRINT",
        "RAISERROR",
        "RECONFIGURE",
        "RESTORE",
        "RETURN",
        "REVOKE",
        "ROLLBACK",
        "SAVE",
        "SELECT",
        "SET",
        "THROW",
        "TRUNCATE",
        "UPDATE",
        "USE",
        "WAITFOR",
        "WITH",
        ";",
    };

    private static readonly HashSet<string> NoBlocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "TRAN",
        "TRANSACTION",
        "DISTRIBUTED",
        "CONVERSATION",
        "DIALOG",
    };

    private readonly Stack<(Level Kind, int Chain)> open = new();
    private int cases;

    /// <summary>IF, ELSE IF and WHILE that have begun and not come to a statement of their own yet, at the innermost level.</summary>
    private int chain;

    /// <summary>The same of the levels around.</summary>
    private int chainsAround;
    private bool hasStatement = true;
    private int signs;

    private enum Level
    {
        Parenthesis,
        Choice,
        Case,
        Block,
    }

    /// <summary>The deepest place of a text. Throws 191 and 125.</summary>
    internal static int Of(IList<TSqlParserToken> tokens)
    {
        var nesting = new Nesting();
        var deepest = 0;
        var meaningful = tokens.Where(token =>
            token.TokenType
                is not (
                    TSqlTokenType.WhiteSpace
                    or TSqlTokenType.SingleLineComment
                    or TSqlTokenType.MultilineComment
                    or TSqlTokenType.EndOfFile
                )
        );
        TSqlParserToken? before = null;
        TSqlParserToken? current = null;
        foreach (var next in meaningful.Append(null))
        {
            if (current is not null)
                deepest = Math.Max(deepest, nesting.Take(before, current, next));
            (before, current) = (current, next);
        }
        return deepest;
    }

    private int Take(TSqlParserToken? before, TSqlParserToken token, TSqlParserToken? next)
    {
        var text = token.Text ?? "";
        signs = text is "-" or "+" or "~" || text.Equals("NOT", StringComparison.OrdinalIgnoreCase) ? signs + 1 : 0;
        switch (token.TokenType)
        {
            case TSqlTokenType.LeftParenthesis:
                var isChoice = "IIF".Equals(before?.Text, StringComparison.OrdinalIgnoreCase);
                Enter(isChoice ? Level.Choice : Level.Parenthesis, token);
                break;
            case TSqlTokenType.RightParenthesis:
                if (open.TryPeek(out var inside) && inside.Kind is Level.Parenthesis or Level.Choice)
                    Leave();
                break;
            case TSqlTokenType.Case:
                Enter(Level.Case, token);
                break;
            case TSqlTokenType.Begin when next is null || !NoBlocks.Contains(next.Text ?? ""):
                hasStatement = true;
                Enter(Level.Block, token);
                break;
            case TSqlTokenType.End when next is null || !NoBlocks.Contains(next.Text ?? ""):
                if (open.TryPeek(out var around) && around.Kind is Level.Case or Level.Block)
                    Leave();
                break;
            case TSqlTokenType.If or TSqlTokenType.While:
                var goesOn = !hasStatement || before?.TokenType == TSqlTokenType.Else;
                (chain, hasStatement) = (goesOn ? chain + 1 : 1, false);
                break;
            default:
                if (Statements.Contains(text) && !(open.TryPeek(out var at) && at.Kind is not Level.Block))
                    hasStatement = true;
                break;
        }
        var depth = open.Count + chainsAround + chain + signs;
        return depth <= Deepest ? depth : throw At(token, 191);
    }

    private void Enter(Level kind, TSqlParserToken token)
    {
        open.Push((kind, chain));
        if (kind == Level.Block)
            (chainsAround, chain) = (chainsAround + chain, 0);
        if (kind is Level.Case or Level.Choice && ++cases > DeepestCase)
            throw At(token, 125, DeepestCase);
    }

    private void Leave()
    {
        var (kind, before) = open.Pop();
        if (kind is Level.Case or Level.Choice)
            cases--;
        if (kind != Level.Block)
            return;
        (chainsAround, chain, hasStatement) = (chainsAround - before, before, true);
    }

    private static SqlServerException At(TSqlParserToken token, int number, params object?[] arguments) =>
        new(MessageCatalog.Message(number, arguments) with { Line = token.Line });
}
