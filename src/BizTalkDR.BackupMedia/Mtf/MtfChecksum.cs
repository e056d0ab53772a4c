using System.Buffers.Binary;

namespace BizTalkDR.BackupMedia.Mtf;

/// <summary>The checksums of headers and of payloads.</summary>
internal static class MtfChecksum
{
    /// <summary>Header checksum: exclusive or of the 16-bit words (Microsoft Tape Format 1.00a).</summary>
    public static ushort OfHeader(ReadOnlySpan<byte> header)
    {
        ulong words = 0;
        for (; header.Length >= 8; header = header.Slice(8))
            words ^= BinaryPrimitives.ReadUInt64LittleEndian(header);
        for (; header.Length >= 2; header = header.Slice(2))
            words ^= BinaryPrimitives.ReadUInt16LittleEndian(header);
        words ^= words >> 32;
        return (ushort)(words ^ words >> 16);
    }
}

/// <summary>
/// The payload checksum of a CSUM stream: for every 512-byte sector the sum so far is rotated left by one bit and combined, by exclusive or,
/// with the 32-bit words of the sector. Found from real files taken WITH CHECKSUM: it reproduces each of their CSUM streams.
/// </summary>
internal sealed class PayloadChecksum
{
    private const int SectorSize = 512;
    private readonly byte[] partial = new byte[SectorSize];
    private int partialLength;
    private uint sum;

    public void Add(ReadOnlySpan<byte> data)
    {
        if (partialLength > 0)
        {
            var taken = Math.Min(SectorSize - partialLength, data.Length);
            data.Slice(0, taken).CopyTo(partial.AsSpan(partialLength));
            partialLength += taken;
            data = data.Slice(taken);
            if (partialLength < SectorSize)
                return;
            AddSector(partial);
            partialLength = 0;
        }
        for (; data.Length >= SectorSize; data = data.Slice(SectorSize))
            AddSector(data.Slice(0, SectorSize));
        data.CopyTo(partial);
        partialLength = data.Length;
    }

    /// <summary>The checksum of everything added; a last partial sector counts as if zeros followed.</summary>
    public uint Finish()
    {
        if (partialLength > 0)
        {
            partial.AsSpan(partialLength).Clear();
            AddSector(partial);
            partialLength = 0;
        }
        return sum;
    }

    private void AddSector(ReadOnlySpan<byte> sector)
    {
        ulong words = 0;
        for (var i = 0; i < SectorSize; i += 8)
            words ^= BinaryPrimitives.ReadUInt64LittleEndian(sector.Slice(i));
        sum = (sum << 1 | sum >> 31) ^ (uint)words ^ (uint)(words >> 32);
    }
}
