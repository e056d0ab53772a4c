using BizTalkDR.Text;

namespace BizTalkDR.Logins.Comparison;

/// <summary>How a login, a user or a role stands, compared with the source.</summary>
public sealed record LoginTestResult
{
    /// <summary>How it stands.</summary>
    public LoginTestState State { get; init; }

    /// <summary>What it is.</summary>
    public LoginTestSubject Subject { get; init; }

    /// <summary>The instance.</summary>
    public required string Instance { get; init; }

    /// <summary>The database, for a user or a role.</summary>
    public string? Database { get; init; }

    /// <summary>The login, user or role.</summary>
    public required string Name { get; init; }

    /// <summary>The security identifier, for a login or a user.</summary>
    public string? Sid { get; init; }

    /// <summary>What differs, one sentence or part of one each.</summary>
    public IReadOnlyList<string> Differences
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>What to do; null where nothing is to be done.</summary>
    public string? Remedy { get; init; }

    /// <summary>State, name and place.</summary>
    public override string ToString() =>
        $"{State}: {Subject.ToString().ToLowerInvariant()} {Name}{(Database is null ? "" : $" of {Database}")} on {Instance}";
}

/// <summary>What a comparison of logins found.</summary>
public sealed record LoginComparison
{
    /// <summary>Logins, users and roles.</summary>
    public IReadOnlyList<LoginTestResult> Results
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>What could not be made sure, one sentence each.</summary>
    public IReadOnlyList<string> Warnings
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>What is not told yet, one sentence each.</summary>
    public IReadOnlyList<string> Notes
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>How many results.</summary>
    public override string ToString() => $"{Results.Count} results";
}
