namespace BizTalkDR.BackupMedia.Tests.Files;

/// <summary>Tells when it is closed, and fails from some byte on, as a share does that goes away.</summary>
internal sealed class ClosingStream(Stream inner, Action<Stream> closed, long failsAt = long.MaxValue) : ReadingStream(inner)
{
    public override int Read(byte[] buffer, int offset, int count) =>
        Position + count > failsAt
            ? throw new IOException("The specified network name is no longer available.")
            : base.Read(buffer, offset, count);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            closed(this);
    }
}
