using BizTalkDR.BackupMedia.Mtf;
using BizTalkDR.BackupMedia.Reading;

namespace BizTalkDR.BackupMedia.Compressed;

/// <summary>Reads the records of a compressed container, one after another or those before a filemark.</summary>
internal sealed class RecordReader(BlockSource source)
{
    private const int TailLength = 80 * 1024;

    // What a frame of Zstandard begins with (RFC 8878).
    private static ReadOnlySpan<byte> ZstandardFrame => [0x28, 0xB5, 0x2F, 0xFD];

    /// <summary>Whether the container says that it is compressed in the one way that is known here; another one is no damage.</summary>
    public bool IsKnownCompression { get; set; } = true;

    /// <summary>Length of filemarks; known once the first was found.</summary>
    public int FilemarkLength { get; set; } = FilemarkBlock.Length;

    /// <summary>The decompressed content of a data record; null when it does not decompress.</summary>
    public byte[]? Decompress(ContainerRecord record)
    {
        var stored = source.ReadBytes(record.ContentPosition, record.Length);
        return stored.Length == record.Length ? XpressDecoder.Decode(stored, record.DecompressedLength) : null;
    }

    /// <summary>The decompressed content of the record at a position, empty for one without; null, with a sentence, when there is no sound record.</summary>
    public byte[]? ReadContent(long position, out long next, out MediaDamage? damage)
    {
        next = -1;
        if (!TryRead(position, out var record, out damage))
            return null;
        next = record.Next(FilemarkLength);
        if (record.Kind != ContainerRecordKind.Data)
            return [];
        var content = Decompress(record);
        if (content is null)
            damage = IsUnknown(record)
                ? new MediaDamage(
                    $"The record at byte {position} is compressed in a way that only SQL Server can read (ZSTD, which SQL Server 2025 has added, or a later one).",
                    IsUnknown: true
                )
                : new MediaDamage($"The compressed record at byte {position} is damaged.");
        return content;
    }

    private bool IsUnknown(ContainerRecord record) =>
        !IsKnownCompression || source.ReadBytes(record.ContentPosition, ZstandardFrame.Length).AsSpan().SequenceEqual(ZstandardFrame);

    /// <summary>Everything from a position to the next filemark, decompressed; null, with a sentence, when a record is damaged.</summary>
    public byte[]? DecompressToFilemark(long position, int most, out long filemark, out MediaDamage? damage)
    {
        var bytes = new MemoryStream();
        filemark = -1;
        damage = null;
        while (bytes.Length <= most)
        {
            if (IsFilemark(position))
            {
                filemark = position;
                return bytes.ToArray();
            }
            if (ReadContent(position, out var next, out damage) is not { } content)
                return null;
            bytes.Write(content, 0, content.Length);
            position = next;
        }
        damage = new MediaDamage($"No filemark follows the compressed records at byte {position}.");
        return null;
    }

    public bool IsFilemark(long position) =>
        DescriptorBlock.TryRead(source.Peek(position, DescriptorBlock.HeaderLength), out var block)
        && block.Type == BlockType.SoftFilemark
        && block.StreamsOffset >= FilemarkBlock.Length
        && position + block.StreamsOffset <= source.Length;

    /// <summary>Goes from record to record up to the next filemark, keeping the last data records; -1, with a sentence, when the chain breaks.</summary>
    public long WalkToFilemark(long position, Queue<ContainerRecord> last, int keep, out MediaDamage? damage)
    {
        damage = null;
        while (!IsFilemark(position))
        {
            if (!TryRead(position, out var record, out damage))
                return -1;
            if (record.Kind == ContainerRecordKind.Data)
                last.Enqueue(record);
            if (last.Count > keep)
                last.Dequeue();
            position = record.Next(FilemarkLength);
        }
        return position;
    }

    private bool TryRead(long position, out ContainerRecord record, out MediaDamage? damage)
    {
        var bytes = source.Peek(position, ContainerRecord.DataHeaderLength);
        var sound = ContainerRecord.TryRead(bytes, position, out record);
        damage =
            sound ? null
            : source.Length - position < FilemarkLength
                ? new MediaDamage($"The file ends at byte {source.Length}, within the compressed backup set.", AtEnd: true)
            : new MediaDamage($"At byte {position} there should be a compressed record or a filemark.");
        if (sound && record.Next(FilemarkLength) > source.Length)
            damage = new MediaDamage(
                $"The file ends at byte {source.Length}, within the compressed record at byte {position}.",
                AtEnd: true
            );
        return damage is null;
    }

    /// <summary>
    /// The data records right before a filemark, in order, found from behind: those from which a chain of headers leads exactly to the filemark
    /// and whose content begins with a complete code.
    /// </summary>
    public List<ContainerRecord> FindBefore(long filemark, long notBefore)
    {
        var start = Math.Max(notBefore, filemark - TailLength);
        var tail = source.ReadBytes(start, (int)(filemark - start));
        var leads = new HashSet<long> { filemark };
        var found = new List<ContainerRecord>();
        for (var i = tail.Length - ContainerRecord.PaddingHeaderLength; i >= 0; i--)
        {
            var bytes = tail.AsSpan(i);
            if (!ContainerRecord.TryRead(bytes, start + i, out var record) || !leads.Contains(record.Next(FilemarkLength)))
                continue;
            if (record.Kind == ContainerRecordKind.Data)
            {
                if (!XpressDecoder.HasCompleteCode(bytes.Slice(ContainerRecord.DataHeaderLength)))
                    continue;
                found.Insert(0, record);
            }
            leads.Add(start + i);
        }
        return found;
    }
}
