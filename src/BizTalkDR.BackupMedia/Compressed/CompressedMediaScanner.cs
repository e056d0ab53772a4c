using System.Buffers.Binary;
using BizTalkDR.BackupMedia.Mtf;
using BizTalkDR.BackupMedia.Reading;

namespace BizTalkDR.BackupMedia.Compressed;

/// <summary>
/// Reads the headers of a compressed backup. SQL Server wraps one in a container: a header of its own, then the blocks of Microsoft Tape Format cut
/// into compressed records, with only the filemarks in clear. Of every set the records with headers are decompressed, first and last, and read as if
/// they stood in an uncompressed file; what lies between is skipped by the list of filemarks.
/// </summary>
internal sealed class CompressedMediaScanner(BlockSource source) : IMediaScanner
{
    private const int HeaderLength = 0x1E0;
    private const int KnownVersion = 2;
    private const int VersionField = 8;

    // 3 in every container that was seen, all of them Xpress.
    private const int AlgorithmField = 12;
    private const int KnownAlgorithm = 3;
    private const int KeyLengthField = 44;
    private const int MostHeaderBytes = 64 * 1024 * 1024;
    private const int SummaryRecords = 8;
    private readonly RecordReader records = new(source);
    private readonly BlockWalker walker = new(source);
    private long firstFilemark;

    public long FirstFilemark => firstFilemark;

    public long FirstSet => firstFilemark + records.FilemarkLength;

    public static bool Recognizes(BlockSource source) => source.Peek(0, 8).SequenceEqual("MSSQLBAK"u8);

    /// <exception cref="BackupMediaException">The container is encrypted, of another version, or damaged before its first set.</exception>
    public MediaHeader ReadMedia()
    {
        var header = source.ReadBytes(0, HeaderLength);
        if (header.Length < HeaderLength)
            throw new BackupMediaException(BackupMediaError.Truncated, "The file ends within its header.");
        if (BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(KeyLengthField)) != 0)
            throw new BackupMediaException(
                BackupMediaError.Encrypted,
                "The file is an encrypted SQL Server backup: its headers can only be read by a server that has the certificate or key."
            );
        var version = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(VersionField));
        if (version != KnownVersion)
            throw new BackupMediaException(
                BackupMediaError.Unsupported,
                $"The file is a compressed SQL Server backup in a container of version {version}; only version {KnownVersion} (SQL Server 2014 and later) can be read without SQL Server."
            );
        records.IsKnownCompression = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(AlgorithmField)) == KnownAlgorithm;
        var tape = records.DecompressToFilemark(HeaderLength, MostHeaderBytes, out firstFilemark, out var damage);
        if (tape is null || !walker.TryReadBlock(firstFilemark, out var filemark, out damage))
            throw damage is { IsUnknown: true }
                ? Unknown(damage)
                : new BackupMediaException(
                    damage is { AtEnd: true } ? BackupMediaError.Truncated : BackupMediaError.Damaged,
                    $"The compressed media header is damaged. {damage}"
                );
        records.FilemarkLength = filemark.StreamsOffset;
        var image = Concatenate(tape, walker.OwnBytes(firstFilemark, filemark).ToArray());
        using var clear = new BlockSource(new MemoryStream(image), leaveOpen: false);
        return new MediaScanner(clear).ReadMedia() with { IsCompressed = true };
    }

    public IEnumerable<SetScan> ReadSets()
    {
        var filemarks = FilemarkIndex.Read(walker, records.FilemarkLength);
        var at = FirstSet;
        for (var position = 1; at < source.Length; position++)
        {
            var scan = Scan(filemarks, at, position);
            yield return scan;
            if (!scan.IsComplete)
                yield break;
            at = scan.Next;
        }
    }

    public FamilyPayloads FindPayloads(SetScan scan) =>
        throw new BackupMediaException(BackupMediaError.Unsupported, "The payload was compressed by SQL Server; it can't be read here.");

    private static BackupMediaException Unknown(MediaDamage damage) => new(BackupMediaError.Unsupported, damage.Text);

    private SetScan Scan(FilemarkIndex filemarks, long start, int position)
    {
        var headers = ReadHeaders(start, out var damage);
        var summary = Array.Empty<byte>();
        var dataEnd = damage is null ? filemarks.NextAfter(walker, start) : -1;
        if (dataEnd >= 0)
            summary = SummaryIn(records.FindBefore(dataEnd, start));
        if (summary.Length == 0 && damage is null)
        {
            var last = new Queue<ContainerRecord>();
            dataEnd = records.WalkToFilemark(start, last, SummaryRecords, out damage);
            summary = SummaryIn([.. last]);
        }
        long setEnd = -1;
        byte[]? ending = null;
        if (damage is null)
            ending = records.DecompressToFilemark(dataEnd + records.FilemarkLength, MostHeaderBytes, out setEnd, out damage);
        if (damage is { IsUnknown: true })
            throw Unknown(damage);
        var scan = ScanClear(headers, summary, dataEnd, ending, setEnd, position);
        var header = scan.Header with { Compressed = true };
        // Positions in what the clear blocks' reader complains of are not positions in the file.
        if (!scan.IsComplete)
            header = header with { Reason = damage?.OfSet ?? $"The headers of the compressed set at byte {start} are damaged." };
        return new SetScan
        {
            Header = header,
            Start = start,
            Next = scan.IsComplete ? setEnd + records.FilemarkLength : -1,
            Filemarks = scan.IsComplete ? [dataEnd, setEnd] : [],
            IsCutOff = damage is { AtEnd: true },
        };
    }

    /// <summary>Reads the blocks with headers as if they were a file; the payload is left out of it.</summary>
    private SetScan ScanClear(byte[] headers, byte[] summary, long dataEnd, byte[]? ending, long setEnd, int position)
    {
        var image = new MemoryStream();
        image.Write(headers, 0, headers.Length);
        if (dataEnd >= 0)
        {
            image.Write(summary, 0, summary.Length);
            WriteFilemark(image, dataEnd);
        }
        if (ending is not null && setEnd >= 0)
        {
            image.Write(ending, 0, ending.Length);
            WriteFilemark(image, setEnd);
        }
        using var clear = new BlockSource(image, leaveOpen: false);
        return new SetScanner(new BlockWalker(clear), new Lazy<FilemarkIndex>(() => new FilemarkIndex())).Scan(0, position);
    }

    private void WriteFilemark(MemoryStream image, long position)
    {
        var bytes = source.ReadBytes(position, records.FilemarkLength);
        image.Write(bytes, 0, bytes.Length);
    }

    /// <summary>SSET to MSCI, decompressed; what there is of them when they are damaged.</summary>
    private byte[] ReadHeaders(long position, out MediaDamage? damage)
    {
        var bytes = new MemoryStream();
        while (bytes.Length < MostHeaderBytes)
        {
            if (records.ReadContent(position, out var next, out damage) is not { Length: > 0 } content)
            {
                damage ??= new MediaDamage($"At byte {position} there should be the compressed headers of a backup set.");
                return bytes.ToArray();
            }
            bytes.Write(content, 0, content.Length);
            var end = EndOfConfiguration(bytes.ToArray());
            if (end >= 0)
                return bytes.ToArray().AsSpan(0, end).ToArray();
            position = next;
        }
        damage = new MediaDamage("The compressed headers of the backup set are too long.");
        return bytes.ToArray();
    }

    /// <summary>Where the MSCI block ends; -1 while it is not complete.</summary>
    private static int EndOfConfiguration(byte[] bytes)
    {
        using var clear = new BlockSource(new MemoryStream(bytes), leaveOpen: false);
        var clearWalker = new BlockWalker(clear);
        long at = 0;
        while (clearWalker.TryReadBlock(at, out var block, out _))
        {
            if (clearWalker.ReadStreams(at, block, out var next, out _) is null)
                return -1;
            if (block.Type == BlockType.Configuration)
                return (int)next;
            at = next;
        }
        return -1;
    }

    /// <summary>The MSLS block, which ends the last of some records; none when it is not there.</summary>
    private byte[] SummaryIn(List<ContainerRecord> candidates)
    {
        byte[] tail = [];
        for (var i = candidates.Count - 1; i >= Math.Max(0, candidates.Count - SummaryRecords); i--)
        {
            if (records.Decompress(candidates[i]) is not { } content)
                return [];
            tail = Concatenate(content, tail);
            for (var at = 0; at + DescriptorBlock.HeaderLength <= tail.Length; at += FilemarkBlock.Length)
            {
                if (SummaryAt(tail, at) is { } summary)
                    return summary;
            }
        }
        return [];
    }

    private static byte[]? SummaryAt(byte[] bytes, int at)
    {
        if (!DescriptorBlock.TryRead(bytes.AsSpan(at), out var block) || block.Type != BlockType.Summary)
            return null;
        using var clear = new BlockSource(new MemoryStream(bytes), leaveOpen: false);
        return new BlockWalker(clear).ReadStreams(at, block, out var next, out _) is null
            ? null
            : bytes.AsSpan(at, (int)next - at).ToArray();
    }

    private static byte[] Concatenate(byte[] first, byte[] second) => [.. first, .. second];
}
