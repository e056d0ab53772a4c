using BizTalkDR.Tests.Shared.Architecture;

namespace BizTalkDR.Tests.Architecture;

public sealed class EngineRoomTests() : RoomTests(typeof(DisasterRecovery).Assembly, "src/BizTalkDR");
