using BizTalkDR.Errors;

namespace BizTalkDR.Runbook.Journal;

/// <summary>A journal can't be used.</summary>
public sealed class JournalException(string message, Exception? innerException = null)
    : BizTalkDRException("JournalUnusable", ErrorKind.Configuration, message, innerException);
