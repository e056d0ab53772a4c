namespace BizTalkDR.Sandbox.Errors;

/// <summary>Messages of SQL Server Agent procedures in msdb.</summary>
internal static class AgentMessages
{
    internal static readonly IReadOnlyDictionary<int, MessageText> Texts = new Dictionary<int, MessageText>
    {
        [14262] = new(16, "The specified {0} ('{1}') does not exist."),
    };
}
