namespace BizTalkDR.Runbook.Failback.Production;

/// <summary>How databases are kept from being changed between two steps.</summary>
internal enum Protection
{
    /// <summary>SET READ_ONLY: nobody can write, sysadmin neither, and the end of the log stays where it is.</summary>
    ReadOnly,

    /// <summary>
    /// SET RESTRICTED_USER: for a production of a newer version than the destination. Its restore has to upgrade the database, and a read-only one
    /// can't be upgraded (message 3415).
    /// </summary>
    RestrictedUser,
}

/// <summary>Protections in words.</summary>
internal static class ProtectionText
{
    /// <summary>As ALTER DATABASE ... SET says it.</summary>
    public static string Option(this Protection protection) => protection == Protection.ReadOnly ? "READ_ONLY" : "RESTRICTED_USER";
}
