using System.IO.Compression;
using BizTalkDR.BackupMedia.Mtf;
using BizTalkDR.BackupMedia.Reading;

namespace BizTalkDR.BackupMedia.Media;

/// <summary>
/// The payloads of one backup set. Checksums are verified as they are read. For files that this library wrote, a payload is what the writer was
/// given. For files of SQL Server it is the raw stream (database pages, log blocks), family after family: nothing here interprets it.
/// </summary>
public sealed class BackupSetReader
{
    private readonly List<FamilyPayloads> families;

    internal BackupSetReader(BackupSetHeader header, List<FamilyPayloads> families)
    {
        Header = header;
        this.families = families;
    }

    /// <summary>The set's header.</summary>
    public BackupSetHeader Header { get; }

    /// <summary>Whether the set has a payload of a kind.</summary>
    public bool Has(PayloadKind kind) => families.Exists(family => family.Of(kind).Count > 0);

    /// <summary>Opens a payload, forward only; empty when there is none. It reads through the media set's files: dispose of that last.</summary>
    /// <exception cref="BackupMediaException">
    /// The payload is encrypted or compressed by SQL Server; while reading: it is damaged (<see cref="BackupMediaError.PayloadDamaged"/>).
    /// </exception>
    public Stream Open(PayloadKind kind)
    {
        var parts = families.ConvertAll(family => (Stream)new FamilyPayloadStream(family.Source, family.Of(kind)));
        var pieces = families.SelectMany(family => family.Of(kind)).ToList();
        var foreign = pieces.Exists(piece =>
            piece.Header.Has(StreamHeader.Encrypted)
            || piece.Header.Has(StreamHeader.Compressed) && piece.Header.CompressionAlgorithm != PayloadCompression.Deflate
        );
        if (foreign)
            throw new BackupMediaException(
                BackupMediaError.Unsupported,
                $"The {kind} payload of backup set {Header.Position} is encrypted, or compressed by SQL Server; it can't be read here."
            );
        var stored = new StripedStream(parts, families[0].StripeUnit);
        var compressed = pieces.Exists(piece => piece.Header.Has(StreamHeader.Compressed));
        return new PayloadStream(compressed ? new DeflateStream(stored, CompressionMode.Decompress) : stored);
    }

    /// <summary>Reads everything and checks it against the checksums, as RESTORE VERIFYONLY does; returns the number of bytes read.</summary>
    /// <exception cref="BackupMediaException">A payload is damaged.</exception>
    public long Verify()
    {
        var buffer = new byte[64 * 1024];
        long total = 0;
        foreach (var kind in new[] { PayloadKind.Data, PayloadKind.Log })
        {
            foreach (var family in families)
            {
                using var stream = new FamilyPayloadStream(family.Source, family.Of(kind));
                for (int read; (read = stream.Read(buffer, 0, buffer.Length)) > 0; )
                    total += read;
            }
        }
        return total;
    }
}
