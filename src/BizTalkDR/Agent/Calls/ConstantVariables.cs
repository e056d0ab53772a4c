namespace BizTalkDR.Agent.Calls;

/// <summary>
/// The variables of a batch that are given one constant (DECLARE @p ... = 'x', SET @p = 'x', SELECT @p = 'x') and nothing else. What is
/// calculated, or given two values, can't be told without running it.
/// </summary>
internal static class ConstantVariables
{
    public static IReadOnlyDictionary<string, string> Find(IReadOnlyList<SqlToken> tokens)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var open = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var isAssigning = false;
        for (var at = 0; at < tokens.Count; at++)
        {
            var token = tokens[at];
            if (token.Kind == SqlTokenKind.Word && SqlKeywords.StartsStatement(token.Value))
                isAssigning = token.IsWord("DECLARE") || token.IsWord("SET") || token.IsWord("SELECT");
            else if (token.IsSymbol(';'))
                isAssigning = false;
            if (!isAssigning || token.Kind != SqlTokenKind.Variable || EqualsSign(tokens, at) is not { } sign)
                continue;
            if (Constant(tokens, sign + 1) is { } value && (!values.TryGetValue(token.Value, out var other) || other == value))
                values[token.Value] = value;
            else
                open.Add(token.Value);
        }
        foreach (var variable in open)
            values.Remove(variable);
        return values;
    }

    // Between a declared variable and its equals sign stands its type: words, dots, and numbers in parentheses.
    private static int? EqualsSign(IReadOnlyList<SqlToken> tokens, int variable)
    {
        var depth = 0;
        for (var at = variable + 1; at < tokens.Count; at++)
        {
            var token = tokens[at];
            if (token.IsSymbol('='))
                return at;
            if (token.IsSymbol('('))
                depth++;
            else if (token.IsSymbol(')'))
                depth--;
            else if (token.Kind is SqlTokenKind.Variable or SqlTokenKind.Text || (token.IsSymbol(',') && depth == 0) || token.IsSymbol(';'))
                return null;
            else if (token.Kind == SqlTokenKind.Word && SqlKeywords.StartsStatement(token.Value))
                return null;
            else if (token.IsSymbol('+'))
                return at + 1 < tokens.Count && tokens[at + 1].IsSymbol('=') ? at + 1 : null;
        }
        return null;
    }

    private static string? Constant(IReadOnlyList<SqlToken> tokens, int at)
    {
        if (at >= tokens.Count || tokens[at].Kind is not (SqlTokenKind.Text or SqlTokenKind.Number))
            return null;
        // @p += 'x' and 'x' + ... are calculations.
        if (tokens[at - 2].IsSymbol('+'))
            return null;
        var isCalculated = at + 1 < tokens.Count && tokens[at + 1].Kind == SqlTokenKind.Symbol && "+-*/%&|^".Contains(tokens[at + 1].Value);
        return isCalculated ? null : tokens[at].Value;
    }
}
