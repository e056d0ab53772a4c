namespace BizTalkDR.Databases;

/// <summary>The state of a database in the words of messages.</summary>
internal static class DatabaseStateText
{
    /// <summary>As sys.databases.state_desc writes it, and <c>missing</c> where there is no database.</summary>
    public static string InWords(this DatabaseState state) =>
        state == DatabaseState.Missing ? "missing" : state.ToString().ToUpperInvariant();
}
