using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace BizTalkDR.Sandbox.Security;

/// <summary>Security identifiers as sys.server_principals.sid holds them.</summary>
internal static class WellKnownSids
{
    internal static readonly byte[] Sa = [1];

    /// <summary>S-1-5-18, NT AUTHORITY\SYSTEM.</summary>
    internal static readonly byte[] LocalSystem = [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0];

    internal static byte[] NewSqlLogin() => Guid.NewGuid().ToByteArray();

    /// <summary>S-1-5-80-..., which Windows computes from SHA-1 over the upper-case UTF-16 service name.</summary>
    internal static byte[] Service(string service)
    {
        var sid = new byte[32];
        sid[0] = 1;
        sid[1] = 6;
        sid[7] = 5;
        BinaryPrimitives.WriteInt32LittleEndian(sid.AsSpan(8), 80);
#pragma warning disable CA5350 // Windows defines service SIDs by SHA-1; nothing is protected by it.
        SHA1.HashData(Encoding.Unicode.GetBytes(service.ToUpperInvariant()), sid.AsSpan(12));
#pragma warning restore CA5350
        return sid;
    }

    /// <summary>
    /// S-1-5-21-..., the same for the same account everywhere in a sandbox, as in a domain: there is no directory to ask.
    /// </summary>
    internal static byte[] Account(string account)
    {
        var digest = SHA256.HashData(Encoding.Unicode.GetBytes(account.ToUpperInvariant()));
        var domain = SHA256.HashData(Encoding.Unicode.GetBytes(account.Split('\\')[0].ToUpperInvariant()));
        var sid = new byte[28];
        sid[0] = 1;
        sid[1] = 5;
        sid[7] = 5;
        sid[8] = 21;
        domain.AsSpan(0, 12).CopyTo(sid.AsSpan(12));
        digest.AsSpan(0, 3).CopyTo(sid.AsSpan(24));
        return sid;
    }
}
