namespace BizTalkDR.Errors;

/// <summary>The group can't be read, or what it says can't be matched with the topology.</summary>
public sealed class GroupException(string errorId, string message, Exception? innerException = null)
    : BizTalkDRException(errorId, ErrorKind.NotFound, message, innerException);
