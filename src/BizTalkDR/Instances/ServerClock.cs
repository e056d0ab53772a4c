namespace BizTalkDR.Instances;

/// <summary>What time it is on an instance: ages of what it has written are told by its own clock, not by this computer's.</summary>
/// <param name="Instance">The topology name of the instance.</param>
/// <param name="UtcNow">SYSUTCDATETIME().</param>
/// <param name="Now">SYSDATETIME(), its local time.</param>
public sealed record ServerClock(string Instance, DateTime UtcNow, DateTime Now);
