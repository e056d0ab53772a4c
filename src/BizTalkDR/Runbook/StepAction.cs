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

    /// <summary>
    /// Whether a database goes by it that production had before the run: the question asks for the group's name, and no answer to another question counts.
    /// </summary>
    public bool GivesUpProduction { get; init; }

    /// <summary>What is switched off or on by it, so that a run that ends before it is switched on again does not leave it forgotten; null if nothing.</summary>
    internal Switch? Switches { get; init; }

    /// <summary>Server and database as one: PROD-SQL01, or [BizTalkMgmtDb] on PROD-SQL01.</summary>
    public string Target => Database is null ? Server : $"[{Database}] on {Server}";

    /// <inheritdoc/>
    public override string ToString() => $"{Target}: {Description}";
}

/// <summary>A job or a service that an action switches.</summary>
/// <param name="Thing">What it is, for people, the same whichever way it is switched: job 'Backup BizTalk Server (BizTalkMgmtDb)'.</param>
/// <param name="Key">What it is known by on its server: a job's id, a service's name.</param>
/// <param name="On">Whether it is switched on.</param>
internal sealed record Switch(string Thing, string Key, bool On);
