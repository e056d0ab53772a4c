using System.Buffers.Binary;
using System.Text;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>Reads the fields of a message, in order. Reading past its end throws <see cref="TdsProtocolException"/>.</summary>
internal ref struct TdsReader(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> message = message;

    internal int Position { get; private set; }

    internal readonly bool IsAtEnd => Position >= message.Length;

    internal readonly int Remaining => message.Length - Position;

    internal readonly byte Peek() => IsAtEnd ? throw Ended() : message[Position];

    internal byte Byte() => Bytes(1)[0];

    internal ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    internal short Int16() => BinaryPrimitives.ReadInt16LittleEndian(Bytes(2));

    internal int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(4));

    internal uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    internal long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(8));

    internal ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8));

    /// <summary>The next bytes, without a copy.</summary>
    internal ReadOnlySpan<byte> Bytes(long count)
    {
        if (count < 0 || count > Remaining)
            throw Ended();
        var bytes = message.Slice(Position, (int)count);
        Position += (int)count;
        return bytes;
    }

    /// <summary>So many UTF-16 characters.</summary>
    internal string Chars(int count) => Encoding.Unicode.GetString(Bytes(2L * count));

    /// <summary>Characters whose count comes first, in one byte.</summary>
    internal string ByteLengthChars() => Chars(Byte());

    /// <summary>Skips the headers that come before a batch, an RPC or a transaction request from TDS 7.2 on.</summary>
    internal void SkipAllHeaders(TdsVersion version)
    {
        if (!version.HasMaxTypes())
            return;
        var length = UInt32();
        if (length < 4)
            throw new TdsProtocolException("ALL_HEADERS is shorter than its own length.");
        Bytes(length - 4L);
    }

    private static TdsProtocolException Ended() => new("The message ends in the middle of a field.");
}
