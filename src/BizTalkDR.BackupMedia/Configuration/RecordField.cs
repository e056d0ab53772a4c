using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace BizTalkDR.BackupMedia.Configuration;

/// <summary>Reads and writes fields of a record; a field beyond the record's end (an older, shorter layout) reads as zeros.</summary>
internal static class RecordField
{
    public static ReadOnlySpan<byte> At(ReadOnlySpan<byte> record, int offset, int length) =>
        offset + length <= record.Length ? record.Slice(offset, length) : new byte[length];

    public static ushort UInt16(ReadOnlySpan<byte> record, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(At(record, offset, 2));

    public static int Int32(ReadOnlySpan<byte> record, int offset) => BinaryPrimitives.ReadInt32LittleEndian(At(record, offset, 4));

    public static long Int64(ReadOnlySpan<byte> record, int offset) => BinaryPrimitives.ReadInt64LittleEndian(At(record, offset, 8));

    public static decimal Lsn(ReadOnlySpan<byte> record, int offset) =>
        LogSequenceNumber.Read(At(record, offset, LogSequenceNumber.Length));

    public static decimal? LsnOrNull(ReadOnlySpan<byte> record, int offset) => Lsn(record, offset) is var lsn && lsn != 0 ? lsn : null;

    public static Guid Guid(ReadOnlySpan<byte> record, int offset) => MemoryMarshal.Read<Guid>(At(record, offset, 16));

    public static Guid? GuidOrNull(ReadOnlySpan<byte> record, int offset) =>
        Guid(record, offset) is var id && id != System.Guid.Empty ? id : null;

    public static void Write(Span<byte> record, int offset, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(record.Slice(offset), value);

    public static void Write(Span<byte> record, int offset, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(record.Slice(offset), value);

    public static void Write(Span<byte> record, int offset, long value) =>
        BinaryPrimitives.WriteInt64LittleEndian(record.Slice(offset), value);

    public static void Write(Span<byte> record, int offset, decimal? lsn) => LogSequenceNumber.Write(record.Slice(offset), lsn);

    public static void Write(Span<byte> record, int offset, Guid? value) =>
        (value ?? System.Guid.Empty).ToByteArray().CopyTo(record.Slice(offset));

    /// <summary>Writes the tag and the length that every record begins with.</summary>
    public static void WriteHeader(Span<byte> record, uint tag)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(record, tag);
        BinaryPrimitives.WriteInt32LittleEndian(record.Slice(4), record.Length);
    }
}
