using BizTalkDR.Errors;

namespace BizTalkDR.Runbook.Journal;

/// <summary>What is said of journals that can't be used, and the way on from there.</summary>
internal static class JournalErrors
{
    // ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL of Windows, ENOSPC and EDQUOT of Linux.
    private static readonly HashSet<int> FullDisk = [39, 112, 28, 122];

    public static JournalException NotFound(string? path) =>
        new(
            "JournalNotFound",
            ErrorKind.NotFound,
            path is null ? "-Resume needs -JournalPath." : $"There is no journal '{path}' to go on with."
        )
        {
            JournalPath = path,
            Remedy = "Give the journal of the run that was cut off with -JournalPath; Get-BtsRun finds the journals in a folder.",
        };

    public static JournalException Exists(string path) =>
        new("JournalExists", ErrorKind.Conflict, $"There is a file '{path}' already; it is left as it is.")
        {
            JournalPath = path,
            Remedy =
                "If it is the journal of an earlier run, give -Resume to go on with that run; give another -JournalPath to begin anew.",
        };

    /// <param name="path">The file.</param>
    /// <param name="why">What it is, going on after "it": <c>is empty</c>.</param>
    public static JournalException NotAJournal(string path, string why) =>
        new("NotAJournal", ErrorKind.Configuration, $"'{path}' is not a journal of BizTalkDR: it {why}. It is left as it is.")
        {
            JournalPath = path,
            Remedy =
                "Give the file that the run wrote, byte for byte; Get-BtsRun finds the journals in a folder. To begin anew, give another -JournalPath.",
        };

    public static JournalException Damaged(string path, int line, string why) =>
        new(
            "JournalDamaged",
            ErrorKind.Configuration,
            $"The journal '{path}' can't be trusted from line {line} on: {why}. Nothing was changed, and the file is left as it is."
        )
        {
            JournalPath = path,
            Line = line,
            Remedy =
                "Give an undamaged copy of it. If there is none, look at what the servers say, and begin anew with another -JournalPath: each step asks "
                + "the servers what is done already. To give the run up instead, without it: Undo-BtsRun -FromMark.",
            DocumentationUri = Documentation.RestoringProduction,
        };

    public static JournalException Newer(string path, int version, string product) =>
        new(
            "JournalOfNewerVersion",
            ErrorKind.Configuration,
            $"The journal '{path}' was written by BizTalkDR {product} in format {version}; this version reads format {JournalHeader.CurrentVersion}."
        )
        {
            JournalPath = path,
            Remedy = $"Go on with BizTalkDR {product} or a later one.",
        };

    /// <param name="path">The file.</param>
    /// <param name="why">Why it is not used, going on after "it".</param>
    /// <param name="remedy">What to do.</param>
    public static JournalException NotPrivate(string path, string why, string remedy) =>
        new("JournalNotPrivate", ErrorKind.Permission, $"The journal '{path}' is not used: it {why}.")
        {
            JournalPath = path,
            Remedy = remedy,
        };

    public static JournalException NotKept(string path, string why) =>
        new("JournalNotPrivate", ErrorKind.Permission, $"A journal at '{path}' could not be kept from others: it {why}. Nothing was done.")
        {
            JournalPath = path,
            Remedy = "Give -JournalPath in a folder whose file system keeps permissions, such as one below your home folder.",
        };

    public static JournalException ReadOnly(string path) =>
        new(
            "JournalReadOnly",
            ErrorKind.Permission,
            $"The journal '{path}' is read-only: what the run does could not be written down. Nothing was done."
        )
        {
            JournalPath = path,
            Remedy = "Make the file writable for yourself, then give the same command again; -WhatIf reads it as it is.",
        };

    public static JournalException InUse(string path, Exception cause) =>
        new("JournalInUse", ErrorKind.Conflict, $"Another run writes to the journal '{path}': {cause.Message}", cause)
        {
            JournalPath = path,
            Remedy = "Let that run end, or end it. The journal is free as soon as its process is gone.",
        };

    public static JournalException NotOpened(string path, Exception cause) =>
        new(
            "JournalNotOpened",
            cause is UnauthorizedAccessException ? ErrorKind.Permission : ErrorKind.Configuration,
            $"The journal '{path}' can't be opened: {cause.Message} Nothing was done.",
            cause
        )
        {
            JournalPath = path,
            Remedy = IsFull(cause)
                ? "Make room on that disk, or give -JournalPath on another one."
                : "Give -JournalPath in a folder that this account may write to.",
        };

    public static JournalException NotRead(string folder, Exception cause) =>
        new("JournalNotOpened", ErrorKind.Permission, $"The folder '{folder}' can't be looked into for journals: {cause.Message}", cause)
        {
            JournalPath = folder,
            Remedy = "Name a folder that this account may read, or the journal itself.",
        };

    public static JournalException NotWritten(string path, Exception cause) =>
        new(
            IsFull(cause) ? "JournalDiskFull" : "JournalNotWritten",
            ErrorKind.Operation,
            $"The journal '{path}' can't be written any more: {cause.Message} The run has ended here: what can't be written down is not done.",
            cause
        )
        {
            JournalPath = path,
            Remedy =
                (IsFull(cause) ? "Make room on that disk" : "See that the file can be written again (disk, share, permissions)")
                + $", then go on in this session or another: -JournalPath '{path}' -Resume. Steps that are done are recognised.",
        };

    private static bool IsFull(Exception error) => error is IOException && FullDisk.Contains(error.HResult & 0xFFFF);
}
