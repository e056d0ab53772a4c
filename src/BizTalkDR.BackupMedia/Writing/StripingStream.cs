namespace BizTalkDR.BackupMedia.Writing;

/// <summary>Deals a payload out to the families: a unit of bytes to each in turn.</summary>
internal sealed class StripingStream(List<FamilyWriter> families) : WriteOnlyStream
{
    /// <summary>Bytes that one family gets before the next has its turn.</summary>
    public const int Unit = 64 * 1024;

    private int current;
    private int taken;

    public long BytesWritten { get; private set; }

    public override void Write(byte[] buffer, int offset, int count)
    {
        while (count > 0)
        {
            var part = Math.Min(count, Unit - taken);
            families[current].WritePayload(buffer, offset, part);
            offset += part;
            count -= part;
            taken += part;
            BytesWritten += part;
            if (taken == Unit)
            {
                taken = 0;
                current = (current + 1) % families.Count;
            }
        }
    }
}
