using BizTalkDR.Backups;
using BizTalkDR.Instances;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests;

/// <summary>A situation to restore in: two databases, one full set and three log sets.</summary>
internal static class Situations
{
    public const string FirstMark = "BTS_2026_11_21_09_00_00_000";
    public const string SecondMark = "BTS_2026_11_21_09_15_00_000";
    public const string ThirdMark = "BTS_2026_11_21_09_30_00_000";

    private static readonly DatabaseKey[] Databases = [new("PROD1", "BizTalkMgmtDb"), new("PROD2", "BizTalkMsgBoxDb")];

    public static RestoreSituation NothingRestoredYet { get; } =
        new()
        {
            Directory = InstanceDirectory.Of([]),
            History = new BackupHistory
            {
                Sets =
                [
                    Set(1, BackupType.Full, null),
                    Set(2, BackupType.Log, FirstMark),
                    Set(3, BackupType.Log, SecondMark),
                    Set(4, BackupType.Log, ThirdMark),
                ],
                Sources = [HistorySource.BackupJob],
            },
            Targets = [.. Databases.Select(database => RestoreTarget.SameName(database, "DR1"))],
        };

    private static BackupSet Set(long id, BackupType type, string? mark) =>
        new()
        {
            SetId = id,
            Type = type,
            MarkName = mark,
            IsComplete = true,
            Source = HistorySource.BackupJob,
            Files =
            [
                .. Databases.Select(database => new BackupFile
                {
                    Database = database,
                    ServerName = database.Server,
                    Type = type,
                    Paths = [$@"\\FILES\BizTalk\{database.Name}_{id}.bak"],
                    BackupDate = new DateTime(2026, 11, 21, 9, 0, 0).AddMinutes(id),
                }),
            ],
        };
}
