using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Logins.Definitions;

/// <summary>The logins of one instance, and what there they can be given.</summary>
internal sealed record InstanceLogins
{
    public required InstanceReference Instance { get; init; }

    /// <summary>SERVERPROPERTY('ServerName').</summary>
    public string? ServerName { get; init; }

    /// <summary>What its computer calls itself: the name that clients use, and on a cluster that of the node.</summary>
    public IReadOnlyList<string> Computers { get; init; } = [];

    public IReadOnlyList<LoginDefinition> Logins { get; init; } = [];

    /// <summary>The server roles that there are.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The databases that there are, in whatever state.</summary>
    public IReadOnlyList<string> Databases { get; init; } = [];

    /// <summary>The languages that there are, by name and alias.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>The endpoints that there are.</summary>
    public IReadOnlyList<string> Endpoints { get; init; } = [];

    public LoginDefinition? BySid(string sid) => Logins.FirstOrDefault(login => login.Sid.SameAs(sid));

    public LoginDefinition? ByName(string name) => Logins.FirstOrDefault(login => login.Name.SameAs(name));
}
