using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Tests.Shared.Architecture;

namespace BizTalkDR.Sandbox.Tests.Architecture;

public sealed class ArchitectureTests
{
    private static readonly RoomOrder Rooms = new("BizTalkDR.Sandbox", SandboxRooms.BottomToTop);
    private static readonly string Folder = ProjectFolder.Find("src/Sandbox/BizTalkDR.Sandbox");

    [Fact]
    public void No_room_uses_what_lies_above_it()
    {
        var (_, references) = AssemblyReferences.Read(typeof(SandboxHost).Assembly.Location);

        Assert.NotEmpty(references);
        Assert.Empty(Rooms.Breaches(references));
    }

    [Fact]
    public void Every_namespace_is_that_of_its_folder() => Assert.Empty(Rooms.Misnamed(Folder));

    [Fact]
    public void Every_folder_has_its_place_in_the_order() => Assert.Empty(Rooms.Unlisted(Folder));
}
