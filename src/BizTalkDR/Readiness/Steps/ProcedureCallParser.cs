namespace BizTalkDR.Readiness.Steps;

/// <summary>
/// Finds the calls of procedures in the text of a job step: EXEC with or without schema, positional and named arguments, texts with or
/// without N, comments anywhere, and a call without EXEC at the start of a batch. EXEC of a text is not looked into.
/// </summary>
internal sealed class ProcedureCallParser
{
    private readonly IReadOnlyList<SqlToken> tokens;
    private readonly IReadOnlyDictionary<string, string> variables;
    private int at;

    private ProcedureCallParser(string text)
    {
        tokens = SqlTokenizer.Read(text);
        variables = ConstantVariables.Find(tokens);
    }

    public static IReadOnlyList<ProcedureCall> Parse(string text) => new ProcedureCallParser(text).Parse();

    private List<ProcedureCall> Parse()
    {
        var calls = new List<ProcedureCall>();
        var isBatchStart = true;
        while (at < tokens.Count)
        {
            var token = tokens[at];
            if (token.IsWord("EXEC") || token.IsWord("EXECUTE"))
                at++;
            else if (!isBatchStart || !IsName(token))
            {
                isBatchStart = token.IsWord("GO");
                at++;
                continue;
            }
            isBatchStart = false;
            if (Call() is { } call)
                calls.Add(call);
        }
        return calls;
    }

    private SqlToken? Now => at < tokens.Count ? tokens[at] : null;

    private ProcedureCall? Call()
    {
        // EXEC @result = procedure ...
        if (Now is { Kind: SqlTokenKind.Variable } && IsSymbolAt(at + 1, '='))
            at += 2;
        string? name = null;
        while (Now is { } token && IsName(token))
        {
            name = token.Value;
            at++;
            while (Now?.IsSymbol('.') == true)
            {
                name = null;
                at++;
            }
            if (name is not null)
                break;
        }
        return name is null ? null : new ProcedureCall(name, Arguments());
    }

    private List<ProcedureArgument> Arguments()
    {
        var arguments = new List<ProcedureArgument>();
        while (Argument() is { } argument)
        {
            arguments.Add(argument);
            if (Now is { } word && (word.IsWord("OUTPUT") || word.IsWord("OUT")))
                at++;
            if (Now?.IsSymbol(',') != true)
                break;
            at++;
        }
        return arguments;
    }

    private ProcedureArgument? Argument()
    {
        string? name = null;
        if (Now is { Kind: SqlTokenKind.Variable } named && IsSymbolAt(at + 1, '='))
        {
            name = named.Value;
            at += 2;
        }
        var isNegative = Now?.IsSymbol('-') == true;
        if (isNegative || Now?.IsSymbol('+') == true)
            at++;
        if (Now is not { } value)
            return null;
        switch (value.Kind)
        {
            case SqlTokenKind.Symbol:
            case SqlTokenKind.Word when SqlKeywords.StartsStatement(value.Value):
                return null;
            case SqlTokenKind.Variable:
                at++;
                return new ProcedureArgument(name, variables.TryGetValue(value.Value, out var known) ? known : null, value.Value);
            case SqlTokenKind.Word when value.IsWord("NULL") || value.IsWord("DEFAULT"):
                at++;
                return new ProcedureArgument(name, null);
            default:
                at++;
                return new ProcedureArgument(name, (isNegative ? "-" : "") + value.Value);
        }
    }

    private bool IsSymbolAt(int index, char symbol) => index < tokens.Count && tokens[index].IsSymbol(symbol);

    private static bool IsName(SqlToken token) =>
        token.Kind == SqlTokenKind.QuotedName || (token.Kind == SqlTokenKind.Word && !SqlKeywords.StartsStatement(token.Value));
}
