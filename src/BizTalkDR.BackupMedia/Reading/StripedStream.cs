namespace BizTalkDR.BackupMedia.Reading;

/// <summary>Puts a payload together again: a unit of bytes from each family in turn; with a unit of 0, one family after another.</summary>
internal sealed class StripedStream(List<Stream> families, int unit) : ForwardStream
{
    private int current;
    private int taken;
    private bool ended;

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (!ended && count > 0)
        {
            var wanted = unit <= 0 ? count : Math.Min(count, unit - taken);
            var read = families[current].Read(buffer, offset, wanted);
            if (read > 0)
            {
                taken += read;
                if (unit > 0 && taken == unit)
                    MoveOn();
                return read;
            }
            if (unit > 0 || current == families.Count - 1)
                ended = true;
            else
                MoveOn();
        }
        return 0;
    }

    private void MoveOn()
    {
        current = (current + 1) % families.Count;
        taken = 0;
    }
}
