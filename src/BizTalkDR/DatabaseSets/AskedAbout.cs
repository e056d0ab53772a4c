using BizTalkDR.Databases;
using BizTalkDR.Group;

namespace BizTalkDR.DatabaseSets;

/// <summary>
/// Whether a database is still the one that was read and asked about. A question may wait for hours, and an object from Get-BtsDatabase longer: under the
/// same name there may be another database by then, or one that somebody has recovered and works with.
/// </summary>
internal static class AskedAbout
{
    /// <summary>Why it is not, as part of a sentence; null if it is, is gone, or nobody tells.</summary>
    /// <param name="asked">The database as it was read.</param>
    /// <param name="now">Where it stands now.</param>
    public static string? WhyAnother(BizTalkDatabase asked, DatabasePosition now)
    {
        if (now.State == DatabaseState.Missing)
            return null;
        if (asked.State == DatabaseState.Missing)
            return "it was not there";
        if (IsOther(asked.FamilyGuid, DatabaseFamily.Of(now)))
            return $"it is another database (family {DatabaseFamily.Of(now)}, not {asked.FamilyGuid})";
        if (asked.State != DatabaseState.Online && now.State == DatabaseState.Online)
            return $"it was {asked.State.InWords()} and is ONLINE";
        return asked.State == now.State && IsOther(asked.RecoveryFork, DatabaseFamily.ForkOf(now))
            ? $"it was restored or recovered since (recovery fork {DatabaseFamily.ForkOf(now)}, not {asked.RecoveryFork})"
            : null;
    }

    private static bool IsOther(Guid? was, Guid? now) => was is { } left && now is { } right && left != right;
}
