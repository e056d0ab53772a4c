using System.Text;
using System.Text.Json;

namespace BizTalkDR.Runbook.Journal;

/// <summary>A journal in a file of JSON lines. One run at a time holds it; others may read it meanwhile.</summary>
public sealed class FileJournal : IJournal, IDisposable
{
    private readonly List<JournalEntry> entries = [];
    private readonly FileStream held;
    private readonly FileStream stream;

    /// <summary>Opens the journal, reading what an earlier run wrote to it.</summary>
    /// <exception cref="JournalException">The file can't be opened, another run holds it, or it is not a journal.</exception>
    public FileJournal(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            // A file of its own holds the journal: readers of the journal must not be shut out, other runs must.
            held = new FileStream(
                Path + ".lock",
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                1,
                FileOptions.DeleteOnClose
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new JournalException($"The journal '{Path}' can't be opened: {error.Message}", error);
        }
        try
        {
            stream = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            held.Dispose();
            throw new JournalException($"The journal '{Path}' can't be opened: {error.Message}", error);
        }
        try
        {
            ReadEarlierEntries();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public IReadOnlyList<JournalEntry> Entries
    {
        get
        {
            lock (entries)
                return [.. entries];
        }
    }

    /// <inheritdoc/>
    public void Write(JournalEntry entry)
    {
        var line = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(entry) + "\n");
        lock (entries)
        {
            stream.Write(line, 0, line.Length);
            stream.Flush(flushToDisk: MustOutliveTheComputer(entry.Kind));
            entries.Add(entry);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stream.Dispose();
        held.Dispose();
    }

    // Every line outlives this process as soon as it is written. Waiting for the disk, which takes longer than many an act, is for what a later run
    // needs and can't see by looking at the servers.
    private static bool MustOutliveTheComputer(JournalEntryKind kind) =>
        kind is not (JournalEntryKind.ActionStarted or JournalEntryKind.ActionEnded);

    private void ReadEarlierEntries()
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, true, 4096, leaveOpen: true);
        var text = reader.ReadToEnd();
        var number = 0;
        // A last line without its end is what a crash in the middle of writing leaves: the act it would tell of had not begun.
        var whole = text.Substring(0, text.LastIndexOf('\n') + 1);
        foreach (var line in whole.Split(['\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            number++;
            try
            {
                entries.Add(JsonSerializer.Deserialize<JournalEntry>(line)!);
            }
            catch (JsonException error)
            {
                throw new JournalException(
                    $"'{Path}' is not a journal of BizTalkDR: line {number} can't be read ({error.Message}).",
                    error
                );
            }
        }
        stream.SetLength(Encoding.UTF8.GetByteCount(whole));
        stream.Seek(0, SeekOrigin.End);
    }
}
