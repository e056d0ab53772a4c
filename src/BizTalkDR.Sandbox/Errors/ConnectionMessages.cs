namespace BizTalkDR.Sandbox.Errors;

/// <summary>Messages of the connection: logins, protocol.</summary>
internal static class ConnectionMessages
{
    internal static readonly IReadOnlyDictionary<int, MessageText> Texts = new Dictionary<int, MessageText>
    {
        [5701] = new(10, "Changed database context to '{0}'."),
        [5703] = new(10, "Changed language setting to {0}."),
        [18456] = new(14, "Login failed for user '{0}'."),
        [4060] = new(11, "Cannot open database \"{0}\" requested by the login. The login failed."),
    };
}
