namespace BizTalkDR.BackupMedia.Reading;

/// <summary>A backup file as positioned reads through one small window, so that headers lying close together cost one read.</summary>
internal sealed class BlockSource : IDisposable
{
    public const int WindowLength = 16 * 1024;
    private readonly Stream stream;
    private readonly bool leaveOpen;
    private readonly byte[] window = new byte[WindowLength];
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
        if (position < windowStart || position + count > windowStart + windowCount)
        {
            windowStart = position;
            windowCount = Read(position, window, 0, (int)Math.Min(WindowLength, Length - position));
            count = Math.Min(count, windowCount);
        }
        return window.AsSpan((int)(position - windowStart), count);
    }

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
        if (!leaveOpen)
            stream.Dispose();
    }
}
