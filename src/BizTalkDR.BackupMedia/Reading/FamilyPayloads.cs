using System.Buffers.Binary;
using BizTalkDR.BackupMedia.Mtf;

namespace BizTalkDR.BackupMedia.Reading;

/// <summary>A stored piece of a payload: its stream header, where its bytes lie, and its checksum if it has one.</summary>
internal readonly record struct PayloadPiece(StreamHeader Header, long Position, long Length, uint? Checksum);

/// <summary>The pieces of payload that one family holds of a set.</summary>
internal sealed class FamilyPayloads
{
    // Every payload stream begins with two bytes that bring its content to an even address.
    private const int LeadingBytes = 2;
    private readonly Dictionary<PayloadKind, List<PayloadPiece>> pieces = new() { [PayloadKind.Data] = [], [PayloadKind.Log] = [] };
    private PayloadKind? lastKind;

    public FamilyPayloads(BlockWalker walker, SetScan scan)
    {
        Source = walker.Source;
        StripeUnit = scan.StripeUnit;
        var at = scan.PayloadStart;
        while (true)
        {
            if (!walker.TryReadBlock(at, out var block, out var damage))
                throw new BackupMediaException(BackupMediaError.DamagedSet, damage!.Text);
            if (block.Type is BlockType.Summary or BlockType.SoftFilemark)
                return;
            at = walker.VisitStreams(at, block, Take, out damage);
            if (at < 0)
                throw new BackupMediaException(BackupMediaError.DamagedSet, damage!.Text);
        }
    }

    public BlockSource Source { get; }

    public int StripeUnit { get; }

    public List<PayloadPiece> Of(PayloadKind kind) => pieces[kind];

    private bool Take(StreamPiece stream)
    {
        var kind =
            stream.Header.Type == StreamType.Data ? PayloadKind.Data
            : stream.Header.Type == StreamType.Log ? PayloadKind.Log
            : (PayloadKind?)null;
        if (kind is { } known && stream.Header.Length > LeadingBytes)
        {
            pieces[known].Add(new PayloadPiece(stream.Header, stream.Position + LeadingBytes, stream.Header.Length - LeadingBytes, null));
            lastKind = known;
        }
        else if (stream.Header.Type == StreamType.Checksum && stream.Header.Length == 4 && lastKind is { } last)
        {
            var list = pieces[last];
            var checksum = BinaryPrimitives.ReadUInt32LittleEndian(Source.Peek(stream.Position, 4));
            list[list.Count - 1] = list[list.Count - 1] with { Checksum = checksum };
            lastKind = null;
        }
        return true;
    }
}
