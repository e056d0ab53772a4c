using System.IO.Compression;
using BizTalkDR.BackupMedia.Writing;

namespace BizTalkDR.BackupMedia.Media;

/// <summary>
/// Writes one backup set: its payloads in turn, then <see cref="Complete"/>. A set whose writer is disposed of, or dies, before that is left
/// unfinished: readers report it as damaged, and the sets before it stay readable.
/// </summary>
public sealed class BackupSetWriter : IDisposable
{
    private readonly List<FamilyWriter> families;
    private readonly BackupSetOptions options;
    private readonly HashSet<PayloadKind> written = [];
    private Stream? open;
    private long savedByCompression;
    private bool completed;

    internal BackupSetWriter(List<FamilyWriter> families, BackupSetHeader header, BackupSetOptions options)
    {
        this.families = families;
        this.options = options;
        Header = header with
        {
            HasBackupChecksums = options.Checksum,
            Compressed = options.Compression,
            BackupSetGUID = header.BackupSetGUID ?? Guid.NewGuid(),
        };
        foreach (var family in families)
            family.BeginSet(Header, options.Compression);
    }

    /// <summary>
    /// The set's header. What is only known at the end (<see cref="BackupSetHeader.LastLSN"/>, <see cref="BackupSetHeader.BackupFinishDate"/>) may be
    /// set until <see cref="Complete"/>, which writes it a second time and fills in the sizes.
    /// </summary>
    public BackupSetHeader Header { get; set; }

    /// <summary>Position of the set on its media.</summary>
    public int Position => Header.Position;

    /// <summary>Opens a payload for writing. Dispose of the stream before the next one is opened; each kind can be written once.</summary>
    /// <exception cref="InvalidOperationException">Another payload is open, this kind was written, or the set is complete.</exception>
    public Stream OpenPayload(PayloadKind kind)
    {
        if (completed || open is not null)
            throw new InvalidOperationException(completed ? "The backup set is complete." : "Another payload is still open.");
        if (!written.Add(kind))
            throw new InvalidOperationException($"The {kind} payload was already written.");
        foreach (var family in families)
            family.BeginPayload(kind, options);
        var striped = new StripingStream(families);
        Stream stored = options.Compression ? new DeflateStream(striped, CompressionLevel.Optimal, leaveOpen: true) : striped;
        open = new PayloadWriteStream(
            stored,
            length =>
            {
                foreach (var family in families)
                    family.EndPayload();
                savedByCompression += length - striped.BytesWritten;
                open = null;
            }
        );
        return open;
    }

    /// <summary>Writes a whole payload.</summary>
    public void Write(PayloadKind kind, Stream content)
    {
        if (content is null)
            throw new ArgumentNullException(nameof(content));
        using var payload = OpenPayload(kind);
        content.CopyTo(payload);
    }

    /// <summary>Finishes the set in every family and closes the files.</summary>
    /// <exception cref="InvalidOperationException">A payload is still open.</exception>
    public void Complete()
    {
        if (completed)
            return;
        if (open is not null)
            throw new InvalidOperationException("A payload is still open.");
        Header = Header with { BackupFinishDate = Header.BackupFinishDate ?? DateTime.Now };
        var stored = families.Sum(family => family.SizeWith(Header));
        Header = Header with { CompressedBackupSize = stored, BackupSize = stored + savedByCompression };
        foreach (var family in families)
            family.EndSet(Header);
        completed = true;
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => families.ForEach(family => family.Dispose());
}
