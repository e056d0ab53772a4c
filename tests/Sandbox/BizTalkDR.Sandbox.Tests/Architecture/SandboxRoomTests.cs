using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Tests.Shared.Architecture;

namespace BizTalkDR.Sandbox.Tests.Architecture;

public sealed class SandboxRoomTests() : RoomTests(typeof(SandboxHost).Assembly, "src/Sandbox/BizTalkDR.Sandbox");
