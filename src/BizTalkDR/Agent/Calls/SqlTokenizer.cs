using System.Text;

namespace BizTalkDR.Agent.Calls;

/// <summary>
/// Cuts T-SQL into pieces, as far as calls of procedures need it: comments (block comments nest), texts, quoted names, variables, numbers. A
/// text or comment that is not closed goes to the end.
/// </summary>
internal sealed class SqlTokenizer(string text)
{
    private readonly List<SqlToken> tokens = [];
    private int at;

    public static IReadOnlyList<SqlToken> Read(string text) => new SqlTokenizer(text).Read();

    private List<SqlToken> Read()
    {
        while (at < text.Length)
            Next();
        return tokens;
    }

    private void Next()
    {
        var character = text[at];
        if (char.IsWhiteSpace(character))
            at++;
        else if (character == '-' && Peek(1) == '-')
            SkipLine();
        else if (character == '/' && Peek(1) == '*')
            SkipBlock();
        else if (character == '\'')
            Quoted(SqlTokenKind.Text, '\'');
        else if (character is 'N' or 'n' && Peek(1) == '\'')
        {
            at++;
            Quoted(SqlTokenKind.Text, '\'');
        }
        else if (character == '[')
            Quoted(SqlTokenKind.QuotedName, ']');
        else if (character == '"')
            Quoted(SqlTokenKind.QuotedName, '"');
        else if (character == '@')
            Take(SqlTokenKind.Variable, IsNamePart);
        else if (char.IsDigit(character))
            Take(SqlTokenKind.Number, part => char.IsLetterOrDigit(part) || part == '.');
        else if (IsNamePart(character))
            Take(SqlTokenKind.Word, IsNamePart);
        else
        {
            tokens.Add(new SqlToken(SqlTokenKind.Symbol, character.ToString()));
            at++;
        }
    }

    private char Peek(int ahead) => at + ahead < text.Length ? text[at + ahead] : '\0';

    private static bool IsNamePart(char character) => char.IsLetterOrDigit(character) || character is '_' or '@' or '#' or '$';

    private void SkipLine()
    {
        while (at < text.Length && text[at] is not ('\r' or '\n'))
            at++;
    }

    private void SkipBlock()
    {
        var depth = 0;
        do
        {
            if (text[at] == '/' && Peek(1) == '*')
                (depth, at) = (depth + 1, at + 2);
            else if (text[at] == '*' && Peek(1) == '/')
                (depth, at) = (depth - 1, at + 2);
            else
                at++;
        } while (depth > 0 && at < text.Length);
    }

    private void Quoted(SqlTokenKind kind, char end)
    {
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == end)
            {
                if (Peek(1) != end)
                    break;
                at++;
            }
            value.Append(text[at]);
        }
        at++;
        tokens.Add(new SqlToken(kind, value.ToString()));
    }

    private void Take(SqlTokenKind kind, Func<char, bool> belongs)
    {
        var start = at++;
        while (at < text.Length && belongs(text[at]))
            at++;
        tokens.Add(new SqlToken(kind, text.Substring(start, at - start)));
    }
}
