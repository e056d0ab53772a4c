using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace BizTalkDR.Sandbox.Tests.Tds;

/// <summary>Sends what no well-behaved client would.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient tcp = new();
    private readonly NetworkStream stream;

    internal RawClient(FakeServer server)
    {
        tcp.Connect(server.Listener.EndPoint);
        stream = tcp.GetStream();
        stream.ReadTimeout = 60_000;
    }

    /// <summary>A PRELOGIN that says whether this client can encrypt.</summary>
    internal static byte[] PreLogin(byte encryption = 2) => [1, 0, 6, 0, 1, 0xFF, encryption];

    internal static byte[] Login(uint version = 0x74000004)
    {
        var message = new List<byte>(new byte[94]);
        void Text(int field, byte[] bytes)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(CollectionsMarshal.AsSpan(message)[field..], (ushort)message.Count);
            BinaryPrimitives.WriteUInt16LittleEndian(CollectionsMarshal.AsSpan(message)[(field + 2)..], (ushort)(bytes.Length / 2));
            message.AddRange(bytes);
        }
        Text(40, Encoding.Unicode.GetBytes("sa"));
        Text(44, [.. Encoding.Unicode.GetBytes(FakeServer.Password).Select(each => (byte)((((each << 4) | (each >> 4)) & 0xFF) ^ 0xA5))]);
        var span = CollectionsMarshal.AsSpan(message);
        BinaryPrimitives.WriteInt32LittleEndian(span, message.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(span[4..], version);
        return [.. message];
    }

    /// <summary>A batch with the header that names its transaction.</summary>
    internal static byte[] Batch(string text) =>
        [22, 0, 0, 0, 18, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, .. Encoding.Unicode.GetBytes(text)];

    internal void Send(byte type, byte[] payload, byte status = 1) =>
        SendRaw([type, status, (byte)((payload.Length + 8) >> 8), (byte)(payload.Length + 8), 0, 0, 1, 0, .. payload]);

    internal void SendRaw(byte[] bytes)
    {
        try
        {
            stream.Write(bytes);
        }
        catch (IOException)
        {
            // The server may have had enough already.
        }
    }

    internal void LogIn(uint version = 0x74000004)
    {
        Send(0x12, PreLogin());
        Receive();
        Send(0x10, Login(version));
        Assert.Contains((byte)0xAD, Receive());
    }

    /// <summary>The next message of the server, or nothing when it has closed the connection.</summary>
    internal byte[] Receive()
    {
        var message = new List<byte>();
        var header = new byte[8];
        try
        {
            do
            {
                stream.ReadExactly(header);
                var body = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)) - 8];
                stream.ReadExactly(body);
                message.AddRange(body);
            } while ((header[1] & 1) == 0);
        }
        catch (Exception error)
            when (error
                    is EndOfStreamException
                        or IOException { InnerException: SocketException { SocketErrorCode: not SocketError.TimedOut } }
            )
        {
            return [];
        }
        return [.. message];
    }

    public void Dispose()
    {
        stream.Dispose();
        tcp.Dispose();
    }
}
