using BizTalkDR.Errors;
using BizTalkDR.Text;

namespace BizTalkDR.Topologies;

/// <summary>On which side of the disaster recovery an instance stands.</summary>
public enum InstanceSide
{
    /// <summary>Production: where the databases are backed up.</summary>
    Source,

    /// <summary>Disaster recovery: where log shipping restores them.</summary>
    Destination,
}

/// <summary>The management database and the instance it lives on.</summary>
public sealed record ManagementDatabaseReference
{
    /// <summary>The topology name of the source instance.</summary>
    public required string Instance { get; init; }

    /// <summary>The database; <c>BizTalkMgmtDb</c> unless the group was configured otherwise.</summary>
    public string Database { get; init; } = "BizTalkMgmtDb";

    /// <summary>Instance and database.</summary>
    public override string ToString() => $"{Instance}/{Database}";
}

/// <summary>A computer that runs BizTalk Server.</summary>
public sealed record BizTalkComputer
{
    /// <summary>The computer's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its BizTalk services by name; empty: those found on it.</summary>
    public IReadOnlyList<string> Services
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>Where backups are written, as the SQL Server instances see the folders.</summary>
public sealed record BackupLocations
{
    /// <summary>The folder of the full backup sets.</summary>
    public string? Full { get; init; }

    /// <summary>The folder of the log backup sets.</summary>
    public string? Log { get; init; }

    /// <summary>The folder for the full backups of a failback (step 7), reachable from both sides.</summary>
    public string? Failback { get; init; }

    /// <summary>The folder for the full backups of a failback: the one given, else <see cref="Failback"/>.</summary>
    /// <param name="given">The folder that a command names, or null.</param>
    /// <exception cref="BizTalkDRException">Neither names one.</exception>
    public string ForFailback(string? given) => given ?? Failback ?? throw NoFailback();

    /// <summary>The folders that are known.</summary>
    public override string ToString() => string.Join(", ", new[] { Full, Log, Failback }.Where(folder => folder is not null));

    internal static BizTalkDRException NoFailback() =>
        new("NoBackupLocation", ErrorKind.Configuration, "It is not said where the full backups of the destination go.")
        {
            Remedy =
                "Name a folder with the command, or set backupLocations.failback in the topology; the folder must be reachable from both sides.",
        };
}

/// <summary>The two sides of a disaster recovery and what belongs to them. Holds no secret.</summary>
public sealed record Topology
{
    /// <summary>No instance at all: for work on backup files or on computers alone.</summary>
    public static Topology WithoutInstances { get; } = new() { ManagementDatabase = new ManagementDatabaseReference { Instance = "" } };

    /// <summary>The file it was read from, for errors; null if it comes from none.</summary>
    public string? FilePath { get; init; }

    /// <summary>A name for reports, if one was given.</summary>
    public string? Name { get; init; }

    /// <summary>The production instances.</summary>
    public IReadOnlyList<InstanceReference> Source
    {
        get;
        init => field = Indexed.Named(value);
    } = Indexed.Named<InstanceReference>([]);

    /// <summary>The disaster recovery instances.</summary>
    public IReadOnlyList<InstanceReference> Destination
    {
        get;
        init => field = Indexed.Named(value);
    } = Indexed.Named<InstanceReference>([]);

    /// <summary>The group's management database.</summary>
    public required ManagementDatabaseReference ManagementDatabase { get; init; }

    /// <summary>The computers that run BizTalk Server.</summary>
    public IReadOnlyList<BizTalkComputer> Computers
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The computer that holds the master secret, if it was given.</summary>
    public string? MasterSecretServer { get; init; }

    /// <summary>Where backups are written.</summary>
    public BackupLocations BackupLocations { get; init; } = new();

    /// <summary>What the group is called: the topology's name, else that of the management database. It is typed before production is given up.</summary>
    public string GroupName => Name ?? ManagementDatabase.Database;

    /// <summary>What readiness can't find out, and somebody has looked into by hand.</summary>
    public IReadOnlyList<Acknowledgement> Acknowledged
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The name, or the management database; for messages.</summary>
    public override string ToString() => Name ?? (HasInstances ? $"{ManagementDatabase}" : "no instance");

    /// <summary>Whether there is an instance to ask.</summary>
    public bool HasInstances => Source.Count + Destination.Count > 0;

    /// <summary>
    /// Refuses a master secret server that is none of the computers: a name that was mistyped would put Enterprise Single Sign-On in the wrong order, and
    /// one that is left out of the computers would never be stopped.
    /// </summary>
    /// <exception cref="TopologyException"><c>UnknownComputer</c>.</exception>
    public void RequireMasterSecretServer()
    {
        if (MasterSecretServer is { } master && Computers.Count > 0 && !Computers.Any(computer => computer.Name.SameAs(master)))
            throw new TopologyException(
                "UnknownComputer",
                $"$.masterSecretServer names '{master}', which is none of the computers: {string.Join(", ", Computers)}.",
                "$.masterSecretServer"
            )
            {
                Server = master,
                Remedy =
                    "Correct the name; or add the computer to the computers, if it is one more: its services are then stopped and started with theirs.",
            }.InFile(FilePath);
    }

    /// <summary>The instances of one side.</summary>
    public IReadOnlyList<InstanceReference> Instances(InstanceSide side) => side == InstanceSide.Source ? Source : Destination;

    /// <summary>The instance of that topology name, on either side.</summary>
    /// <exception cref="TopologyException">The topology knows no such instance.</exception>
    public InstanceReference Instance(string name) =>
        Source.Concat(Destination).FirstOrDefault(instance => instance.Name.SameAs(name))
        ?? throw new TopologyException("UnknownInstance", $"The topology has no instance '{name}'.", "$")
        {
            Server = name,
            Remedy = "Use one of: " + string.Join(", ", Source.Concat(Destination)) + ".",
        }.InFile(FilePath);

    /// <summary>The side of the instance of that topology name.</summary>
    /// <exception cref="TopologyException">The topology knows no such instance.</exception>
    public InstanceSide SideOf(string name)
    {
        var instance = Instance(name);
        return Source.Contains(instance) ? InstanceSide.Source : InstanceSide.Destination;
    }
}
