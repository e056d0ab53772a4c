using System.Buffers.Binary;
using BizTalkDR.BackupMedia.Mtf;

namespace BizTalkDR.BackupMedia.Reading;

/// <summary>Reads the media header of a file and goes from one backup set to the next.</summary>
internal sealed class MediaScanner(BlockSource source) : IMediaScanner
{
    private readonly BlockWalker walker = new(source);
    private long firstFilemark;
    private long firstSet;

    /// <summary>Where the filemark behind the media header lies.</summary>
    public long FirstFilemark => firstFilemark;

    /// <summary>Where the first set begins, behind the media header and its filemark.</summary>
    public long FirstSet => firstSet;

    /// <exception cref="BackupMediaException">The file is foreign, truncated or damaged before its first set.</exception>
    public MediaHeader ReadMedia()
    {
        CheckSignature();
        if (!walker.TryReadBlock(0, out var tape, out var damage))
            throw new BackupMediaException(BackupMediaError.Damaged, $"The media header is damaged. {damage}");
        var streams = walker.ReadStreams(0, tape, out var next, out damage);
        if (streams is null || tape.StreamsOffset < TapeBlock.FixedLength)
            throw new BackupMediaException(TruncatedOr(BackupMediaError.Damaged), $"The media header is damaged. {damage}");
        var media = TapeBlock.Read(walker.OwnBytes(0, tape));
        var set = streams.Find(piece => piece.Header.Type == StreamType.MediaSet);
        if (set.Header.Type != StreamType.MediaSet || set.Header.Length < TapeBlock.MediaSetStreamLength)
            throw new BackupMediaException(
                BackupMediaError.NotBackupMedia,
                "The file is in Microsoft Tape Format, but its media header describes no media set: SQL Server did not write it."
            );
        media = TapeBlock.ReadMediaSet(source.View(set.Position, TapeBlock.MediaSetStreamLength), media);
        firstFilemark = next;
        firstSet = AfterFilemark(next);
        var compressed =
            walker.TryReadBlock(firstSet, out var start, out _)
            && start.Type == BlockType.StartOfSet
            && StartOfSetBlock.IsCompressed(walker.OwnBytes(firstSet, start));
        return compressed ? media with { IsCompressed = true } : media;
    }

    /// <summary>Every set, in order; the last one may be damaged, and a damaged one is always the last.</summary>
    public IEnumerable<SetScan> ReadSets()
    {
        var filemarks = new Lazy<FilemarkIndex>(() => FilemarkIndex.Read(walker, (int)(firstSet - firstFilemark)));
        var at = firstSet;
        for (var position = 1; at < source.Length; position++)
        {
            var scan = new SetScanner(walker, filemarks).Scan(at, position);
            yield return scan;
            if (!scan.IsComplete)
                yield break;
            at = scan.Next;
        }
    }

    public FamilyPayloads FindPayloads(SetScan scan) => new(walker, scan);

    private long AfterFilemark(long position)
    {
        if (!walker.TryReadBlock(position, out var block, out var damage))
            throw new BackupMediaException(
                TruncatedOr(BackupMediaError.Damaged),
                $"The filemark behind the media header is damaged. {damage}"
            );
        if (block.Type != BlockType.SoftFilemark || block.StreamsOffset < FilemarkBlock.Length)
            throw new BackupMediaException(
                BackupMediaError.NotBackupMedia,
                "The file is in Microsoft Tape Format, but no filemark follows its media header: SQL Server did not write it."
            );
        return position + block.StreamsOffset;
    }

    private void CheckSignature()
    {
        var bytes = source.Peek(0, 4);
        if (bytes.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != BlockType.Tape)
            throw new BackupMediaException(
                BackupMediaError.NotBackupMedia,
                bytes.Length == 0 ? "The file is empty." : "The file does not begin as SQL Server backup media do."
            );
    }

    private BackupMediaError TruncatedOr(BackupMediaError other) => source.Length < 1536 ? BackupMediaError.Truncated : other;
}
