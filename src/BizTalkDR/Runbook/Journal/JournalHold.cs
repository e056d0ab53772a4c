namespace BizTalkDR.Runbook.Journal;

/// <summary>
/// Holds a journal for one run: by a file beside it, because readers of the journal must not be shut out. It goes with its process, whatever ends that.
/// </summary>
internal static class JournalHold
{
    private const string Extension = ".held";

    /// <exception cref="JournalException"><c>JournalInUse</c>: another run holds it; <c>JournalNotOpened</c>: no file can be made there.</exception>
    public static FileStream Take(string path)
    {
        var hold = path + Extension;
        try
        {
            // It is deleted in the end: only an empty file can be one of ours.
            if (File.Exists(hold) && new FileInfo(hold).Length > 0)
                throw new IOException($"'{hold}' is in the way, and is not ours.");
            return new FileStream(hold, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException error) when (IsHeld(path))
        {
            throw JournalErrors.InUse(path, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw JournalErrors.NotOpened(path, error);
        }
    }

    /// <summary>Whether a run holds it now.</summary>
    public static bool IsHeld(string path)
    {
        var hold = path + Extension;
        if (!File.Exists(hold))
            return false;
        try
        {
            new FileStream(hold, FileMode.Open, FileAccess.Read, FileShare.None).Dispose();
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (Exception error) when (error is IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
