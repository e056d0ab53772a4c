using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>The beginning of a connection, up to the login message: PRELOGIN, and TLS as far as the client wants it.</summary>
internal sealed class TdsHandshake(
    Socket socket,
    NetworkStream network,
    PacketReader reader,
    PacketWriter writer,
    ServerCertificate certificate,
    TdsLimits limits
)
{
    private const byte TlsHandshakeRecord = 0x16;
    private static readonly SslApplicationProtocol Tds8 = new("tds/8.0");

    /// <summary>Reads the login message. Reader and writer are left at the stream that serves the rest of the connection.</summary>
    internal async Task<Login7> NegotiateAsync(Version productVersion, CancellationToken cancellation)
    {
        var isStrict = await BeginsWithTlsAsync(cancellation).ConfigureAwait(false);
        if (isStrict)
            UseStream(await EncryptAsync(network, SslProtocols.Tls12 | SslProtocols.Tls13, cancellation).ConfigureAwait(false));

        Encryption encryption;
        using (var preLogin = await NextAsync(PacketType.PreLogin, cancellation).ConfigureAwait(false))
            encryption = PreLogin.Negotiate(PreLogin.ReadEncryption(preLogin.Payload), limits.Encrypts);
        PreLogin.WriteResponse(writer, productVersion, encryption);
        var isLoginEncrypted = isStrict || encryption != Encryption.NotSupported;
        if (isLoginEncrypted && !isStrict)
            UseStream(await EncryptInsidePacketsAsync(cancellation).ConfigureAwait(false));

        using var login = await NextAsync(PacketType.Login7, cancellation).ConfigureAwait(false);
        if (!isStrict && encryption == Encryption.LoginOnly)
        {
            await reader.Stream.DisposeAsync().ConfigureAwait(false);
            UseStream(network);
        }
        var address = (socket.RemoteEndPoint as IPEndPoint)?.Address.ToString() ?? "";
        return Login7.Parse(login.Payload, address, isStrict || encryption == Encryption.On);
    }

    private async Task<bool> BeginsWithTlsAsync(CancellationToken cancellation)
    {
        var first = new byte[1];
        await socket.ReceiveAsync(first, SocketFlags.Peek, cancellation).ConfigureAwait(false);
        return first[0] == TlsHandshakeRecord;
    }

    // TLS 1.3 sends tickets after the handshake, when nothing wraps them any more; TDS 7.x ends at 1.2.
    private async Task<Stream> EncryptInsidePacketsAsync(CancellationToken cancellation)
    {
        var wrapped = new TlsHandshakeStream(network);
        var encrypted = await EncryptAsync(wrapped, SslProtocols.Tls12, cancellation).ConfigureAwait(false);
        wrapped.IsPassThrough = true;
        return encrypted;
    }

    private async Task<Stream> EncryptAsync(Stream inner, SslProtocols protocols, CancellationToken cancellation)
    {
        var encrypted = new SslStream(inner, leaveInnerStreamOpen: true);
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = certificate.Context,
            EnabledSslProtocols = protocols,
            ApplicationProtocols = inner == network ? [Tds8] : null,
        };
        await encrypted.AuthenticateAsServerAsync(options, cancellation).ConfigureAwait(false);
        return encrypted;
    }

    private async Task<TdsMessage> NextAsync(PacketType expected, CancellationToken cancellation)
    {
        var message = await reader.ReadAsync(limits.LoginLength, cancellation).ConfigureAwait(false);
        if (message?.Type == expected)
            return message;
        message?.Dispose();
        throw new TdsProtocolException($"A {expected} message was expected.");
    }

    private void UseStream(Stream stream) => (reader.Stream, writer.Stream) = (stream, stream);
}
