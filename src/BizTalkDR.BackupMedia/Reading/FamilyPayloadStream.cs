using BizTalkDR.BackupMedia.Mtf;

namespace BizTalkDR.BackupMedia.Reading;

/// <summary>The pieces of payload of one family, one after another, each checked against its checksum at its end.</summary>
internal sealed class FamilyPayloadStream(BlockSource source, List<PayloadPiece> pieces) : ForwardStream
{
    private int index;
    private long offset;
    private PayloadChecksum checksum = new();

    public override int Read(byte[] buffer, int start, int count)
    {
        while (index < pieces.Count)
        {
            var piece = pieces[index];
            if (offset < piece.Length)
            {
                if (count == 0)
                    return 0;
                var read = source.Read(piece.Position + offset, buffer, start, (int)Math.Min(count, piece.Length - offset));
                if (read == 0)
                    throw new BackupMediaException(BackupMediaError.PayloadDamaged, "The file became shorter while it was read.");
                offset += read;
                if (piece.Checksum is not null)
                    checksum.Add(buffer.AsSpan(start, read));
                if (offset == piece.Length)
                    Finish(piece);
                return read;
            }
            Finish(piece);
        }
        return 0;
    }

    private void Finish(PayloadPiece piece)
    {
        if (piece.Checksum is { } expected && checksum.Finish() != expected)
            throw new BackupMediaException(
                BackupMediaError.PayloadDamaged,
                $"The {BlockType.Name(piece.Header.Type)} stream at byte {piece.Position} does not match its checksum."
            );
        checksum = new PayloadChecksum();
        index++;
        offset = 0;
    }
}
