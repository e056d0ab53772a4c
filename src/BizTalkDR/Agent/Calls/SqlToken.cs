namespace BizTalkDR.Agent.Calls;

/// <summary>What a piece of T-SQL is.</summary>
internal enum SqlTokenKind
{
    /// <summary>A bare name or keyword.</summary>
    Word,

    /// <summary>A name in brackets or double quotes.</summary>
    QuotedName,

    /// <summary>A text in single quotes, with or without N before it.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>@name.</summary>
    Variable,

    /// <summary>A single character: a comma, an equals sign, a parenthesis ...</summary>
    Symbol,
}

/// <summary>A piece of T-SQL; quotes are taken off.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Its text.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Value)
{
    /// <summary>Whether it is this keyword.</summary>
    public bool IsWord(string word) => Kind == SqlTokenKind.Word && string.Equals(Value, word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is this character.</summary>
    public bool IsSymbol(char symbol) => Kind == SqlTokenKind.Symbol && Value[0] == symbol;
}
