namespace BizTalkDR.Sandbox.Errors;

/// <summary>An error of the emulated server: it reaches the client as an ERROR token, or a CATCH block.</summary>
public sealed class SqlServerException : Exception
{
    /// <summary>Makes the exception out of its message.</summary>
    public SqlServerException(SqlMessage error)
        : base(error.Text) => Error = error;

    /// <summary>Makes the exception out of messages that belong together, the cause first (3201 before 3013).</summary>
    public SqlServerException(SqlMessage error, params SqlMessage[] following)
        : base(error.Text) => (Error, Following) = (error, following);

    /// <summary>The error itself.</summary>
    public SqlMessage Error { get; }

    /// <summary>Errors raised right after it by the same statement, such as 3013.</summary>
    public IReadOnlyList<SqlMessage> Following { get; } = [];
}
