namespace BizTalkDR.Sandbox.Storage;

/// <summary>A login as a session runs under it.</summary>
/// <param name="Name">SUSER_SNAME().</param>
/// <param name="Sid">SUSER_SID().</param>
/// <param name="ServerRoles">The fixed server roles it is in; sysadmin may do anything.</param>
internal sealed record LoginContext(string Name, byte[] Sid, IReadOnlySet<string> ServerRoles)
{
    internal bool IsSysAdmin => ServerRoles.Contains("sysadmin");
}
