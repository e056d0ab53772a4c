using System.Reflection;

namespace BizTalkDR.Tests.Shared.Architecture;

/// <summary>Holds the rooms of a project in the order of docs/architecture.md: a type uses its own room and those below it.</summary>
/// <param name="assembly">The project's assembly.</param>
/// <param name="folder">The project's folder, from the root of the checkout.</param>
public abstract class RoomTests(Assembly assembly, string folder)
{
    private readonly RoomOrder rooms = RoomOrder.Of(Path.GetFileName(folder));
    private readonly string path = Repository.File(folder.Split('/'));

    [Fact]
    public void No_room_uses_what_lies_above_it()
    {
        var (_, references) = AssemblyReferences.Read(assembly.Location);

        Assert.NotEmpty(references);
        Assert.Empty(rooms.Breaches(references));
    }

    [Fact]
    public void Every_namespace_is_that_of_its_folder() => Assert.Empty(rooms.Misnamed(path));

    [Fact]
    public void Every_folder_has_its_place_in_the_order() => Assert.Empty(rooms.Unlisted(path));
}
