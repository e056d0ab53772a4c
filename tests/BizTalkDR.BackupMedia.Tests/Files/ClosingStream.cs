namespace BizTalkDR.BackupMedia.Tests.Files;

/// <summary>Tells when it is closed, and fails from some byte on, as a share does that goes away.</summary>
internal sealed class ClosingStream(Stream inner, Action<Stream> closed, long failsAt = long.MaxValue) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        inner.Position + count > failsAt
            ? throw new IOException("The specified network name is no longer available.")
            : inner.Read(buffer, offset, count);

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            closed(this);
        }
        base.Dispose(disposing);
    }
}
