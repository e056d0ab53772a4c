namespace BizTalkDR.Databases;

/// <summary>What a database's MarkLog says of some marks. The table has neither order nor time, and jobs trim it.</summary>
internal sealed record MarkLogReading
{
    /// <summary>There is no such table in the database.</summary>
    public static MarkLogReading NoTable { get; } = new() { Exists = false };

    /// <summary>Whether the database has the table; custom databases may lack it.</summary>
    public bool Exists { get; init; } = true;

    /// <summary>Why it can't be read; null if it could.</summary>
    public string? Failure { get; init; }

    /// <summary>Those of the marks asked for that it holds.</summary>
    public IReadOnlyCollection<string> Present { get; init; } = [];

    /// <summary>A mark that the instance itself has set in the database since it was recovered there; null if it has set none.</summary>
    public string? SetSince { get; init; }

    /// <summary>Whether it holds a mark; case counts.</summary>
    public bool Holds(string mark) => Present.Contains(mark);
}
