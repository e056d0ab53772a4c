using System.Globalization;
using BizTalkDR.Errors;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.PowerShell.Failback;

/// <summary>Chooses the journal of a failback, so that no run goes on with another one's by accident.</summary>
internal static class FailbackJournal
{
    /// <param name="path">What -JournalPath says, or null.</param>
    /// <param name="resume">Whether an earlier run is gone on with.</param>
    /// <param name="whatIf">Whether nothing is to be changed: then no file is written to; an earlier run's is read.</param>
    /// <param name="resolvePath">Makes a path of the session one of the file system.</param>
    public static IJournal Open(string? path, bool resume, bool whatIf, Func<string, string> resolvePath)
    {
        if (resume)
            return path is not null && File.Exists(path) ? Earlier(path, whatIf) : throw NothingToResume(path);
        if (whatIf)
            return new MemoryJournal();
        if (path is not null && File.Exists(path) && new FileInfo(path).Length > 0)
            throw Exists(path);
        return new FileJournal(path ?? resolvePath(DefaultName()));
    }

    // What is only shown leaves no trace among what was done.
    private static IJournal Earlier(string path, bool whatIf)
    {
        var file = new FileJournal(path);
        if (!whatIf)
            return file;
        using (file)
            return new MemoryJournal(file.Entries);
    }

    private static string DefaultName() =>
        string.Format(CultureInfo.InvariantCulture, "BtsFailback-{0:yyyyMMdd-HHmmss}.jsonl", DateTime.Now);

    private static BizTalkDRException NothingToResume(string? path) =>
        new(
            "JournalNotFound",
            ErrorKind.NotFound,
            path is null ? "-Resume needs -JournalPath." : $"There is no journal '{path}' to go on with."
        )
        {
            Remedy = "Give the journal of the run that was cut off with -JournalPath.",
        };

    private static BizTalkDRException Exists(string path) =>
        new("JournalExists", ErrorKind.Conflict, $"The journal '{path}' belongs to an earlier run.")
        {
            Remedy = "Give -Resume to go on with that run, or another -JournalPath to begin anew.",
        };
}
