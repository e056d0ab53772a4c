using BizTalkDR.Runbook.Failback.Production;
using BizTalkDR.Runbook.Failback.Record;

namespace BizTalkDR.Runbook.Failback;

/// <summary>Which protection fits which database.</summary>
internal static class ProtectionChoice
{
    /// <summary>The protection of a database of the group, the same on both sides: the backup carries it over.</summary>
    public static Protection Of(FailbackContext context, FailbackDatabase database) =>
        context.Directory.Get(database.Source).ProductVersion is { } source
        && context.Directory.Get(database.Destination).ProductVersion is { } destination
        && source.Major > destination.Major
            ? Protection.RestrictedUser
            : Protection.ReadOnly;
}
