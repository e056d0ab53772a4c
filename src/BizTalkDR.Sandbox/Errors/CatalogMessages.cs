namespace BizTalkDR.Sandbox.Errors;

/// <summary>Messages of system procedures, functions and server principals.</summary>
internal static class CatalogMessages
{
    internal static readonly IReadOnlyDictionary<int, MessageText> Texts = new Dictionary<int, MessageText>
    {
        [911] = new(16, "Database '{0}' does not exist. Make sure that the name is entered correctly."),
        [15151] = new(16, "Cannot {0} the {1} '{2}', because it does not exist or you do not have permission."),
    };
}
