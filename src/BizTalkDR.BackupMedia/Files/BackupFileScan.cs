using BizTalkDR.BackupMedia.Media;

namespace BizTalkDR.BackupMedia.Files;

/// <summary>
/// One file on its way: the first of its sets are read ahead, on another thread; a file with more of them hands over the rest to be read when they are
/// asked for, so that memory stays bounded however many sets it holds.
/// </summary>
internal sealed class BackupFileScan
{
    /// <summary>Sets that are read ahead of a file.</summary>
    public const int ReadAhead = 64;

    private readonly List<BackupFileHeader> read = [];
    private IEnumerator<BackupFileHeader>? rest;

    private BackupFileScan() { }

    public static BackupFileScan Begin(FoundFile file, Func<string, Stream> open, CancellationToken cancellationToken)
    {
        var scan = new BackupFileScan();
        var all = Read(file, open, cancellationToken).GetEnumerator();
        try
        {
            while (scan.read.Count < ReadAhead)
            {
                if (!all.MoveNext())
                {
                    all.Dispose();
                    return scan;
                }
                scan.read.Add(all.Current);
            }
            scan.rest = all;
            return scan;
        }
        catch
        {
            all.Dispose();
            throw;
        }
    }

    /// <summary>All sets of the file; once.</summary>
    public IEnumerable<BackupFileHeader> TakeAll()
    {
        foreach (var header in read)
            yield return header;
        if (rest is null)
            yield break;
        using (rest)
            while (rest.MoveNext())
                yield return rest.Current;
    }

    /// <summary>Frees the file of a scan that nobody will take.</summary>
    public void Abandon() => rest?.Dispose();

    private static IEnumerable<BackupFileHeader> Read(FoundFile file, Func<string, Stream> open, CancellationToken cancellationToken)
    {
        var path = file.Path;
        if (file.Failure is { } failure)
        {
            yield return new BackupFileHeader(path, null, null, BackupFileProblem.OfFolder(failure));
            yield break;
        }
        var (reader, size, problem) = Open(path, open);
        if (reader is null)
        {
            yield return new BackupFileHeader(path, size, null, problem!);
            yield break;
        }
        using (reader)
        using (var sets = reader.Sets.GetEnumerator())
        {
            var any = false;
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                bool more;
                (more, problem) = Try(sets.MoveNext);
                if (more)
                    yield return new BackupFileHeader(path, size!.Value, reader.Media, sets.Current);
                else if (problem is not null || !any)
                    yield return new BackupFileHeader(path, size, reader.Media, problem ?? Empty);
                if (!more)
                    yield break;
                any = true;
            }
        }
    }

    private static BackupFileProblem Empty { get; } =
        new("The file has a media header but no backup set: one is about to be written, or the writer died before it began.");

    private static (BackupMediaReader?, long?, BackupFileProblem?) Open(string path, Func<string, Stream> open)
    {
        Stream? stream = null;
        long? size = null;
        var (reader, problem) = Try<BackupMediaReader?>(() =>
        {
            stream = open(path);
            size = stream.Length;
            return BackupMediaReader.Open(stream);
        });
        if (reader is null)
            stream?.Dispose();
        return (reader, size, problem);
    }

    private static (T? Value, BackupFileProblem? Problem) Try<T>(Func<T> act)
    {
        try
        {
            return (act(), null);
        }
        catch (Exception failure) when (BackupFileProblem.IsOfTheFile(failure))
        {
            return (default, BackupFileProblem.From(failure));
        }
    }
}
