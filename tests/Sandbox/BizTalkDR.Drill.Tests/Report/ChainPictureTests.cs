using BizTalkDR.Backups;
using BizTalkDR.Drill.Report;
using BizTalkDR.Topologies;

namespace BizTalkDR.Drill.Tests.Report;

public class ChainPictureTests
{
    private static readonly DatabaseKey Database = new("SQL01", "A");

    [Fact]
    public void Each_backup_is_told_what_became_of_it()
    {
        var history = new BackupHistory
        {
            Sets =
            [
                Set(1, BackupType.Full),
                Set(2, BackupType.Log),
                Set(3, BackupType.Full),
                Set(4, BackupType.Log),
                Set(5, BackupType.Log),
                Set(6, BackupType.Log),
                Set(7, BackupType.Log) with
                {
                    IsComplete = false,
                },
                Set(8, BackupType.Log),
            ],
        };
        Assert.Equal(
            [
                ChainUse.Superseded,
                ChainUse.Superseded,
                ChainUse.Restored,
                ChainUse.Restored,
                ChainUse.StoppedAtMark,
                ChainUse.AfterMark,
                ChainUse.Unusable,
                ChainUse.Unusable,
            ],
            Assert.Single(ChainPicture.Of(history, "M5")).Links.Select(link => link.Use)
        );
    }

    private static BackupSet Set(long id, BackupType type) =>
        new()
        {
            SetId = id,
            Type = type,
            IsComplete = true,
            MarkName = type == BackupType.Log ? $"M{id}" : null,
            Files =
            [
                new BackupFile
                {
                    Database = Database,
                    Type = type,
                    Paths = [$"{id}.bak"],
                },
            ],
        };
}
