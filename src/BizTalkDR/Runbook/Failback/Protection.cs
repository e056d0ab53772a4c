using BizTalkDR.Runbook.Failback.Record;

namespace BizTalkDR.Runbook.Failback;

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

/// <summary>Which protection fits which database, and its words.</summary>
internal static class ProtectionChoice
{
    /// <summary>The protection of a database of the group, the same on both sides: the backup carries it over.</summary>
    public static Protection Of(FailbackContext context, FailbackDatabase database) =>
        context.Directory.Get(database.Source).ProductVersion is { } source
        && context.Directory.Get(database.Destination).ProductVersion is { } destination
        && source.Major > destination.Major
            ? Protection.RestrictedUser
            : Protection.ReadOnly;

    /// <summary>As ALTER DATABASE ... SET says it.</summary>
    public static string Option(this Protection protection) => protection == Protection.ReadOnly ? "READ_ONLY" : "RESTRICTED_USER";
}
