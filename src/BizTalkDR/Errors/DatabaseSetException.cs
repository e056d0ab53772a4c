namespace BizTalkDR.Errors;

/// <summary>An operation on a set of databases (backup, drop, verify, restore) failed.</summary>
public sealed class DatabaseSetException(string errorId, ErrorKind kind, string message, Exception? innerException = null)
    : BizTalkDRException(errorId, kind, message, innerException);
