using System.Text;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>The login message (MS-TDS 2.2.6.4).</summary>
/// <param name="Version">The protocol version spoken from here on, or null when the client's is too old.</param>
/// <param name="Request">What it says about the login.</param>
/// <param name="IsIntegrated">Windows authentication is asked for.</param>
/// <param name="IsFederated">A token of Microsoft Entra is offered.</param>
/// <param name="WantsUtf8">The client asks whether UTF-8 collations are known.</param>
internal sealed record Login7(TdsVersion? Version, LoginRequest Request, bool IsIntegrated, bool IsFederated, bool WantsUtf8)
{
    private const int FixedLength = 94;
    private const byte FederatedAuthentication = 0x02;
    private const byte Utf8Support = 0x0A;
    private const byte Terminator = 0xFF;

    internal static Login7 Parse(ReadOnlySpan<byte> message, string clientAddress, bool isEncrypted)
    {
        var header = new TdsReader(message);
        if (header.UInt32() != message.Length || message.Length < FixedLength)
            throw new TdsProtocolException("LOGIN7 does not have the length it says.");
        var version = TdsVersionExtensions.Negotiate(header.UInt32());
        var packetSize = header.UInt32();
        header.Bytes(4);
        var processId = header.Int32();
        header.Bytes(5);
        var isIntegrated = (header.Byte() & 0x80) != 0;
        header.Bytes(1);
        var hasExtension = (header.Byte() & 0x10) != 0;
        var (isFederated, wantsUtf8) = hasExtension ? ReadFeatures(message) : (false, false);
        return new Login7(
            version,
            new LoginRequest
            {
                HostName = Text(message, 36),
                UserName = Text(message, 40),
                Password = Password(message),
                ApplicationName = Text(message, 48),
                ClientInterface = Text(message, 60),
                Database = Text(message, 68),
                ClientProcessId = processId,
                PacketSize = packetSize == 0 ? PacketWriter.DefaultPacketSize : (int)Math.Clamp(packetSize, 512, 32767),
                ClientAddress = clientAddress,
                IsEncrypted = isEncrypted,
            },
            isIntegrated,
            isFederated,
            wantsUtf8
        );
    }

    private static string Text(ReadOnlySpan<byte> message, int field) => Encoding.Unicode.GetString(Field(message, field, 2));

    private static string Password(ReadOnlySpan<byte> message)
    {
        var bytes = Field(message, 44, 2).ToArray();
        for (var i = 0; i < bytes.Length; i++)
        {
            var plain = bytes[i] ^ 0xA5;
            bytes[i] = (byte)((plain << 4) | (plain >> 4));
        }
        return Encoding.Unicode.GetString(bytes);
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> message, int field, int unit)
    {
        var place = new TdsReader(message[field..]);
        var (offset, length) = (place.UInt16(), place.UInt16());
        if (length == 0)
            return [];
        var text = new TdsReader(message);
        text.Bytes(offset);
        return text.Bytes((long)length * unit);
    }

    private static (bool IsFederated, bool WantsUtf8) ReadFeatures(ReadOnlySpan<byte> message)
    {
        // Some clients say that there is an extension, and have none when they speak an older version.
        var extension = Field(message, 56, 1);
        if (extension.IsEmpty)
            return (false, false);
        var place = new TdsReader(extension);
        var features = new TdsReader(message);
        features.Bytes(place.UInt32());
        var (isFederated, wantsUtf8) = (false, false);
        for (var feature = features.Byte(); feature != Terminator; feature = features.Byte())
        {
            features.Bytes(features.UInt32());
            isFederated |= feature == FederatedAuthentication;
            wantsUtf8 |= feature == Utf8Support;
        }
        return (isFederated, wantsUtf8);
    }
}
