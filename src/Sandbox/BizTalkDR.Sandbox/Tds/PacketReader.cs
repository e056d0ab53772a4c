using System.Buffers;
using System.Buffers.Binary;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>Puts the packets of a client together into messages.</summary>
internal sealed class PacketReader(Stream stream)
{
    private const int HeaderSize = 8;
    private readonly byte[] header = new byte[HeaderSize];

    /// <summary>Where packets come from; replaced when TLS begins and ends.</summary>
    internal Stream Stream { get; set; } = stream;

    /// <summary>The next message, or null when the client has closed the connection.</summary>
    /// <param name="maximumLength">How many bytes a message may have.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal async Task<TdsMessage?> ReadAsync(int maximumLength, CancellationToken cancellation)
    {
        TdsMessage? message = null;
        try
        {
            while (true)
            {
                var read = await Stream.ReadAtLeastAsync(header, HeaderSize, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
                if (read == 0 && message is null)
                    return null;
                if (read < HeaderSize)
                    throw new TdsProtocolException("The connection ended in the middle of a packet.");

                var (type, status) = ((PacketType)header[0], (PacketStatus)header[1]);
                var length = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)) - HeaderSize;
                message ??= new TdsMessage(type, status);
                if (length < 0 || type != message.Type)
                    throw new TdsProtocolException("A packet has a wrong header.");
                if (message.Length + length > maximumLength)
                    throw new TdsProtocolException($"A message is longer than {maximumLength} bytes.");

                await Stream.ReadExactlyAsync(message.Extend(length), cancellation).ConfigureAwait(false);
                message.LastStatus = status;
                if (status.HasFlag(PacketStatus.EndOfMessage))
                {
                    var complete = message;
                    message = null;
                    return complete;
                }
            }
        }
        finally
        {
            message?.Dispose();
        }
    }
}

/// <summary>A whole message of a client. Its memory goes back to the pool when it is disposed of.</summary>
internal sealed class TdsMessage(PacketType type, PacketStatus status) : IDisposable
{
    /// <summary>Larger buffers are not kept for later: a client that sends hundreds of megabytes is not to be remembered for it.</summary>
    private const int LargestPooled = 1024 * 1024;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(512);

    internal PacketType Type { get; } = type;

    /// <summary>The status of the first packet: a reset is asked for there.</summary>
    internal PacketStatus FirstStatus { get; } = status;

    internal PacketStatus LastStatus { get; set; } = status;

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Payload => buffer.AsSpan(0, Length);

    /// <summary>Makes room for more bytes at the end.</summary>
    internal Memory<byte> Extend(int count)
    {
        if (Length + count > buffer.Length)
        {
            var length = Math.Max(Length + count, buffer.Length * 2);
            var larger = length <= LargestPooled ? ArrayPool<byte>.Shared.Rent(length) : GC.AllocateUninitializedArray<byte>(length);
            Payload.CopyTo(larger);
            Return();
            buffer = larger;
        }
        Length += count;
        return buffer.AsMemory(Length - count, count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Return();
        (buffer, Length) = ([], 0);
    }

    private void Return()
    {
        if (buffer.Length is > 0 and <= LargestPooled)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
