using System.Buffers.Binary;

namespace BizTalkDR.BackupMedia.Compressed;

/// <summary>
/// A record of the container that SQL Server puts compressed backups in: kind, decompressed length in units of 512 bytes, stored length (16 bits),
/// then bytes whose meaning is not known but for a zero and a checksum, then the stored bytes. Found from real files of SQL Server 2014 and later.
/// </summary>
internal readonly record struct ContainerRecord(ContainerRecordKind Kind, long Position, int Length, int DecompressedLength)
{
    public const int DataHeaderLength = 28;
    public const int PaddingHeaderLength = 24;
    private const int UnitLength = 512;
    private const byte DataByte = 0x21;
    private const byte PaddingByte = 0x24;
    private const byte EndByte = 0x2C;
    private const int ZeroField = 20;

    public long ContentPosition => Position + DataHeaderLength;

    /// <summary>Where the next record or filemark begins.</summary>
    /// <param name="alignment">Length of filemarks, which begin at its multiples.</param>
    public long Next(int alignment) =>
        Kind switch
        {
            ContainerRecordKind.Data => Position + DataHeaderLength + Length,
            ContainerRecordKind.Padding => Position + PaddingHeaderLength + Length,
            _ => (Position + alignment) / alignment * alignment,
        };

    /// <summary>Reads the header of a record.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, long position, out ContainerRecord record)
    {
        record = default;
        if (bytes.Length < PaddingHeaderLength || BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(ZeroField)) != 0)
            return false;
        var length = BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(2));
        var kind = bytes[0] switch
        {
            DataByte when bytes[1] > 0 && bytes.Length >= DataHeaderLength => ContainerRecordKind.Data,
            PaddingByte when bytes[1] == 0 => ContainerRecordKind.Padding,
            EndByte when bytes[1] == 0 && length == 0 => ContainerRecordKind.End,
            _ => (ContainerRecordKind?)null,
        };
        if (kind is not { } known)
            return false;
        record = new ContainerRecord(known, position, length, bytes[1] * UnitLength);
        return true;
    }
}

/// <summary>What a record of the container holds.</summary>
internal enum ContainerRecordKind
{
    /// <summary>Compressed bytes of the backup.</summary>
    Data,

    /// <summary>Nothing, up to the next filemark.</summary>
    Padding,

    /// <summary>The end of the payload; the next filemark follows at the next multiple of its length.</summary>
    End,
}
