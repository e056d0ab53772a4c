namespace BizTalkDR.BackupMedia.Writing;

/// <summary>What a caller writes a payload through; counts its bytes and says when it is done.</summary>
internal sealed class PayloadWriteStream(Stream stored, Action<long> done) : WriteOnlyStream
{
    private long length;
    private bool closed;

    public override void Write(byte[] buffer, int offset, int count)
    {
        stored.Write(buffer, offset, count);
        length += count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !closed)
        {
            closed = true;
            stored.Dispose();
            done(length);
        }
        base.Dispose(disposing);
    }
}
