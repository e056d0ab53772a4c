using System.Buffers.Binary;
using BizTalkDR.BackupMedia.Configuration;
using BizTalkDR.BackupMedia.Mtf;

namespace BizTalkDR.BackupMedia.Writing;

/// <summary>Writes one family: the blocks of a set, in the order and with the padding of SQL Server's files.</summary>
internal sealed class FamilyWriter : IDisposable
{
    public const int BlockSize = 1024;
    private const int LeadingBytes = 2;
    private const int ConfigurationBlockLength = 56;
    private const int PayloadBlockLength = 60;
    private readonly FileStream file;
    private readonly List<long> filemarks;
    private long setStart;
    private long configurationStart;
    private int configurationLength;
    private uint controlBlock;
    private long payloadBlockStart;
    private long payloadHeader;
    private long payloadLength;
    private StreamHeader payload;
    private PayloadChecksum? checksum;

    private FamilyWriter(FileStream file, List<long> filemarks)
    {
        this.file = file;
        this.filemarks = filemarks;
    }

    /// <summary>Creates a file, or empties one, and writes its media header.</summary>
    public static FamilyWriter Create(string path, MediaHeader media)
    {
        var writer = new FamilyWriter(new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read), []);
        writer.WriteBlock(TapeBlock.Write(media), (StreamType.MediaSet, TapeBlock.WriteMediaSet(media)));
        writer.WriteFilemark();
        return writer;
    }

    /// <summary>Opens a file to write behind what is kept of it.</summary>
    public static FamilyWriter Continue(string path, long end, IEnumerable<long> filemarks)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        file.SetLength(end);
        file.Position = end;
        return new FamilyWriter(file, [.. filemarks]);
    }

    public void BeginSet(BackupSetHeader header, bool compressed)
    {
        setStart = file.Position;
        WriteBlock(StartOfSetBlock.Write(header, setStart, compressed ? PayloadCompression.Deflate : (ushort)0));
        WriteBlock(VolumeBlock.Write(header));
        controlBlock = 2;
        configurationStart = file.Position;
        WriteConfiguration(BlockType.Configuration, header with { BackupFinishDate = null });
        file.Flush();
    }

    public void BeginPayload(PayloadKind kind, BackupSetOptions options)
    {
        payloadBlockStart = file.Position;
        var block = new byte[PayloadBlockLength];
        block[PayloadBlockLength - 2] = 1;
        NewBlock(kind == PayloadKind.Data ? BlockType.Data : BlockType.Log, PayloadBlockLength).Write(block);
        file.Write(block, 0, block.Length);

        var alignment = BlockSize - PayloadBlockLength - StreamHeader.HeaderLength - StreamHeader.HeaderLength - LeadingBytes;
        WriteStream(new StreamHeader { Type = StreamType.Alignment, MediaAttributes = StreamHeader.Filler }, new byte[alignment]);
        payloadHeader = file.Position;
        payloadLength = LeadingBytes;
        payload = new StreamHeader
        {
            Type = kind == PayloadKind.Data ? StreamType.Data : StreamType.Log,
            MediaAttributes = (ushort)(
                (kind == PayloadKind.Data ? StreamHeader.Variable : 0)
                | (options.Compression ? StreamHeader.Compressed : 0)
                | (options.Checksum ? StreamHeader.Checksummed : 0)
            ),
            CompressionAlgorithm = options.Compression ? PayloadCompression.Deflate : (ushort)0,
            // Until the length is known the stream reaches beyond any file's end, so that a reader sees it as cut off.
            Length = long.MaxValue,
        };
        WriteHeader(payload);
        file.Write(new byte[LeadingBytes], 0, LeadingBytes);
        checksum = options.Checksum ? new PayloadChecksum() : null;
    }

    public void WritePayload(byte[] buffer, int offset, int count)
    {
        file.Write(buffer, offset, count);
        checksum?.Add(buffer.AsSpan(offset, count));
        payloadLength += count;
    }

    public void EndPayload()
    {
        var end = file.Position;
        file.Position = payloadHeader;
        payload = new StreamHeader
        {
            Type = payload.Type,
            MediaAttributes = payload.MediaAttributes,
            CompressionAlgorithm = payload.CompressionAlgorithm,
            Length = payloadLength,
        };
        WriteHeader(payload);
        file.Position = end;
        Align();
        if (checksum is not null)
        {
            var sum = new byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(sum, checksum.Finish());
            WriteStream(new StreamHeader { Type = StreamType.Checksum }, sum);
        }
        if (payload.Has(StreamHeader.Variable))
            WriteStream(new StreamHeader { Type = payload.Type, MediaAttributes = StreamHeader.Variable | StreamHeader.VariableEnd }, []);
        WritePadding(payloadBlockStart);
        file.Flush();
    }

    /// <summary>Size of the set in this family once it is ended with this header: from its configuration to the filemark behind its summary.</summary>
    public long SizeWith(BackupSetHeader header)
    {
        var streams = ConfigurationBlockLength + StreamHeader.HeaderLength + ConfigurationStream.Write(header, StripingStream.Unit).Length;
        var padded = RoundUp((streams + 3 & ~3) + StreamHeader.HeaderLength, BlockSize);
        return file.Position + padded - configurationStart;
    }

    public void EndSet(BackupSetHeader header)
    {
        RewriteConfiguration(header);
        WriteConfiguration(BlockType.Summary, header);
        WriteFilemark();
        WriteBlock(EndOfSetBlock.Write(header));
        WriteFilemark();
        file.Flush(flushToDisk: true);
    }

    public void Dispose() => file.Dispose();

    private void WriteConfiguration(uint type, BackupSetHeader header)
    {
        var block = new byte[ConfigurationBlockLength];
        NewBlock(type, ConfigurationBlockLength).Write(block);
        var content = ConfigurationStream.Write(header, StripingStream.Unit);
        configurationLength = content.Length;
        WriteBlock(block, (StreamType.Configuration, content));
    }

    // What became known on the way stands at the beginning too, as in SQL Server's files: the two are compared when the set is read.
    private void RewriteConfiguration(BackupSetHeader header)
    {
        var content = ConfigurationStream.Write(
            header with
            {
                BackupFinishDate = null,
                BackupSize = null,
                CompressedBackupSize = null,
            },
            StripingStream.Unit
        );
        if (content.Length != configurationLength)
            return;
        var end = file.Position;
        file.Position = configurationStart + ConfigurationBlockLength + StreamHeader.HeaderLength;
        file.Write(content, 0, content.Length);
        file.Position = end;
    }

    private DescriptorBlock NewBlock(uint type, int length) =>
        new()
        {
            Type = type,
            StreamsOffset = (ushort)length,
            LogicalAddress = (ulong)((file.Position - setStart) / BlockSize),
            ControlBlockId = controlBlock++,
            TextType = DescriptorBlock.UnicodeText,
        };

    private void WriteBlock(byte[] block, params (uint Type, byte[] Content)[] streams)
    {
        var start = file.Position;
        file.Write(block, 0, block.Length);
        foreach (var (type, content) in streams)
            WriteStream(new StreamHeader { Type = type }, content);
        WritePadding(start);
    }

    private void WriteStream(StreamHeader header, byte[] content)
    {
        WriteHeader(
            new StreamHeader
            {
                Type = header.Type,
                MediaAttributes = header.MediaAttributes,
                Length = content.Length,
            }
        );
        file.Write(content, 0, content.Length);
        Align();
    }

    private void WriteHeader(StreamHeader header)
    {
        var bytes = new byte[StreamHeader.HeaderLength];
        header.Write(bytes);
        file.Write(bytes, 0, bytes.Length);
    }

    private void WritePadding(long blockStart)
    {
        var used = file.Position - blockStart + StreamHeader.HeaderLength;
        WriteStream(new StreamHeader { Type = StreamType.Padding }, new byte[RoundUp(used, BlockSize) - used]);
    }

    private void WriteFilemark()
    {
        var position = file.Position;
        var block = FilemarkBlock.Write(Enumerable.Reverse(filemarks));
        file.Write(block, 0, block.Length);
        filemarks.Add(position);
    }

    private void Align()
    {
        var missing = (int)(-file.Position & 3);
        if (missing > 0)
            file.Write(new byte[missing], 0, missing);
    }

    private static long RoundUp(long value, int unit) => (value + unit - 1) / unit * unit;
}
