using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>The certificate of an instance, made and signed by itself at the start as SQL Server does when it was given none.</summary>
internal sealed class ServerCertificate : IDisposable
{
    // Making a key takes long; the instances of one process share it.
    private static readonly Lazy<RSA> Key = new(() => RSA.Create(2048));

    internal ServerCertificate(string computerName, IPAddress address)
    {
        var request = new CertificateRequest("CN=SSL_Self_Signed_Fallback", Key.Value, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        if (Uri.CheckHostName(computerName) == UriHostNameType.Dns)
            names.AddDnsName(computerName);
        foreach (var ip in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback, address }.Distinct())
            names.AddIpAddress(ip);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, false));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));

        // Certificates are valid by the computer's own clock, which the sandbox's time does not change.
        var now = DateTimeOffset.UtcNow;
        using var ephemeral = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));

        // Windows' TLS refuses keys that live only in memory; a round trip through PKCS#12 makes it a usual one.
        Certificate = X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), null);
        Context = SslStreamCertificateContext.Create(Certificate, additionalCertificates: null, offline: true);
    }

    internal X509Certificate2 Certificate { get; }

    internal SslStreamCertificateContext Context { get; }

    /// <inheritdoc/>
    public void Dispose() => Certificate.Dispose();
}
