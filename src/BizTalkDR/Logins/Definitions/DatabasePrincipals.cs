using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Logins.Definitions;

/// <summary>A user of a database that stands for a login, or the database's owner.</summary>
public sealed record DatabasePrincipal
{
    /// <summary>Its name in the database; dbo for the owner.</summary>
    public required string Name { get; init; }

    /// <summary>The identifier of the login that it stands for, hexadecimal.</summary>
    public required string Sid { get; init; }

    /// <summary>What that login is.</summary>
    public LoginKind Kind { get; init; }

    /// <summary>Whether it owns the database.</summary>
    public bool IsOwner { get; init; }

    /// <summary>The roles of the database that it is in itself.</summary>
    public IReadOnlyList<string> Roles
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>The users of a database and its roles.</summary>
public sealed record DatabasePrincipals
{
    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>The users that stand for logins.</summary>
    public IReadOnlyList<DatabasePrincipal> Users
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The roles that it has.</summary>
    public IReadOnlyList<string> Roles
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The database.</summary>
    public override string ToString() => Database;
}
