namespace BizTalkDR.Sandbox.Tds;

/// <summary>
/// Carries a TLS handshake inside PRELOGIN packets (MS-TDS 3.2.5.1); afterwards, TLS records go through as they are and TDS packets are inside them.
/// </summary>
internal sealed class TlsHandshakeStream(Stream network) : Stream
{
    private const int HeaderSize = 8;
    private readonly byte[] header = new byte[HeaderSize];
    private int leftInPacket;

    /// <summary>Set once the handshake is done.</summary>
    internal bool IsPassThrough { get; set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsPassThrough)
            return await network.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        while (leftInPacket == 0)
        {
            await network.ReadExactlyAsync(header, cancellationToken).ConfigureAwait(false);
            leftInPacket = ((header[2] << 8) | header[3]) - HeaderSize;
            if (header[0] != (byte)PacketType.PreLogin || leftInPacket < 0)
                throw new TdsProtocolException("A TLS handshake comes in PRELOGIN packets.");
        }
        var part = buffer[..Math.Min(buffer.Length, leftInPacket)];
        var read = await network.ReadAsync(part, cancellationToken).ConfigureAwait(false);
        leftInPacket -= read;
        return read;
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsPassThrough)
            await network.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        else
            foreach (var packet in Wrap(buffer))
                await network.WriteAsync(packet, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) =>
        IsPassThrough ? network.Read(buffer, offset, count) : throw new NotSupportedException("The handshake is asynchronous.");

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        if (IsPassThrough)
            network.Write(buffer, offset, count);
        else
            foreach (var packet in Wrap(buffer.AsMemory(offset, count)))
                network.Write(packet);
    }

    /// <inheritdoc/>
    public override void Flush() => network.Flush();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => network.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private static IEnumerable<byte[]> Wrap(ReadOnlyMemory<byte> bytes)
    {
        const int room = PacketWriter.DefaultPacketSize - HeaderSize;
        for (var (start, number) = (0, 1); start < bytes.Length; start += room, number++)
        {
            var part = bytes[start..Math.Min(bytes.Length, start + room)];
            var length = part.Length + HeaderSize;
            var status = start + room >= bytes.Length ? PacketStatus.EndOfMessage : PacketStatus.None;
            byte[] packet =
            [
                (byte)PacketType.PreLogin,
                (byte)status,
                (byte)(length >> 8),
                (byte)length,
                0,
                0,
                (byte)number,
                0,
                .. part.Span,
            ];
            yield return packet;
        }
    }
}
