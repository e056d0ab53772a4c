namespace BizTalkDR.Agent.Calls;

/// <summary>
/// Finds the calls of procedures in a T-SQL text: EXEC with or without server, database and schema, positional and named arguments, texts with
/// or without N, comments anywhere, a call without EXEC at the start of a batch, and calls inside a constant text that EXEC or sp_executesql
/// runs. Conditions around a call, such as the guard of an availability group, do not matter. A text that has to be calculated is not looked into.
/// </summary>
internal sealed class ProcedureCallParser
{
    private const int Deepest = 8;
    private readonly IReadOnlyList<SqlToken> tokens;
    private readonly IReadOnlyDictionary<string, string> variables;
    private readonly List<ProcedureCall> calls = [];
    private readonly int depth;
    private readonly string? server;
    private string? database;
    private int at;

    private ProcedureCallParser(string text, string? server, string? database, int depth)
    {
        tokens = SqlTokenizer.Read(text);
        variables = ConstantVariables.Find(tokens);
        (this.server, this.database, this.depth) = (server, database, depth);
    }

    public static IReadOnlyList<ProcedureCall> Parse(string text) => new ProcedureCallParser(text, null, null, 0).Parse();

    private List<ProcedureCall> Parse()
    {
        var isBatchStart = true;
        while (at < tokens.Count)
        {
            var token = tokens[at];
            if (token.IsWord("USE"))
            {
                Use();
                isBatchStart = false;
                continue;
            }
            if (token.IsWord("EXEC") || token.IsWord("EXECUTE"))
                at++;
            else if (!isBatchStart || !IsName(token))
            {
                isBatchStart = token.IsWord("GO");
                at++;
                continue;
            }
            isBatchStart = false;
            if (Now?.IsSymbol('(') == true)
                ExecuteText();
            else
                Call();
        }
        return calls;
    }

    private SqlToken? Now => at < tokens.Count ? tokens[at] : null;

    private void Use()
    {
        at++;
        if (Now is { Kind: SqlTokenKind.Word or SqlTokenKind.QuotedName } name)
        {
            database = name.Value;
            at++;
        }
    }

    private void Call()
    {
        // EXEC @result = procedure ...
        if (Now is { Kind: SqlTokenKind.Variable } && IsSymbolAt(at + 1, '='))
            at += 2;
        var parts = Now is { Kind: SqlTokenKind.Variable } named ? NameIn(named) : Name(tokens, ref at);
        if (parts is null || parts[parts.Count - 1].Length == 0)
            return;
        string? Part(int fromEnd) => parts.Count >= fromEnd && parts[parts.Count - fromEnd] is { Length: > 0 } part ? part : null;
        var call = new ProcedureCall(Part(1)!, Arguments()) { Database = Part(3) ?? database, Server = Part(4) ?? server };
        if (call.IsOf("sp_executesql"))
            Look(call.Arguments.Count > 0 ? call.Arguments[0].Value : null, call.Server, call.Database);
        else
            calls.Add(call);
    }

    // EXEC @procedure: the name is what the variable holds.
    private List<string>? NameIn(SqlToken variable)
    {
        at++;
        if (!variables.TryGetValue(variable.Value, out var text))
            return null;
        var from = 0;
        return Name(SqlTokenizer.Read(text), ref from);
    }

    private static List<string>? Name(IReadOnlyList<SqlToken> tokens, ref int at)
    {
        var parts = new List<string>();
        while (true)
        {
            var isName = at < tokens.Count && IsName(tokens[at]);
            parts.Add(isName ? tokens[at].Value : "");
            if (isName)
                at++;
            if (at >= tokens.Count || !tokens[at].IsSymbol('.'))
                return parts.Exists(part => part.Length > 0) ? parts : null;
            at++;
        }
    }

    // EXEC ('text') and EXEC ('text') AT server
    private void ExecuteText()
    {
        var text = at + 1 < tokens.Count ? tokens[at + 1] : default;
        var isWhole = IsSymbolAt(at + 2, ')');
        var constant =
            !isWhole ? null
            : text.Kind == SqlTokenKind.Text ? text.Value
            : text.Kind == SqlTokenKind.Variable && variables.TryGetValue(text.Value, out var known) ? known
            : null;
        if (!isWhole)
        {
            at++;
            return;
        }
        at += 3;
        if (Now is { } word && word.IsWord("AT") && at + 1 < tokens.Count && IsName(tokens[at + 1]))
        {
            // There the text begins in the default database of whoever logs in.
            Look(constant, tokens[at + 1].Value, null);
            at += 2;
        }
        else
            Look(constant, server, database);
    }

    private void Look(string? text, string? on, string? within)
    {
        if (text is not null && depth < Deepest)
            calls.AddRange(new ProcedureCallParser(text, on, within, depth + 1).Parse());
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
