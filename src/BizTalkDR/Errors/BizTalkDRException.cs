namespace BizTalkDR.Errors;

/// <summary>The base of every error this engine raises: what failed, where, and what to do next.</summary>
public class BizTalkDRException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="errorId">A stable name, for example <c>MarkNotReached</c>; scripts may test it.</param>
    /// <param name="kind">What sort of failure it is.</param>
    /// <param name="message">What failed, in one or two sentences.</param>
    /// <param name="innerException">The cause, if another error is behind this one.</param>
    public BizTalkDRException(string errorId, ErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        ErrorId = errorId;
        Kind = kind;
    }

    /// <summary>A stable name for the situation, for example <c>MarkNotReached</c>.</summary>
    public string ErrorId { get; }

    /// <summary>What sort of failure it is.</summary>
    public ErrorKind Kind { get; }

    /// <summary>The SQL Server instance or computer concerned, if one is.</summary>
    public string? Server { get; init; }

    /// <summary>The database concerned, if one is.</summary>
    public string? Database { get; init; }

    /// <summary>What the operator should do next.</summary>
    public string? Remedy { get; init; }

    /// <summary>The page that documents the rule behind this error.</summary>
    public Uri? DocumentationUri { get; init; }

    /// <summary>SQL Server's message number, if the server reported the failure.</summary>
    public int? SqlErrorNumber { get; init; }
}
