namespace BizTalkDR.BackupMedia.Reading;

/// <summary>What a caller reads a payload through: damage to compressed bytes comes out as the exception that all damage comes out as.</summary>
internal sealed class PayloadStream(Stream inner) : ForwardStream
{
    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return inner.Read(buffer, offset, count);
        }
        catch (InvalidDataException e)
        {
            throw new BackupMediaException(BackupMediaError.PayloadDamaged, "The compressed payload is damaged.", e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
