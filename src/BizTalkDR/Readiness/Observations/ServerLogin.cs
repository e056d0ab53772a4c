namespace BizTalkDR.Readiness.Observations;

/// <summary>A login.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sid">Its security identifier, hexadecimal.</param>
/// <param name="Type">S, U or G.</param>
/// <param name="IsDisabled">Whether it is disabled.</param>
/// <param name="IsSysAdmin">Whether it is in sysadmin.</param>
internal sealed record ServerLogin(string Name, string Sid, string Type, bool IsDisabled, bool IsSysAdmin);
