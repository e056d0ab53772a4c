using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>Writes a response into packets and sends each as it fills up.</summary>
internal sealed class PacketWriter(Stream stream) : IDisposable
{
    internal const int DefaultPacketSize = 4096;
    private const int HeaderSize = 8;
    private const int LargestPacket = 32767;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(DefaultPacketSize);
    private int size = DefaultPacketSize;
    private int position = HeaderSize;
    private byte packetNumber;
    private long packetsSent;

    /// <summary>Where packets go; replaced when TLS begins and ends.</summary>
    internal Stream Stream { get; set; } = stream;

    /// <summary>The session's number, in every header.</summary>
    internal int Spid { get; set; }

    /// <summary>Changes the packet size, between messages.</summary>
    internal void Resize(int packetSize)
    {
        if (position != HeaderSize)
            throw new InvalidOperationException("A message is being written.");
        ArrayPool<byte>.Shared.Return(buffer);
        size = Math.Clamp(packetSize, 512, LargestPacket);
        buffer = ArrayPool<byte>.Shared.Rent(size);
    }

    internal void Byte(byte value)
    {
        if (position == size)
            Send(PacketStatus.None);
        buffer[position++] = value;
    }

    internal void UInt16(ushort value)
    {
        if (Fits(2))
            BinaryPrimitives.WriteUInt16LittleEndian(Reserve(2), value);
        else
            Split((ulong)value, 2);
    }

    internal void Int16(short value) => UInt16((ushort)value);

    internal void UInt32(uint value)
    {
        if (Fits(4))
            BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), value);
        else
            Split(value, 4);
    }

    internal void Int32(int value) => UInt32((uint)value);

    internal void UInt64(ulong value)
    {
        if (Fits(8))
            BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);
        else
            Split(value, 8);
    }

    internal void Int64(long value) => UInt64((ulong)value);

    /// <summary>The lowest bytes of a number, the least significant first.</summary>
    internal void LowBytes(ulong value, int count) => Split(value, count);

    internal void Bytes(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (position == size)
                Send(PacketStatus.None);
            var part = Math.Min(size - position, bytes.Length);
            bytes[..part].CopyTo(buffer.AsSpan(position));
            position += part;
            bytes = bytes[part..];
        }
    }

    /// <summary>UTF-16 characters.</summary>
    internal void Chars(ReadOnlySpan<char> characters) => Bytes(MemoryMarshal.AsBytes(characters));

    /// <summary>Characters with their count before them in one byte; what does not fit is cut.</summary>
    internal void ByteLengthChars(ReadOnlySpan<char> characters)
    {
        var length = Math.Min(characters.Length, byte.MaxValue);
        Byte((byte)length);
        Chars(characters[..length]);
    }

    /// <summary>Characters with their count before them in two bytes.</summary>
    internal void UInt16LengthChars(ReadOnlySpan<char> characters)
    {
        var length = Math.Min(characters.Length, short.MaxValue);
        UInt16((ushort)length);
        Chars(characters[..length]);
    }

    /// <summary>The place where the next byte goes.</summary>
    internal (long Packet, int Position) Mark() => (packetsSent, position);

    /// <summary>Forgets what was written since, if none of it has been sent.</summary>
    internal bool TryRewind((long Packet, int Position) mark)
    {
        if (mark.Packet != packetsSent)
            return false;
        position = mark.Position;
        return true;
    }

    /// <summary>Sends what there is: the client sees it now, and the message goes on.</summary>
    internal void Flush()
    {
        if (position > HeaderSize)
            Send(PacketStatus.None);
    }

    /// <summary>Sends the message's last packet.</summary>
    internal void EndMessage()
    {
        Send(PacketStatus.EndOfMessage);
        packetNumber = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    private bool Fits(int count) => size - position >= count;

    private Span<byte> Reserve(int count)
    {
        var span = buffer.AsSpan(position, count);
        position += count;
        return span;
    }

    private void Split(ulong value, int count)
    {
        for (var i = 0; i < count; i++)
            Byte((byte)(value >> (8 * i)));
    }

    private void Send(PacketStatus status)
    {
        buffer[0] = (byte)PacketType.TabularResult;
        buffer[1] = (byte)status;
        BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(2), (ushort)position);
        BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(4), (ushort)Spid);
        buffer[6] = ++packetNumber;
        packetsSent++;
        buffer[7] = 0;
        var length = position;
        position = HeaderSize;
        Stream.Write(buffer, 0, length);
        Stream.Flush();
    }
}
