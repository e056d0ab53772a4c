using BizTalkDR.BackupMedia.Mtf;

namespace BizTalkDR.BackupMedia.Reading;

/// <summary>One stream of a descriptor block, and where its content lies.</summary>
internal readonly record struct StreamPiece(StreamHeader Header, long Position);

/// <summary>Finds descriptor blocks and their streams. What is not well formed ends the walk with a sentence instead of an exception.</summary>
internal sealed class BlockWalker(BlockSource source)
{
    private const int MostStreams = 64;
    private readonly List<StreamPiece> pieces = [];
    private Func<StreamPiece, bool>? take;
    private static readonly byte[] Zeros = new byte[DescriptorBlock.HeaderLength];

    public BlockSource Source => source;

    /// <summary>Reads the common header of the block at a position.</summary>
    public bool TryReadBlock(long position, out DescriptorBlock block, out MediaDamage? damage)
    {
        var bytes = source.Peek(position, DescriptorBlock.HeaderLength);
        damage = null;
        if (bytes.Length < DescriptorBlock.HeaderLength)
        {
            block = default;
            damage = new MediaDamage($"The file ends at byte {source.Length} where a block should begin at byte {position}.", AtEnd: true);
            return false;
        }
        if (!DescriptorBlock.TryRead(bytes, out block))
        {
            damage = new MediaDamage(
                bytes.SequenceEqual(Zeros)
                    ? $"From byte {position} on, where a block should begin, there are only zeros: the space was allocated and never written."
                    : $"At byte {position} there should be a descriptor block, but the header there is damaged."
            );
            return false;
        }
        if (position + block.StreamsOffset > source.Length)
        {
            damage = new MediaDamage(
                $"The file ends at byte {source.Length}, within the {BlockType.Name(block.Type)} block at byte {position}.",
                AtEnd: true
            );
            return false;
        }
        return true;
    }

    /// <summary>The block's own bytes, without its streams; valid until the next call.</summary>
    public ReadOnlySpan<byte> OwnBytes(long position, DescriptorBlock block) => source.View(position, block.StreamsOffset);

    /// <summary>
    /// Goes over the streams of a block up to its padding, handing each to <paramref name="visit"/>, which returns false to stop early.
    /// Returns where the next block begins, or -1 with a sentence when the streams are damaged, or -1 without one when stopped.
    /// </summary>
    public long VisitStreams(long position, DescriptorBlock block, Func<StreamPiece, bool> visit, out MediaDamage? damage)
    {
        damage = null;
        if (block.Type == BlockType.SoftFilemark)
            return position + block.StreamsOffset;
        var at = position + block.StreamsOffset;
        while (true)
        {
            var bytes = source.Peek(at, StreamHeader.HeaderLength);
            if (bytes.Length < StreamHeader.HeaderLength)
            {
                damage = new MediaDamage(
                    $"The file ends at byte {source.Length}, within the {BlockType.Name(block.Type)} block at byte {position}.",
                    AtEnd: true
                );
                return -1;
            }
            if (!StreamHeader.TryRead(bytes, out var header))
            {
                damage = new MediaDamage(
                    bytes.SequenceEqual(Zeros.AsSpan(0, bytes.Length))
                        ? $"At byte {at}, in the {BlockType.Name(block.Type)} block at byte {position}, where a stream should begin, there are only zeros: the space was allocated and never written, or what stood there is lost."
                        : $"At byte {at}, in the {BlockType.Name(block.Type)} block at byte {position}, a stream header is damaged."
                );
                return -1;
            }
            var content = at + StreamHeader.HeaderLength;
            if (header.Length > source.Length - content)
            {
                damage = new MediaDamage(
                    $"The file ends at byte {source.Length}, within the {BlockType.Name(header.Type)} stream at byte {at}.",
                    AtEnd: true
                );
                return -1;
            }
            if (!visit(new StreamPiece(header, content)))
                return -1;
            at = (content + header.Length + 3) & ~3L;
            if (header.Type == StreamType.Padding)
                return at;
        }
    }

    /// <summary>The streams of a block, for blocks with few; null when they are damaged. Valid until the next call.</summary>
    public List<StreamPiece>? ReadStreams(long position, DescriptorBlock block, out long next, out MediaDamage? damage)
    {
        pieces.Clear();
        next = VisitStreams(position, block, take ??= Take, out damage);
        if (next < 0 && damage is null)
            damage = new MediaDamage($"The {BlockType.Name(block.Type)} block at byte {position} has too many streams.");
        return next < 0 ? null : pieces;
    }

    private bool Take(StreamPiece piece)
    {
        pieces.Add(piece);
        return pieces.Count < MostStreams;
    }
}
