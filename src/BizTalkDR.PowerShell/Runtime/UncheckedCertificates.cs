using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Runtime;

/// <summary>
/// TrustServerCertificate gives up what encryption is for: nobody knows any more whom it is that the login, and every order to drop and restore, goes to.
/// That is said once in a session, by the first command that does so.
/// </summary>
internal static class UncheckedCertificates
{
    private static readonly ConcurrentDictionary<Guid, bool> Warned = new();

    /// <summary>The warning; null when all certificates are checked, or the session has been warned.</summary>
    public static string? Warning(Topology topology)
    {
        var trusted = topology.Source.Concat(topology.Destination).Where(instance => instance.TrustServerCertificate).ToList();
        if (trusted.Count == 0 || !Warned.TryAdd(Session, true))
            return null;
        return $"TRUSTSERVERCERTIFICATE IS ON: the certificate of {string.Join(", ", trusted.Select(instance => instance.Name).Distinct())} is NOT CHECKED. "
            + "Whoever can redirect the connection reads the logins' passwords and all data, and answers in the server's place. Install a certificate "
            + "that this computer trusts, and leave TrustServerCertificate out. This is said once in a session.";
    }

    private static Guid Session => Runspace.DefaultRunspace?.InstanceId ?? Guid.Empty;
}
