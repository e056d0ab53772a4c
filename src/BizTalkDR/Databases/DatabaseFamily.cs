namespace BizTalkDR.Databases;

/// <summary>Which database a position is of, whatever it is called: as the server tells it of one that is open, else as its last restore does.</summary>
internal static class DatabaseFamily
{
    /// <summary>The family, the same in all copies; null where nobody tells.</summary>
    public static Guid? Of(DatabasePosition position) => position.FamilyGuid ?? position.LastRestore?.FamilyGuid;

    /// <summary>The recovery fork it is on; null where nobody tells.</summary>
    public static Guid? ForkOf(DatabasePosition position) => position.RecoveryFork ?? position.RedoStartFork;
}
