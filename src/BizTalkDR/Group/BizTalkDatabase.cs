using BizTalkDR.Databases;
using BizTalkDR.Topologies;

namespace BizTalkDR.Group;

/// <summary>A database of the group, on one instance.</summary>
public sealed record BizTalkDatabase
{
    /// <summary>The database's name.</summary>
    public required string Name { get; init; }

    /// <summary>The server as the group's tables name it.</summary>
    public required string Server { get; init; }

    /// <summary>The topology name of the instance; null if no instance of the topology answers to <see cref="Server"/>.</summary>
    public string? Instance { get; init; }

    /// <summary>The side it stands on.</summary>
    public InstanceSide Side { get; init; }

    /// <summary>What it is to the group.</summary>
    public DatabaseRole Role { get; init; }

    /// <summary>Whether the Backup BizTalk Server job covers it (admv_BackupDatabases).</summary>
    public bool InBackupJob { get; init; }

    /// <summary>Its state.</summary>
    public DatabaseState State { get; init; }

    /// <summary>Its recovery model.</summary>
    public RecoveryModel RecoveryModel { get; init; }

    /// <summary>Its files' size in bytes, if known.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>For a database on the destination: the source database it is a copy of, if known.</summary>
    public DatabaseKey? SourceDatabase { get; init; }

    /// <summary>Its family: the same in all its copies, another for every other database, whatever its name; null where nobody tells.</summary>
    public Guid? FamilyGuid { get; init; }

    /// <summary>The recovery fork it is on: another one after every restore and recovery; null where nobody tells.</summary>
    public Guid? RecoveryFork { get; init; }

    /// <summary>Instance (or server, if unresolved) and name.</summary>
    public DatabaseKey Key => new(Instance ?? Server, Name);

    /// <summary>Instance and name, for messages.</summary>
    public override string ToString() => Key.ToString();
}
