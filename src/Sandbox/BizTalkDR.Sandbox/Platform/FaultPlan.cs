using System.Collections.Concurrent;

namespace BizTalkDR.Sandbox.Platform;

/// <summary>Where a fault can be planted.</summary>
public enum FaultPoint
{
    /// <summary>Before the first byte of a backup is written.</summary>
    BackupStart,

    /// <summary>In the middle of writing a backup: what was written stays behind.</summary>
    BackupWrite,

    /// <summary>Before a restore reads its first byte.</summary>
    RestoreStart,

    /// <summary>In the middle of a restore: the database is left in the middle of it.</summary>
    RestoreRead,

    /// <summary>When a connection logs in.</summary>
    Login,

    /// <summary>When an Agent job step starts.</summary>
    JobStep,

    /// <summary>When a service on a computer is asked to start or stop.</summary>
    Service,
}

/// <summary>One planted fault.</summary>
/// <param name="Point">Where it strikes.</param>
/// <param name="Instance">The instance's name, or null for any.</param>
/// <param name="Subject">The database, job or service name, or null for any.</param>
/// <param name="Times">How often it strikes before it is used up.</param>
/// <param name="ErrorNumber">The error raised, such as 3202; 0 takes the point's usual one.</param>
public sealed record Fault(FaultPoint Point, string? Instance = null, string? Subject = null, int Times = 1, int ErrorNumber = 0);

/// <summary>The faults planted in a sandbox: what a real server does when a disk, file or network fails.</summary>
public sealed class FaultPlan
{
    private readonly ConcurrentDictionary<Fault, int> left = new();

    /// <summary>Plants a fault.</summary>
    public void Add(Fault fault) => left[fault] = fault.Times;

    /// <summary>Takes a fault away.</summary>
    public void Remove(Fault fault) => left.TryRemove(fault, out _);

    /// <summary>Takes all faults away.</summary>
    public void Clear() => left.Clear();

    /// <summary>The fault that strikes here and now, counted as used, or null.</summary>
    internal Fault? Strike(FaultPoint point, string instance, string subject)
    {
        foreach (var (fault, times) in left)
        {
            if (fault.Point != point || times <= 0 || !Matches(fault.Instance, instance) || !Matches(fault.Subject, subject))
                continue;
            if (left.TryUpdate(fault, times - 1, times))
                return fault;
        }
        return null;
    }

    private static bool Matches(string? wanted, string actual) => wanted is null || wanted.SameAs(actual);
}
