using System.Globalization;
using BizTalkDR.Group;
using BizTalkDR.Text;

namespace BizTalkDR.Logins.Definitions;

/// <summary>The logins behind a group, as they were on its instances: what a file of logins holds.</summary>
public sealed record LoginExport
{
    /// <summary>When they were read, UTC.</summary>
    public DateTime ExportedAtUtc { get; init; }

    /// <summary>The version of BizTalkDR that read them.</summary>
    public string? ModuleVersion { get; init; }

    /// <summary>The name of the topology, if it has one.</summary>
    public string? Topology { get; init; }

    /// <summary>Which group it is; null where nothing told.</summary>
    public GroupIdentity? Group { get; init; }

    /// <summary>What could not be read or can't be taken along, one sentence each.</summary>
    public IReadOnlyList<string> Notes
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The instances and their logins.</summary>
    public IReadOnlyList<LoginExportInstance> Instances
    {
        get;
        init => field = Indexed.Named(value);
    } = Indexed.Named<LoginExportInstance>([]);

    /// <summary>Whose logins, from when.</summary>
    public override string ToString() =>
        $"Logins of {Group?.ManagementDatabase ?? Topology ?? "a group"}, {ExportedAtUtc.ToString("yyyy-MM-dd HH:mm:ssZ", CultureInfo.InvariantCulture)}";
}

/// <summary>An instance of a group, with its logins and the users of its databases.</summary>
public sealed record LoginExportInstance
{
    /// <summary>Its name in the topology.</summary>
    public required string Name { get; init; }

    /// <summary>SERVERPROPERTY('ServerName').</summary>
    public string? ServerName { get; init; }

    /// <summary>What its computer calls itself.</summary>
    public IReadOnlyList<string> Computers
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The logins.</summary>
    public IReadOnlyList<LoginDefinition> Logins
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The users and roles of the group's databases there.</summary>
    public IReadOnlyList<DatabasePrincipals> Databases
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>Whether a server's name is one of this instance.</summary>
    internal bool IsCalled(string? server) => Name.SameAs(server) || (ServerName is not null && ServerName.SameAs(server));

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
