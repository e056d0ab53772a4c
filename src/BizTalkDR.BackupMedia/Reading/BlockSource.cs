using System.Buffers;

namespace BizTalkDR.BackupMedia.Reading;

/// <summary>A backup file as positioned reads through one small window, so that headers lying close together cost one read.</summary>
internal sealed class BlockSource : IDisposable
{
    public const int WindowLength = 16 * 1024;
    private readonly Stream stream;
    private readonly bool leaveOpen;
    private byte[]? window = ArrayPool<byte>.Shared.Rent(WindowLength);
    private long windowStart;
    private int windowCount;

    public BlockSource(Stream stream, bool leaveOpen)
    {
        this.stream = stream;
        this.leaveOpen = leaveOpen;
        Length = stream.Length;
    }

    /// <summary>Length of the file when it was opened: what is appended later does not exist for this reader.</summary>
    public long Length { get; }

    /// <summary>The bytes at a position, fewer than asked for only at the end of the file; valid until the next call. At most <see cref="WindowLength"/>.</summary>
    public ReadOnlySpan<byte> Peek(long position, int count)
    {
        count = (int)Math.Max(0, Math.Min(count, Length - position));
        if (count == 0)
            return default;
        var buffer = window ?? throw new ObjectDisposedException(nameof(BackupMediaReader));
        if (position < windowStart || position + count > windowStart + windowCount)
        {
            // Near the end of the file the window is laid against it: headers there are read back and forth.
            windowStart = Math.Max(0, Math.Min(position, Length - WindowLength));
            windowCount = Read(windowStart, buffer, 0, (int)Math.Min(WindowLength, Length - windowStart));
            count = (int)Math.Max(0, Math.Min(count, windowStart + windowCount - position));
        }
        return buffer.AsSpan((int)(position - windowStart), count);
    }

    /// <summary>The bytes at a position, any number of them; fewer than asked for only at the end of the file. Valid until the next call.</summary>
    public ReadOnlySpan<byte> View(long position, int count) => count <= WindowLength ? Peek(position, count) : ReadBytes(position, count);

    /// <summary>A copy of the bytes at a position; fewer than asked for only at the end of the file.</summary>
    public byte[] ReadBytes(long position, int count)
    {
        if (count <= WindowLength)
            return Peek(position, count).ToArray();
        var bytes = new byte[(int)Math.Max(0, Math.Min(count, Length - position))];
        var read = Read(position, bytes, 0, bytes.Length);
        return read == bytes.Length ? bytes : bytes.AsSpan(0, read).ToArray();
    }

    /// <summary>Reads until the buffer's part is full or the file ends.</summary>
    public int Read(long position, byte[] buffer, int offset, int count)
    {
        stream.Position = position;
        var total = 0;
        while (total < count)
        {
            var read = stream.Read(buffer, offset + total, count - total);
            if (read == 0)
                break;
            total += read;
        }
        return total;
    }

    public void Dispose()
    {
        if (window is not null)
            ArrayPool<byte>.Shared.Return(window);
        window = null;
        if (!leaveOpen)
            stream.Dispose();
    }
}
