using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Restore.Plan;

namespace BizTalkDR.Tests.Restore.Planning;

/// <summary>Positions and wishes for planner tests.</summary>
internal static class Stands
{
    public const string Instance = "DR";

    public static RestoreWish Wish(params string[] databases) =>
        new() { Targets = [.. databases.Select(name => RestoreTarget.SameName(HistoryBuilder.Key(name), Instance))] };

    /// <summary>RESTORING after a backup was restored to its end.</summary>
    public static DatabasePosition After(BackupFile restored) =>
        new()
        {
            Instance = Instance,
            Database = restored.Database.Name,
            State = DatabaseState.Restoring,
            RedoStartLsn = restored.Header?.LastLSN,
            RedoStartFork = restored.Header?.RecoveryForkID,
            LastRestore = new LastRestore
            {
                Type = restored.Type,
                Path = restored.Path,
                FirstLsn = restored.Header?.FirstLSN,
                LastLsn = restored.Header?.LastLSN,
            },
        };

    /// <summary>RESTORING, stopped inside a log at a mark.</summary>
    public static DatabasePosition StoppedAt(BackupFile restored, string mark)
    {
        var end = After(restored);
        return end with { RedoStartLsn = end.RedoStartLsn - 10, LastRestore = end.LastRestore! with { StopAtMarkName = mark } };
    }

    public static DatabasePosition In(DatabaseState state, string database) =>
        new()
        {
            Instance = Instance,
            Database = database,
            State = state,
        };
}
