namespace BizTalkDR.Sandbox.Errors;

/// <summary>Messages of the parser and of statements: names, types, conversion, transactions.</summary>
internal static class LanguageMessages
{
    internal static readonly IReadOnlyDictionary<int, MessageText> Texts = new Dictionary<int, MessageText>
    {
        [102] = new(15, "Incorrect syntax near '{0}'."),
        [207] = new(16, "Invalid column name '{0}'."),
        [208] = new(16, "Invalid object name '{0}'."),
        [2812] = new(16, "Could not find stored procedure '{0}'."),
    };
}
