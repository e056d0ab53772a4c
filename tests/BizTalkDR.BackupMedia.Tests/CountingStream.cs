namespace BizTalkDR.BackupMedia.Tests;

/// <summary>Counts reads, and fails past a number of them so that a reader that never ends is found.</summary>
internal sealed class CountingStream(Stream inner, int most = int.MaxValue) : ReadingStream(inner)
{
    public int Reads { get; private set; }

    public long BytesRead { get; private set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (++Reads > most)
            throw new InvalidOperationException($"More than {most} reads.");
        var read = base.Read(buffer, offset, count);
        BytesRead += read;
        return read;
    }
}
