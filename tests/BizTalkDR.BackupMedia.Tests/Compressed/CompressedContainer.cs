using System.Buffers.Binary;
using BizTalkDR.BackupMedia.Mtf;

namespace BizTalkDR.BackupMedia.Tests.Compressed;

/// <summary>Puts a file of this library into the container that SQL Server puts compressed backups in.</summary>
internal static class CompressedContainer
{
    private const int HeaderLength = 0x1E0;
    private const int RecordLength = 8 * 1024;

    public static byte[] Of(byte[] file)
    {
        var filemarks = new List<(int Old, long New)>();
        var output = new MemoryStream();
        var header = new byte[HeaderLength];
        "MSSQLBAK"u8.CopyTo(header);
        header[8] = 2;
        header[12] = 3;
        output.Write(header);
        var from = 0;
        foreach (var filemark in FilemarksOf(file))
        {
            for (; from < filemark; from += RecordLength)
                WriteData(output, file.AsSpan(from, Math.Min(RecordLength, filemark - from)));
            WritePadding(output, asEnd: filemarks.Count % 2 == 1);
            var block = FilemarkBlock.Write(filemarks.AsEnumerable().Reverse().Select(earlier => earlier.New));
            filemarks.Add((filemark, output.Position));
            output.Write(block);
            from = filemark + FilemarkBlock.Length;
        }
        return output.ToArray();
    }

    private static List<int> FilemarksOf(byte[] file)
    {
        var found = new List<int>();
        for (var at = 0; at + FilemarkBlock.Length <= file.Length; at += FilemarkBlock.Length)
            if (DescriptorBlock.TryRead(file.AsSpan(at), out var block) && block.Type == BlockType.SoftFilemark)
                found.Add(at);
        return found;
    }

    private static void WriteData(MemoryStream output, ReadOnlySpan<byte> content)
    {
        var stored = XpressEncoder.Encode(content);
        var record = new byte[28];
        record[0] = 0x21;
        record[1] = (byte)(content.Length / 512);
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(2), checked((ushort)stored.Length));
        record.AsSpan(4, 16).Fill(0xFF);
        record.AsSpan(24).Fill(0xAB);
        output.Write(record);
        output.Write(stored);
    }

    private static void WritePadding(MemoryStream output, bool asEnd)
    {
        var record = new byte[24];
        record[0] = asEnd ? (byte)0x2C : (byte)0x24;
        var content = (int)(-(output.Position + record.Length) & FilemarkBlock.Length - 1);
        if (!asEnd)
            BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(2), (ushort)content);
        // An end record has no length: the filemark stands at the next multiple of its own.
        if (asEnd && (output.Position & FilemarkBlock.Length - 1) + record.Length > FilemarkBlock.Length)
            throw new InvalidOperationException("This content leaves no room for an end record; choose another.");
        output.Write(record);
        output.Write(new byte[content]);
    }
}
