namespace BizTalkDR.Tests.Shared.Architecture;

/// <summary>
/// The rooms (folders) of a project from top to bottom, as docs/architecture.md lists them: the page is the order, so it can't say anything
/// else than the tests hold.
/// </summary>
internal sealed class RoomOrder
{
    private readonly string project;
    private readonly Dictionary<string, int> heights;

    private RoomOrder(string project, IReadOnlyList<string> rooms)
    {
        this.project = project;
        Rooms = rooms;
        heights = rooms
            .Select((room, index) => (room, Height: rooms.Count - index))
            .ToDictionary(pair => Namespace(pair.room), pair => pair.Height);
    }

    /// <summary>The folders, top first; <c>.</c> is the project's own.</summary>
    internal IReadOnlyList<string> Rooms { get; }

    /// <summary>The order of one project: the block of the page whose first line is <c>```rooms &lt;project&gt;</c>.</summary>
    internal static RoomOrder Of(string project)
    {
        var lines = File.ReadAllLines(Repository.File("docs", "architecture.md"))
            .SkipWhile(line => line != "```rooms " + project)
            .Skip(1)
            .TakeWhile(line => line != "```")
            .Select(line => line.Split(' ', 2)[0])
            .ToList();
        return lines.Count > 0
            ? new RoomOrder(project, lines)
            : throw new InvalidOperationException($"docs/architecture.md has no block \"rooms {project}\".");
    }

    /// <summary>Whether a namespace is one of the rooms.</summary>
    internal bool Has(string room) => heights.ContainsKey(room);

    /// <summary>Whether a type uses one of a room above its own.</summary>
    internal bool IsBroken(TypeReference reference) =>
        Has(reference.FromNamespace) && Has(reference.ToNamespace) && heights[reference.ToNamespace] > heights[reference.FromNamespace];

    /// <summary>The namespace of a folder.</summary>
    internal string Namespace(string folder) => folder == "." ? project : project + "." + folder.Replace('/', '.');
}
