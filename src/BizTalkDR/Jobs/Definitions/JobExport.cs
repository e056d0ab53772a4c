using System.Globalization;
using BizTalkDR.Group;
using BizTalkDR.Text;

namespace BizTalkDR.Jobs.Definitions;

/// <summary>The jobs of a group, as they were on its instances: what a file of jobs holds.</summary>
public sealed record JobExport
{
    /// <summary>When they were read, UTC.</summary>
    public DateTime ExportedAtUtc { get; init; }

    /// <summary>The version of BizTalkDR that read them.</summary>
    public string? ModuleVersion { get; init; }

    /// <summary>The name of the topology, if it has one.</summary>
    public string? Topology { get; init; }

    /// <summary>Which group it is; null where nothing told.</summary>
    public GroupIdentity? Group { get; init; }

    /// <summary>The instances and their jobs.</summary>
    public IReadOnlyList<JobExportInstance> Instances
    {
        get;
        init => field = Indexed.Named(value);
    } = Indexed.Named<JobExportInstance>([]);

    /// <summary>Whose jobs, from when.</summary>
    public override string ToString() =>
        $"Jobs of {Group?.ManagementDatabase ?? Topology ?? "a group"}, {ExportedAtUtc.ToString("yyyy-MM-dd HH:mm:ssZ", CultureInfo.InvariantCulture)}";
}

/// <summary>An instance of a group with its jobs.</summary>
public sealed record JobExportInstance
{
    /// <summary>Its name in the topology.</summary>
    public required string Name { get; init; }

    /// <summary>SERVERPROPERTY('ServerName').</summary>
    public string? ServerName { get; init; }

    /// <summary>The group's databases there.</summary>
    public IReadOnlyList<string> Databases
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The jobs.</summary>
    public IReadOnlyList<JobDefinition> Jobs
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>Whether a server's name is one of this instance.</summary>
    internal bool IsCalled(string? server) => Name.SameAs(server) || (ServerName is not null && ServerName.SameAs(server));

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
