using System.Globalization;

namespace BizTalkDR.Runbook.Journal;

/// <summary>Which journal a run writes to, so that none goes on with another one's by accident.</summary>
public static class JournalFile
{
    /// <summary>No journal comes near this: a file that is larger is not read to the end to find that out.</summary>
    private const long Largest = 256L * 1024 * 1024;

    /// <summary>Opens the journal of a run.</summary>
    /// <param name="runbook">The runbook's id; a file whose path is not given is named after it.</param>
    /// <param name="path">What -JournalPath says, or null.</param>
    /// <param name="resume">Whether an earlier run is gone on with.</param>
    /// <param name="whatIf">Whether nothing is to be changed: then no file is written to; an earlier run's is read.</param>
    /// <param name="resolvePath">Makes a path of the operator's current folder one of the file system.</param>
    /// <exception cref="JournalException">There is no journal to go on with, or one that can't be, or a file where a new one is to be.</exception>
    public static IJournal Open(string runbook, string? path, bool resume, bool whatIf, Func<string, string> resolvePath)
    {
        if (resolvePath is null)
            throw new ArgumentNullException(nameof(resolvePath));
        if (resume)
            return Earlier(runbook, path ?? throw JournalErrors.NotFound(null), whatIf);
        return whatIf ? new MemoryJournal() : FileJournal.Create(path ?? resolvePath(DefaultName(runbook)));
    }

    /// <summary>Reads the file of a journal, which must be its reader's alone.</summary>
    /// <exception cref="JournalException">It is not there, is none, is damaged in its first line, or is others' too.</exception>
    internal static JournalContent Read(string path) => Read(path, JournalAccess.Check);

    /// <summary>Reads the file of a journal, whoever's it is, only to tell of it.</summary>
    /// <exception cref="JournalException">It is not there, is none, or is damaged in its first line.</exception>
    internal static JournalContent Peek(string path) => Read(path, JournalAccess.CheckKind);

    /// <summary>Whether a file begins as a journal does. Of what can't be read, and of links, devices and pipes, no.</summary>
    internal static bool LooksLikeOne(string path)
    {
        try
        {
            JournalAccess.CheckKind(path);
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var beginning = new byte[JournalLine.Opening.Length];
            return stream.Read(beginning, 0, beginning.Length) == beginning.Length
                && System.Text.Encoding.ASCII.GetString(beginning) == JournalLine.Opening;
        }
        catch (Exception error) when (error is JournalException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return false;
        }
    }

    private static JournalContent Read(string path, Action<string> check)
    {
        try
        {
            if (!File.Exists(path) && !Directory.Exists(path))
                throw JournalErrors.NotFound(path);
            check(path);
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return JournalReader.Read(path, AllOf(path, stream));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw JournalErrors.NotOpened(path, error);
        }
    }

    /// <summary>All bytes of an open file from its beginning; of one that can't be a journal only as many as show that.</summary>
    internal static byte[] AllOf(string path, Stream stream)
    {
        if (stream.Length > Largest)
            throw JournalErrors.NotAJournal(
                path,
                string.Format(CultureInfo.InvariantCulture, "is far too large ({0:N0} bytes)", stream.Length)
            );
        stream.Seek(0, SeekOrigin.Begin);
        var bytes = new byte[stream.Length];
        var count = 0;
        while (count < bytes.Length && stream.Read(bytes, count, bytes.Length - count) is > 0 and var read)
            count += read;
        return count == bytes.Length ? bytes : [.. bytes.Take(count)];
    }

    private static IJournal Earlier(string runbook, string path, bool whatIf)
    {
        // A run that has only begun to look around holds it, and has written nothing yet.
        if (!whatIf && JournalHold.IsHeld(path))
            throw JournalErrors.InUse(path, new IOException("a run holds it now."));
        // What is only shown leaves no trace among what was done.
        var content = Read(path);
        if (content.Damage is { } damage)
            throw damage;
        content.Header.RequireRunbook(runbook);
        return whatIf ? new MemoryJournal(content.Entries, content.Header) : FileJournal.Resume(path);
    }

    private static string DefaultName(string runbook) =>
        string.Format(CultureInfo.InvariantCulture, "Bts{0}-{1:yyyyMMdd-HHmmss}.jsonl", runbook, DateTime.Now);
}
