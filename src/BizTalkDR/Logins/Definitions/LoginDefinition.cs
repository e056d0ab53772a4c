using System.Text.Json.Serialization;
using BizTalkDR.Text;

namespace BizTalkDR.Logins.Definitions;

/// <summary>A login as an instance has it: what makes it the same login elsewhere, and what of the group stands behind it.</summary>
public sealed record LoginDefinition
{
    /// <summary>The security identifier of sa, which every instance has.</summary>
    internal const string Sa = "0x01";

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its security identifier, hexadecimal: a database knows its users by that alone.</summary>
    public required string Sid { get; init; }

    /// <summary>What it is.</summary>
    public LoginKind Kind { get; init; }

    /// <summary>Whether it is disabled.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>The database it lands in.</summary>
    public string? DefaultDatabase { get; init; }

    /// <summary>Its language.</summary>
    public string? DefaultLanguage { get; init; }

    /// <summary>CHECK_POLICY; false for a Windows login.</summary>
    public bool ChecksPolicy { get; init; }

    /// <summary>CHECK_EXPIRATION; false for a Windows login.</summary>
    public bool ChecksExpiration { get; init; }

    /// <summary>sys.sql_logins.password_hash, hexadecimal. A secret: it is written to the file of logins and to the instances, and nowhere else.</summary>
    [JsonInclude]
    internal string? PasswordHash { get; init; }

    /// <summary>The server roles it is in; public, where all are, left out.</summary>
    public IReadOnlyList<string> ServerRoles
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>Its own permissions on the server.</summary>
    public IReadOnlyList<LoginPermission> Permissions
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The databases of the group in which it has a user.</summary>
    public IReadOnlyList<string> Databases
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The databases of the group that it owns.</summary>
    public IReadOnlyList<string> OwnedDatabases
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The jobs on the group's databases that it owns.</summary>
    public IReadOnlyList<string> OwnedJobs
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>Why it can't be made on another computer, going on after "it"; null if it can.</summary>
    public string? Obstacle { get; init; }

    /// <summary>Whether it is one of Windows.</summary>
    [JsonIgnore]
    public bool IsWindows => Kind is LoginKind.WindowsUser or LoginKind.WindowsGroup;

    /// <summary>All databases of the group that need it.</summary>
    internal IEnumerable<string> Needing() => Databases.Concat(OwnedDatabases).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
