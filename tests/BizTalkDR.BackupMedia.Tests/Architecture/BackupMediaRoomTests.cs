using BizTalkDR.Tests.Shared.Architecture;

namespace BizTalkDR.BackupMedia.Tests.Architecture;

public sealed class BackupMediaRoomTests() : RoomTests(typeof(BackupSetHeader).Assembly, "src/BizTalkDR.BackupMedia");
