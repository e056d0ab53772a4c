using System.Collections.Concurrent;
using System.Security.Cryptography;
using BizTalkDR.BackupMedia;
using BizTalkDR.Sandbox.Errors;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>A certificate in master, with its private key.</summary>
/// <param name="Name">Its name here.</param>
/// <param name="Id">Its id here.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Thumbprint">What it is, on whatever server: 20 bytes.</param>
internal sealed record ServerCertificate(string Name, int Id, string Subject, byte[] Thumbprint);

/// <summary>The certificates in an instance's master database: what backups are encrypted with.</summary>
internal sealed class ServerCertificates
{
    private const int FirstId = 256;
    private const int ThumbprintLength = 20;
    private readonly ConcurrentDictionary<string, ServerCertificate> byName = new(StringComparer.OrdinalIgnoreCase);
    private int lastId = FirstId - 1;

    internal IEnumerable<ServerCertificate> All => byName.Values.OrderBy(certificate => certificate.Id);

    internal ServerCertificate? Find(string name) => byName.TryGetValue(name, out var found) ? found : null;

    /// <summary>Adds a certificate, a new one or one that another server has exported. Throws 15232 for a name that is taken.</summary>
    internal void Add(string name, string subject, byte[]? thumbprint = null)
    {
        var certificate = new ServerCertificate(
            name,
            Interlocked.Increment(ref lastId),
            subject,
            thumbprint ?? RandomNumberGenerator.GetBytes(ThumbprintLength)
        );
        if (!byName.TryAdd(name, certificate))
            throw MessageCatalog.Error(15232, name);
    }

    internal bool Remove(string name) => byName.TryRemove(name, out _);

    /// <summary>Throws 33111 where a backup set is encrypted with a certificate that is not here.</summary>
    internal void Check(BackupSetHeader set)
    {
        if (set.EncryptorThumbprint is { Count: > 0 } wanted && !byName.Values.Any(known => known.Thumbprint.SequenceEqual(wanted)))
            throw MessageCatalog.Error(33111, "certificate", "0x" + Convert.ToHexString([.. wanted]));
    }

    /// <summary>Throws 33111 where the pages in a backup set are of a database whose encryption key is protected by a certificate that is not here.</summary>
    internal void CheckPages(string? thumbprint)
    {
        if (thumbprint is not null && !byName.Values.Any(known => Convert.ToHexString(known.Thumbprint) == thumbprint))
            throw MessageCatalog.Error(33111, "certificate", "0x" + thumbprint);
    }
}
