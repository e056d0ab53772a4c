namespace BizTalkDR.Errors;

/// <summary>A topology document is wrong; <see cref="JsonPath"/> says where.</summary>
public sealed class TopologyException(string errorId, string message, string jsonPath, Exception? innerException = null)
    : BizTalkDRException(errorId, ErrorKind.Configuration, message, innerException)
{
    /// <summary>Where in the document, for example <c>$.source[1].address</c>.</summary>
    public string JsonPath { get; } = jsonPath;
}

/// <summary>An instance can't be reached or refuses the login.</summary>
public sealed class InstanceConnectionException(string errorId, string message, Exception? innerException = null)
    : BizTalkDRException(errorId, ErrorKind.Connection, message, innerException);

/// <summary>Another operator is working on the same group.</summary>
public sealed class OperatorLockException(string errorId, string message, Exception? innerException = null)
    : BizTalkDRException(errorId, ErrorKind.Conflict, message, innerException)
{
    /// <summary>Who holds the lock (login, computer, program, session), as far as the server says.</summary>
    public string? Holder { get; init; }
}

/// <summary>The group can't be read, or what it says can't be matched with the topology.</summary>
public sealed class GroupException(string errorId, string message, Exception? innerException = null)
    : BizTalkDRException(errorId, ErrorKind.NotFound, message, innerException);

/// <summary>The backup history can't be read.</summary>
public sealed class BackupHistoryException(string errorId, string message, Exception? innerException = null)
    : BizTalkDRException(errorId, ErrorKind.History, message, innerException);

/// <summary>An operation on a set of databases (backup, drop, verify, restore) failed.</summary>
public sealed class DatabaseSetException(string errorId, ErrorKind kind, string message, Exception? innerException = null)
    : BizTalkDRException(errorId, kind, message, innerException);
