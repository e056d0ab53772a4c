namespace BizTalkDR.Sandbox.Sessions;

/// <summary>The SET options of a session.</summary>
internal sealed record SessionSettings
{
    public bool NoCount { get; init; }

    public bool XactAbort { get; init; }

    public bool ImplicitTransactions { get; init; }

    public bool QuotedIdentifier { get; init; } = true;

    public bool AnsiNulls { get; init; } = true;

    public bool AnsiPadding { get; init; } = true;

    public bool AnsiWarnings { get; init; } = true;

    public bool ConcatNullYieldsNull { get; init; } = true;

    public bool ArithAbort { get; init; }

    public bool NumericRoundAbort { get; init; }

    /// <summary>COMMIT and ROLLBACK close the cursors.</summary>
    public bool CursorCloseOnCommit { get; init; }

    public bool FormatOnly { get; init; }

    public bool NoExec { get; init; }

    public bool ParseOnly { get; init; }

    /// <summary>Milliseconds; -1 waits without end.</summary>
    public int LockTimeout { get; init; } = -1;

    public long RowCountLimit { get; init; }

    public int TextSize { get; init; } = int.MaxValue;

    public int DateFirst { get; init; } = 7;

    public string DateFormat { get; init; } = "mdy";

    public string Language { get; init; } = "us_english";

    public int DeadlockPriority { get; init; }

    /// <summary>As SET LANGUAGE leaves them.</summary>
    internal SessionSettings In(SessionLanguage language) =>
        this with
        {
            Language = language.Name,
            DateFormat = language.DateFormat,
            DateFirst = language.DateFirst,
        };

    public TransactionIsolation Isolation { get; init; } = TransactionIsolation.ReadCommitted;

    /// <summary>The table that takes explicit identity values (IDENTITY_INSERT), as schema.name, or null.</summary>
    public string? IdentityInsertTable { get; init; }
}
