namespace BizTalkDR.Errors;

/// <summary>Another operator is working on the same group.</summary>
public sealed class OperatorLockException(string errorId, string message, Exception? innerException = null)
    : BizTalkDRException(errorId, ErrorKind.Conflict, message, innerException)
{
    /// <summary>Who holds the lock (login, computer, program, session), as far as the server says.</summary>
    public string? Holder { get; init; }
}
