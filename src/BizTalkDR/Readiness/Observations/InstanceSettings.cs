namespace BizTalkDR.Readiness.Observations;

/// <summary>The clock and the settings of an instance.</summary>
/// <param name="Now">Its local time.</param>
/// <param name="UtcNow">Its time in UTC.</param>
/// <param name="AdHocConfigured">sys.configurations.value of Ad Hoc Distributed Queries.</param>
/// <param name="AdHocInUse">sys.configurations.value_in_use of it.</param>
/// <param name="MachineName">The computer it runs on.</param>
internal sealed record InstanceSettings(DateTime Now, DateTime UtcNow, bool AdHocConfigured, bool AdHocInUse, string? MachineName);
