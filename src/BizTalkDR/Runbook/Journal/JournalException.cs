using BizTalkDR.Errors;

namespace BizTalkDR.Runbook.Journal;

/// <summary>A journal can't be used, and was left as it is.</summary>
public sealed class JournalException : BizTalkDRException
{
    internal JournalException(string errorId, ErrorKind kind, string message, Exception? innerException = null)
        : base(errorId, kind, message, innerException) { }

    /// <summary>The journal's file; null when it is in memory.</summary>
    public string? JournalPath { get; init; }

    /// <summary>The line from which on it can't be used, counted from 1; null when it is not about a line.</summary>
    public int? Line { get; init; }
}
