using BizTalkDR.PowerShell.Base;
using BizTalkDR.Tests.Shared.Architecture;

namespace BizTalkDR.PowerShell.Tests.Architecture;

public sealed class CmdletRoomTests() : RoomTests(typeof(BtsCmdlet).Assembly, "src/BizTalkDR.PowerShell");
