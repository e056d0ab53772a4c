namespace BizTalkDR.Tests.Shared.Architecture;

/// <summary>
/// The order of a project's rooms (its folders), bottom to top: a room may use what lies below it, never what lies above. A type's room is told by
/// its namespace, which must equal its folder.
/// </summary>
/// <param name="rootNamespace">The project's root namespace.</param>
/// <param name="rooms">The folders, bottom to top, with / between the parts; empty for the project's own.</param>
internal sealed class RoomOrder(string rootNamespace, IReadOnlyList<string> rooms)
{
    /// <summary>
    /// The order of one project, as docs/architecture.md lists it, top first: the block of the page that begins with
    /// <c>```rooms &lt;project&gt;</c>. The page is the order, so it can't say anything else than the tests hold.
    /// </summary>
    internal static RoomOrder Of(string project)
    {
        var listed = File.ReadAllLines(Repository.File("docs", "architecture.md"))
            .SkipWhile(line => line != "```rooms " + project)
            .Skip(1)
            .TakeWhile(line => line != "```")
            .Select(line => line.Split(' ', 2)[0])
            .Reverse()
            .ToList();
        return listed.Count > 0
            ? new RoomOrder(project, [.. listed.Select(room => room == "." ? "" : room)])
            : throw new InvalidOperationException($"docs/architecture.md has no block \"rooms {project}\".");
    }

    /// <summary>The references that go up, each with both types' names.</summary>
    internal IReadOnlyList<string> Breaches(IEnumerable<TypeReference> references) =>
        [
            .. references
                .Where(reference => Rank(reference.FromNamespace) < Rank(reference.ToNamespace))
                .Select(reference =>
                    $"{reference.From} uses {reference.To}, but {Name(reference.FromNamespace)} lies below {Name(reference.ToNamespace)}."
                ),
        ];

    /// <summary>Source files whose namespace is not their folder's.</summary>
    /// <param name="projectFolder">The full path of the project's folder.</param>
    internal IReadOnlyList<string> Misnamed(string projectFolder) =>
        [
            .. SourceFiles(projectFolder)
                .Select(file => (File: file, Wanted: NamespaceOf(FolderOf(projectFolder, file)), Found: DeclaredNamespace(file)))
                .Where(entry => entry.Found is not null && entry.Found != entry.Wanted)
                .Select(entry =>
                    $"{Path.GetRelativePath(projectFolder, entry.File)} has the namespace {entry.Found} instead of {entry.Wanted}."
                ),
        ];

    /// <summary>Folders that hold source files and are not in the list, and the other way round.</summary>
    /// <param name="projectFolder">The full path of the project's folder.</param>
    internal IReadOnlyList<string> Unlisted(string projectFolder)
    {
        var folders = SourceFiles(projectFolder).Select(file => FolderOf(projectFolder, file)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. folders.Except(rooms).Select(folder => $"The folder '{folder}' is not in the list of rooms."),
            .. rooms.Except(folders).Select(room => $"The room '{room}' has no source file."),
        ];
    }

    private int Rank(string typeNamespace)
    {
        for (var i = 0; i < rooms.Count; i++)
            if (NamespaceOf(rooms[i]) == typeNamespace)
                return i;
        throw new InvalidOperationException($"The namespace {typeNamespace} is none of a listed room.");
    }

    private string Name(string typeNamespace) => rooms[Rank(typeNamespace)] is { Length: > 0 } room ? room : rootNamespace;

    private string NamespaceOf(string room) => room.Length == 0 ? rootNamespace : $"{rootNamespace}.{room.Replace('/', '.')}";

    private static string FolderOf(string projectFolder, string file) =>
        Path.GetRelativePath(projectFolder, Path.GetDirectoryName(file)!).Replace('\\', '/') is var folder && folder == "." ? "" : folder;

    private static IEnumerable<string> SourceFiles(string projectFolder) =>
        Directory
            .EnumerateFiles(projectFolder, "*.cs", SearchOption.AllDirectories)
            .Where(file => FolderOf(projectFolder, file).Split('/')[0] is not ("bin" or "obj"));

    private static string? DeclaredNamespace(string file) =>
        File.ReadLines(file)
            .Where(line => line.StartsWith("namespace ", StringComparison.Ordinal))
            .Select(line => line["namespace ".Length..].TrimEnd(';', ' '))
            .FirstOrDefault();
}
