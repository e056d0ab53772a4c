using System.Buffers;

namespace BizTalkDR.BackupMedia.Reading;

/// <summary>A backup file as positioned reads through one small window, so that headers lying close together cost one read and few bytes.</summary>
internal sealed class BlockSource : IDisposable
{
    public const int WindowLength = 32 * 1024;

    // The headers at a file's beginning, with sectors of 4096 bytes too.
    private const int BeginningLength = 16 * 1024;

    // A filemark, the end of the set and its summary.
    private const int EndLength = 8 * 1024;

    // Behind a payload that was jumped over stand one or two headers, then most likely the next payload.
    private const int JumpLength = 4 * 1024;
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
        var buffer = window ?? throw new ObjectDisposedException(nameof(BlockSource));
        if (position < windowStart || position + count > windowStart + windowCount)
        {
            var (start, length) = WindowFor(position, count);
            windowCount = 0;
            windowCount = Read(start, buffer, 0, length);
            windowStart = start;
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

    private (long Start, int Length) WindowFor(long position, int count)
    {
        // Near the end of the file the window reaches to it, and back a little: headers there are read back and forth.
        if (Length - position <= WindowLength)
        {
            var start = Math.Max(0, Math.Min(position, Length - EndLength));
            return (start, (int)(Length - start));
        }
        if (position == 0)
            return (0, BeginningLength);
        var follows = windowCount > 0 && position >= windowStart && position <= windowStart + windowCount;
        return (position, Math.Max(count, follows ? WindowLength : JumpLength));
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
