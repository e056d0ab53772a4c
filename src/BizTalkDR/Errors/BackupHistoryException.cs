namespace BizTalkDR.Errors;

/// <summary>The backup history can't be read.</summary>
public sealed class BackupHistoryException(string errorId, string message, Exception? innerException = null)
    : BizTalkDRException(errorId, ErrorKind.History, message, innerException);
