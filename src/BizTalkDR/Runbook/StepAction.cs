namespace BizTalkDR.Runbook;

/// <summary>One thing a step does or would do, at one place: a line of -WhatIf, of the journal and of the report.</summary>
/// <param name="Server">The SQL Server instance or the computer.</param>
/// <param name="Database">The database, or null when the action is not about one.</param>
/// <param name="Description">What is done, in the infinitive: "Drop the database".</param>
/// <param name="IsDestructive">Whether something is lost that only a restore brings back.</param>
public sealed record StepAction(string Server, string? Database, string Description, bool IsDestructive = false)
{
    /// <summary>The log mark that the database is brought to by it; null when it is not about one.</summary>
    public string? Mark { get; init; }

    /// <summary>Server and database as one: PROD-SQL01, or [BizTalkMgmtDb] on PROD-SQL01.</summary>
    public string Target => Database is null ? Server : $"[{Database}] on {Server}";

    /// <inheritdoc/>
    public override string ToString() => $"{Target}: {Description}";
}
