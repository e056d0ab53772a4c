using System.Reflection;
using System.Text.RegularExpressions;

namespace BizTalkDR.Tests.Shared.Architecture;

/// <summary>Holds the rooms of a project in the order of docs/architecture.md: a type uses its own room and those below it.</summary>
/// <param name="assembly">The project's assembly.</param>
/// <param name="folder">The project's folder in the checkout.</param>
public abstract partial class RoomTests(Assembly assembly, string folder)
{
    private readonly RoomOrder order = RoomOrder.Of(Path.GetFileName(folder));

    [Fact]
    public void No_type_uses_a_room_above_its_own()
    {
        var (_, references) = AssemblyReferences.Read(assembly.Location);

        Assert.NotEmpty(references);
        Assert.Empty(references.Where(order.IsBroken).Select(reference => reference.ToString()));
    }

    [Fact]
    public void Every_namespace_is_a_room_and_every_room_has_types()
    {
        var (types, _) = AssemblyReferences.Read(assembly.Location);
        var namespaces = types
            .Select(TypeReference.NamespaceOf)
            .Where(name => name.StartsWith("BizTalkDR", StringComparison.Ordinal))
            .ToHashSet();

        Assert.Empty(namespaces.Where(name => !order.Has(name)).Order(StringComparer.Ordinal));
        Assert.Empty(order.Rooms.Where(room => !namespaces.Contains(order.Namespace(room))));
    }

    [Fact]
    public void Every_file_has_the_namespace_of_its_folder()
    {
        var root = Repository.File(folder.Split('/'));
        var files = Directory
            .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(files);
        Assert.Empty(files.Where(path => Said(Path.Combine(root, path)) is { } said && said != order.Namespace(FolderOf(path))));
    }

    private static string FolderOf(string path) => path.Contains('/', StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : ".";

    // Files of attributes and top-level statements have none.
    private static string? Said(string path) =>
        NamespaceLine().Match(File.ReadAllText(path)) is { Success: true } found ? found.Groups[1].Value : null;

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
