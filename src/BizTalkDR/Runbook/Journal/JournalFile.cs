using System.Globalization;
using BizTalkDR.Errors;

namespace BizTalkDR.Runbook.Journal;

/// <summary>Which journal a run writes to, so that none goes on with another one's by accident.</summary>
public static class JournalFile
{
    /// <summary>Opens the journal of a run.</summary>
    /// <param name="runbook">The runbook's id; a file whose path is not given is named after it.</param>
    /// <param name="path">What -JournalPath says, or null.</param>
    /// <param name="resume">Whether an earlier run is gone on with.</param>
    /// <param name="whatIf">Whether nothing is to be changed: then no file is written to; an earlier run's is read.</param>
    /// <param name="resolvePath">Makes a path of the operator's current folder one of the file system.</param>
    /// <exception cref="BizTalkDRException">There is no journal to go on with, or one that belongs to an earlier run.</exception>
    public static IJournal Open(string runbook, string? path, bool resume, bool whatIf, Func<string, string> resolvePath)
    {
        if (resolvePath is null)
            throw new ArgumentNullException(nameof(resolvePath));
        if (resume)
            return path is not null && File.Exists(path) ? Earlier(path, whatIf) : throw NothingToResume(path);
        if (whatIf)
            return new MemoryJournal();
        if (path is not null && File.Exists(path) && new FileInfo(path).Length > 0)
            throw Exists(path);
        return new FileJournal(path ?? resolvePath(DefaultName(runbook)));
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

    private static string DefaultName(string runbook) =>
        string.Format(CultureInfo.InvariantCulture, "Bts{0}-{1:yyyyMMdd-HHmmss}.jsonl", runbook, DateTime.Now);

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
