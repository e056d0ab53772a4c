using BizTalkDR.Errors;
using BizTalkDR.PrivateFiles;

namespace BizTalkDR.Runbook.Journal;

/// <summary>
/// A journal in a file of sealed JSON lines. One run at a time holds it; others may read it meanwhile. The file is only ever appended to: whatever it
/// holds, nothing of it is changed or cut off.
/// </summary>
public sealed class FileJournal : IJournal, IDisposable
{
    private readonly List<JournalEntry> entries = [];
    private readonly FileStream held;
    private readonly Stream stream;
    private int line;
    private string hash = "";
    private bool isEnded = true;
    private string? torn;
    private JournalException? failure;

    private FileJournal(string path, FileStream held, Stream stream)
    {
        (Path, this.held, this.stream) = (path, held, stream);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public JournalHeader? Header { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<JournalEntry> Entries
    {
        get
        {
            lock (entries)
                return [.. entries];
        }
    }

    /// <summary>Makes a new journal. It is empty until the run begins; one that never does leaves no file.</summary>
    /// <exception cref="JournalException">There is a file of that name already, or none can be made there.</exception>
    public static FileJournal Create(string path) => Create(path, stream => stream);

    /// <param name="path">The file.</param>
    /// <param name="over">What its lines are written through; for tests of disks that fail.</param>
    internal static FileJournal Create(string path, Func<Stream, Stream> over)
    {
        var file = System.IO.Path.GetFullPath(path);
        if (File.Exists(file) || Directory.Exists(file))
            throw JournalErrors.Exists(file);
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        }
        catch (Exception error) when (IsOfTheFileSystem(error))
        {
            throw JournalErrors.NotOpened(file, error);
        }
        return Open(file, () => over(JournalAccess.Create(file, FileShare.Read)), _ => { });
    }

    /// <summary>Opens the journal of an earlier run, to go on with it.</summary>
    /// <exception cref="JournalException">There is none; or the file is none, is damaged, is others' too, or can't be written to.</exception>
    public static FileJournal Resume(string path) => Resume(path, stream => stream);

    internal static FileJournal Resume(string path, Func<Stream, Stream> over)
    {
        var file = System.IO.Path.GetFullPath(path);
        // Before anything is made beside it.
        _ = JournalFile.Read(file);
        if (PrivateFile.IsReadOnly(file))
            throw JournalErrors.ReadOnly(file);
        return Open(
            file,
            () => over(new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, 1)),
            journal => journal.Take()
        );
    }

    /// <inheritdoc/>
    public void Begin(JournalHeader header)
    {
        if (header is null)
            throw new ArgumentNullException(nameof(header));
        lock (entries)
        {
            if (Header is not null)
                throw new InvalidOperationException("The journal has begun already.");
            var (bytes, own) = JournalLine.Write(header);
            try
            {
                Append(bytes, mustOutliveTheComputer: true);
            }
            catch (JournalException error) when (error.InnerException is { } cause)
            {
                throw failure = JournalErrors.NotOpened(Path, cause);
            }
            (Header, line, hash) = (header, 1, own);
        }
    }

    /// <inheritdoc/>
    public void Write(JournalEntry entry)
    {
        if (entry is null)
            throw new ArgumentNullException(nameof(entry));
        var written = entry with { Text = entry.Text is null ? null : Secrets.Scrub(entry.Text) };
        lock (entries)
        {
            if (Header is null)
                throw new InvalidOperationException("The journal has not begun.");
            var (bytes, own) = JournalLine.Write(line + 1, hash, torn, written);
            Append(bytes, MustOutliveTheComputer(entry.Kind));
            (line, hash, torn) = (line + 1, own, null);
            entries.Add(written);
        }
    }

    /// <summary>Frees the file for the next run, also when its last line could not be written.</summary>
    public void Dispose()
    {
        try
        {
            stream.Dispose();
            // Nothing has begun: there is nothing to go on with. The file was made here, and nobody else has written to it.
            if (Header is null)
                File.Delete(Path);
        }
        catch (Exception error) when (IsOfTheFileSystem(error))
        {
            // What could not be written has been told by Write.
        }
        finally
        {
            held.Dispose();
        }
    }

    private static FileJournal Open(string path, Func<Stream> open, Action<FileJournal> take)
    {
        var held = JournalHold.Take(path);
        Stream? stream = null;
        try
        {
            stream = open();
            var journal = new FileJournal(path, held, stream);
            take(journal);
            return journal;
        }
        catch (Exception error)
        {
            stream?.Dispose();
            held.Dispose();
            if (IsOfTheFileSystem(error))
                throw JournalErrors.NotOpened(path, error);
            throw;
        }
    }

    private void Take()
    {
        var content = JournalReader.Read(Path, JournalFile.AllOf(Path, stream));
        if (content.Damage is { } damage)
            throw damage;
        (Header, line, hash, isEnded, torn) = (content.Header, content.LastLine, content.LastHash, content.IsEnded, content.Torn);
        entries.AddRange(content.Entries);
        stream.Seek(0, SeekOrigin.End);
    }

    private void Append(byte[] bytes, bool mustOutliveTheComputer)
    {
        if (failure is not null)
            throw failure;
        byte[] whole = isEnded ? [.. bytes, (byte)'\n'] : [(byte)'\n', .. bytes, (byte)'\n'];
        try
        {
            stream.Write(whole, 0, whole.Length);
            stream.Flush();
            if (mustOutliveTheComputer && stream is FileStream file)
                file.Flush(flushToDisk: true);
            isEnded = true;
        }
        catch (Exception error) when (IsOfTheFileSystem(error))
        {
            // How much of the line is there, only a reader can tell.
            throw failure = JournalErrors.NotWritten(Path, error);
        }
    }

    // Every line outlives this process as soon as it is written. Waiting for the disk, which takes longer than many an act, is for what a later run
    // needs and can't see by looking at the servers.
    private static bool MustOutliveTheComputer(JournalEntryKind kind) =>
        kind is not (JournalEntryKind.ActionStarted or JournalEntryKind.ActionEnded);

    private static bool IsOfTheFileSystem(Exception error) =>
        error is IOException or UnauthorizedAccessException or NotSupportedException or ObjectDisposedException;
}
