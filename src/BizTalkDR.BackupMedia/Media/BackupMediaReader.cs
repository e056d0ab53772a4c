using BizTalkDR.BackupMedia.Compressed;
using BizTalkDR.BackupMedia.Reading;

namespace BizTalkDR.BackupMedia.Media;

/// <summary>
/// Reads the headers of one backup file without SQL Server: the media header (RESTORE LABELONLY) when it is opened, and every backup set in it
/// (RESTORE HEADERONLY and FILELISTONLY). Only the blocks with headers are read: a file of any size costs a few reads.
/// To read payloads, or a set striped over several files, open a <see cref="BackupMediaSet"/>.
/// </summary>
public sealed class BackupMediaReader : IDisposable
{
    private readonly BlockSource source;
    private readonly IMediaScanner scanner;
    private List<SetScan>? scans;

    private BackupMediaReader(BlockSource source, string? path)
    {
        this.source = source;
        Path = path;
        scanner = CompressedMediaScanner.Recognizes(source) ? new CompressedMediaScanner(source) : new MediaScanner(source);
        Media = scanner.ReadMedia();
    }

    /// <summary>The path it was opened by; null when it was opened on a stream.</summary>
    public string? Path { get; }

    /// <summary>The media header.</summary>
    public MediaHeader Media { get; }

    /// <summary>
    /// The sets of the file, in order of position, each read when it is reached. A set that is damaged or not finished has <see cref="BackupSetHeader.IsDamaged"/> and
    /// <see cref="BackupSetHeader.Reason"/>, holds what could be read, and is the last: nothing behind it can be found.
    /// </summary>
    public IEnumerable<BackupSetHeader> Sets =>
        scans is null ? scanner.ReadSets().Select(scan => scan.Header) : scans.Select(scan => scan.Header);

    /// <summary>Whether SQL Server compressed the file as a whole: only headers can be read, and nothing appended.</summary>
    internal bool IsContainer => scanner is CompressedMediaScanner;

    internal long FirstFilemark => scanner.FirstFilemark;

    internal long FirstSet => scanner.FirstSet;

    internal FamilyPayloads FindPayloads(int position) => scanner.FindPayloads(Scans[position - 1]);

    internal IReadOnlyList<SetScan> Scans => scans ??= [.. scanner.ReadSets()];

    /// <summary>Opens a file. Others may read and write it meanwhile; what they append after this is not seen.</summary>
    /// <exception cref="BackupMediaException">The file is not backup media, or is damaged before its first set.</exception>
    /// <exception cref="IOException">The file can't be opened or read.</exception>
    public static BackupMediaReader Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        try
        {
            return new BackupMediaReader(new BlockSource(stream, leaveOpen: false), path);
        }
        catch (BackupMediaException e)
        {
            stream.Dispose();
            throw new BackupMediaException(e.Reason, $"{path}: {e.Message}", e.InnerException);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Opens a stream that can seek.</summary>
    /// <exception cref="BackupMediaException">The stream is not backup media, or is damaged before its first set.</exception>
    public static BackupMediaReader Open(Stream stream, bool leaveOpen = false)
    {
        if (stream is null)
            throw new ArgumentNullException(nameof(stream));
        return new BackupMediaReader(new BlockSource(stream, leaveOpen), null);
    }

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();
}
