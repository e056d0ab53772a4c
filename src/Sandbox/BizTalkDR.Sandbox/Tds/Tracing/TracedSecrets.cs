using System.Text;
using BizTalkDR.Sandbox.Sessions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Tds.Tracing;

/// <summary>
/// Takes passwords, hashes and other secrets out of what a trace keeps: literals that something called a password is set to or compared with,
/// all literals given to procedures that set passwords, and parameters named after secrets.
/// </summary>
internal static class TracedSecrets
{
    private const string Hidden = "'***'";
    private const string Untold = "-- Not shown: a text about secrets that is not T-SQL.";
    private static readonly string[] Words = ["PASSWORD", "PASSWD", "PWD", "PASSPHRASE", "SECRET"];
    private static readonly string[] Procedures =
    [
        "sp_addlogin",
        "sp_password",
        "sp_addlinkedsrvlogin",
        "sp_addapprole",
        "sp_setapprole",
        "sp_approlepassword",
    ];

    /// <summary>A text without its secrets.</summary>
    internal static string Hide(string text)
    {
        if (!Words.Concat(Procedures).Any(word => Holds(text, word)))
            return text;
        using var reader = new StringReader(text);
        var tokens = new TSql150Parser(initialQuotedIdentifiers: true).GetTokenStream(reader, out var errors);
        return errors.Count > 0 ? Untold : Hide(tokens);
    }

    /// <summary>A call's arguments without secrets.</summary>
    internal static IReadOnlyList<TracedParameter> Hide(ProcedureRequest call)
    {
        // A parameter of any name may be what such a procedure in the text is given.
        var takesSecrets =
            IsAboutProcedure(call.Name) || call.Arguments.Any(argument => argument.Value is string text && IsAboutProcedure(text));
        return
        [
            .. call.Arguments.Select(argument =>
            {
                var text = argument.Value as string;
                var mayBeSecret = argument.Value is byte[] || (text is not null && !IsAboutProcedure(text));
                var isSecret = (takesSecrets && mayBeSecret) || Words.Append("HASH").Any(word => Holds(argument.Name, word));
                var value = text is null ? argument.Value : Hide(text);
                return new TracedParameter(argument.Name, argument.Type, isSecret ? null : value, argument.IsOutput, isSecret);
            }),
        ];
    }

    private static string Hide(IList<TSqlParserToken> tokens)
    {
        var text = new StringBuilder();
        var previous = "";
        var isNamed = false;
        var isCall = false;
        var isDeclared = false;
        foreach (var token in tokens)
        {
            if (token.TokenType is TSqlTokenType.WhiteSpace or TSqlTokenType.SingleLineComment or TSqlTokenType.MultilineComment)
            {
                text.Append(token.Text);
                continue;
            }
            var isLiteral =
                token.TokenType is TSqlTokenType.AsciiStringLiteral or TSqlTokenType.UnicodeStringLiteral or TSqlTokenType.HexLiteral;
            text.Append(isLiteral && (isCall || isNamed) ? Hidden : token.Text);
            // PASSWORD = '...', PWDCOMPARE('...', and every literal up to the end of EXEC sp_addlogin '...', '...'
            isNamed =
                (token.TokenType is TSqlTokenType.EqualsSign or TSqlTokenType.LeftParenthesis && IsSecret(previous))
                || (token.TokenType == TSqlTokenType.EqualsSign && isDeclared);
            isDeclared = IsSecretVariable(token) || (isDeclared && IsOfType(token));
            isCall = (!isLiteral && Procedures.Any(name => Holds(token.Text ?? "", name))) || (isCall && !EndsCall(token));
            previous = token.Text ?? "";
        }
        return text.ToString();
    }

    private static bool IsAboutProcedure(string text) => Procedures.Any(name => Holds(text, name));

    private static bool IsSecret(string name) => Words.Any(word => Holds(name, word)) || (name.StartsWith('@') && Holds(name, "HASH"));

    private static bool IsSecretVariable(TSqlParserToken token) => token.TokenType == TSqlTokenType.Variable && IsSecret(token.Text);

    // DECLARE @password nvarchar(20) = '...'
    private static bool IsOfType(TSqlParserToken token) =>
        token.TokenType
            is TSqlTokenType.Identifier
                or TSqlTokenType.As
                or TSqlTokenType.Integer
                or TSqlTokenType.LeftParenthesis
                or TSqlTokenType.RightParenthesis;

    private static bool EndsCall(TSqlParserToken token) =>
        token.TokenType is TSqlTokenType.Semicolon or TSqlTokenType.Go or TSqlTokenType.Exec or TSqlTokenType.Execute or TSqlTokenType.End;

    private static bool Holds(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
