using BizTalkDR.BackupMedia.Mtf;

namespace BizTalkDR.BackupMedia.Reading;

/// <summary>
/// Where the filemarks of a file lie, learnt from its end: a finished file ends with a filemark that lists those before it, and the oldest of
/// those lists the ones before that. It is only ever a hint: what lies where it points is checked.
/// </summary>
internal sealed class FilemarkIndex
{
    private const int MostHops = 4096;
    private readonly List<long> ascending = [];

    /// <param name="walker">The file.</param>
    /// <param name="length">Length of its filemarks.</param>
    public static FilemarkIndex Read(BlockWalker walker, int length)
    {
        var index = new FilemarkIndex();
        var at = walker.Source.Length - length;
        for (var hop = 0; hop < MostHops && at >= 0 && IsFilemark(walker, at); hop++)
        {
            index.ascending.Add(at);
            var earlier = FilemarkBlock.Read(walker.OwnBytes(at, Block(walker, at)));
            var oldest = at;
            foreach (var address in earlier)
            {
                if (address < 0 || address >= oldest)
                    break;
                index.ascending.Add(address);
                oldest = address;
            }
            if (oldest == at || earlier.Length < FilemarkBlock.CapacityOf(length))
                break;
            index.ascending.RemoveAt(index.ascending.Count - 1);
            at = oldest;
        }
        index.ascending.Reverse();
        return index;
    }

    /// <summary>The first filemark after a position, if one really is there; else -1.</summary>
    public long NextAfter(BlockWalker walker, long position)
    {
        var found = ascending.BinarySearch(position + 1);
        var i = found < 0 ? ~found : found;
        return i < ascending.Count && IsFilemark(walker, ascending[i]) ? ascending[i] : -1;
    }

    private static DescriptorBlock Block(BlockWalker walker, long position) =>
        walker.TryReadBlock(position, out var block, out _) ? block : default;

    private static bool IsFilemark(BlockWalker walker, long position) =>
        walker.TryReadBlock(position, out var block, out _)
        && block.Type == BlockType.SoftFilemark
        && block.StreamsOffset >= FilemarkBlock.Length;
}
