namespace BizTalkDR.Errors;

/// <summary>An instance can't be reached or refuses the login.</summary>
public sealed class InstanceConnectionException(string errorId, string message, Exception? innerException = null)
    : BizTalkDRException(errorId, ErrorKind.Connection, message, innerException);
