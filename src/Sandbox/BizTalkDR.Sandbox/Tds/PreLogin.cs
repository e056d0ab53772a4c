using System.Buffers.Binary;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>The first message of a connection: version and encryption (MS-TDS 2.2.6.5).</summary>
internal static class PreLogin
{
    private const byte Version = 0;
    private const byte EncryptionOption = 1;
    private const byte InstanceName = 2;
    private const byte ThreadId = 3;
    private const byte Mars = 4;
    private const byte Terminator = 0xFF;

    /// <summary>What the client asks for. Anything that is not a list of options throws.</summary>
    internal static Encryption ReadEncryption(ReadOnlySpan<byte> message)
    {
        var options = new TdsReader(message);
        for (var option = options.Byte(); option != Terminator; option = options.Byte())
        {
            var offset = BinaryPrimitives.ReadUInt16BigEndian(options.Bytes(2));
            var length = BinaryPrimitives.ReadUInt16BigEndian(options.Bytes(2));
            if (offset + length > message.Length)
                throw new TdsProtocolException("A PRELOGIN option lies outside its message.");
            if (option == EncryptionOption && length == 1)
                return (Encryption)message[offset];
        }
        return Encryption.NotSupported;
    }

    /// <summary>A server that can encrypt does so as much as the client wants it to; one that can't says so, and the client decides.</summary>
    internal static Encryption Negotiate(Encryption asked, bool encrypts) =>
        asked switch
        {
            Encryption.LoginOnly or Encryption.On or Encryption.Required when !encrypts => Encryption.NotSupported,
            Encryption.LoginOnly => Encryption.LoginOnly,
            Encryption.On or Encryption.Required => Encryption.On,
            Encryption.NotSupported => Encryption.NotSupported,
            _ => throw new TdsProtocolException("A client certificate, or an unknown kind of encryption, was asked for."),
        };

    /// <summary>Several requests at a time on one connection (MARS) are always declined.</summary>
    internal static void WriteResponse(PacketWriter writer, Version version, Encryption encryption)
    {
        ReadOnlySpan<(byte Option, byte Length)> options =
        [
            (Version, 6),
            (EncryptionOption, 1),
            (InstanceName, 1),
            (ThreadId, 0),
            (Mars, 1),
        ];
        var offset = (5 * options.Length) + 1;
        foreach (var (option, length) in options)
        {
            writer.Byte(option);
            BigEndian(writer, offset);
            BigEndian(writer, length);
            offset += length;
        }
        writer.Byte(Terminator);
        writer.Byte((byte)version.Major);
        writer.Byte((byte)version.Minor);
        BigEndian(writer, version.Build);
        BigEndian(writer, 0);
        writer.Byte((byte)encryption);
        writer.Byte(0);
        writer.Byte(0);
        writer.EndMessage();
    }

    private static void BigEndian(PacketWriter writer, int value)
    {
        writer.Byte((byte)(value >> 8));
        writer.Byte((byte)value);
    }
}
