using BizTalkDR.Errors;
using BizTalkDR.Topologies;

namespace BizTalkDR.Instances;

/// <summary>What an instance says of itself.</summary>
public sealed record InstanceIdentity
{
    /// <summary>The instance.</summary>
    public required InstanceReference Instance { get; init; }

    /// <summary>The side it stands on.</summary>
    public InstanceSide Side { get; init; }

    /// <summary>SERVERPROPERTY('ServerName'): <c>HOST</c> or <c>HOST\INSTANCE</c>; null if it can't be reached.</summary>
    public string? ServerName { get; init; }

    /// <summary>SERVERPROPERTY('ProductVersion'), for example 16.0.4131.2.</summary>
    public Version? ProductVersion { get; init; }

    /// <summary>SERVERPROPERTY('Edition').</summary>
    public string? Edition { get; init; }

    /// <summary>Where new data files go.</summary>
    public string? DefaultDataPath { get; init; }

    /// <summary>Where new log files go.</summary>
    public string? DefaultLogPath { get; init; }

    /// <summary>Where backups go that name no folder.</summary>
    public string? DefaultBackupPath { get; init; }

    /// <summary>Whether the login is a member of sysadmin.</summary>
    public bool IsSysAdmin { get; init; }

    /// <summary>SERVERPROPERTY('ProcessID').</summary>
    public int? ProcessId { get; init; }

    /// <summary>When it started, its local time: the creation date of its tempdb.</summary>
    public DateTime? StartedAt { get; init; }

    /// <summary>Whether both are one instance, by whatever names and addresses they were reached: name, process and start are one.</summary>
    public bool IsSame(InstanceIdentity other)
    {
        if (other is null)
            throw new ArgumentNullException(nameof(other));
        return IsReachable
            && other.IsReachable
            && ServerName is not null
            && string.Equals(ServerName, other.ServerName, StringComparison.OrdinalIgnoreCase)
            && ProcessId == other.ProcessId
            && StartedAt == other.StartedAt;
    }

    /// <summary>Why it could not be asked; null if it answered.</summary>
    public BizTalkDRException? Failure { get; init; }

    /// <summary>Whether it answered.</summary>
    public bool IsReachable => Failure is null;
}
