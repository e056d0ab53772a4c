namespace BizTalkDR.Sandbox.Tds;

/// <summary>The type in a packet's header (MS-TDS 2.2.3.1.1).</summary>
internal enum PacketType : byte
{
    SqlBatch = 0x01,
    Rpc = 0x03,
    TabularResult = 0x04,
    Attention = 0x06,
    BulkLoad = 0x07,
    TransactionManager = 0x0E,
    Login7 = 0x10,
    PreLogin = 0x12,
}

/// <summary>The status bits in a packet's header (MS-TDS 2.2.3.1.2).</summary>
[Flags]
internal enum PacketStatus : byte
{
    None = 0x00,
    EndOfMessage = 0x01,
    Ignore = 0x02,
    ResetConnection = 0x08,
    ResetConnectionKeepTransaction = 0x10,
}

/// <summary>The first byte of a token in a response (MS-TDS 2.2.7).</summary>
internal enum Token : byte
{
    ReturnStatus = 0x79,
    ColumnMetadata = 0x81,
    Error = 0xAA,
    Information = 0xAB,
    ReturnValue = 0xAC,
    LoginAcknowledgement = 0xAD,
    FeatureAcknowledgement = 0xAE,
    Row = 0xD1,
    EnvironmentChange = 0xE3,
    Done = 0xFD,
    DoneProcedure = 0xFE,
    DoneInProcedure = 0xFF,
}

/// <summary>The status bits of the DONE tokens.</summary>
[Flags]
internal enum DoneStatus : ushort
{
    Final = 0x00,
    More = 0x01,
    Error = 0x02,
    Count = 0x10,
    Attention = 0x20,
}

/// <summary>What an ENVCHANGE token says has changed.</summary>
internal enum EnvironmentChange : byte
{
    Database = 1,
    Language = 2,
    PacketSize = 4,
    Collation = 7,
    TransactionBegan = 8,
    TransactionCommitted = 9,
    TransactionRolledBack = 10,
    ConnectionReset = 18,
}

/// <summary>The answers to the question whether the connection is encrypted (MS-TDS 2.2.6.5).</summary>
internal enum Encryption : byte
{
    /// <summary>Only the login is encrypted.</summary>
    LoginOnly = 0x00,
    On = 0x01,
    NotSupported = 0x02,
    Required = 0x03,
}

/// <summary>The protocol versions a client may ask for.</summary>
internal enum TdsVersion : uint
{
    Tds71 = 0x71000001,
    Tds72 = 0x72090002,
    Tds73A = 0x730A0003,
    Tds73B = 0x730B0003,
    Tds74 = 0x74000004,

    /// <summary>TDS 7.4 inside TLS from the first byte.</summary>
    Tds80 = 0x08000000,
}

internal static class TdsVersionExtensions
{
    /// <summary>The version spoken when a client asks for this one, or null when it is older than SQL Server 2000's.</summary>
    internal static TdsVersion? Negotiate(uint asked) =>
        (asked >> 24) switch
        {
            0x08 => TdsVersion.Tds80,
            0x71 => TdsVersion.Tds71,
            0x72 => TdsVersion.Tds72,
            0x73 => asked == (uint)TdsVersion.Tds73A ? TdsVersion.Tds73A : TdsVersion.Tds73B,
            >= 0x74 => TdsVersion.Tds74,
            _ => null,
        };

    /// <summary>From 7.2 on: max types, xml, ALL_HEADERS, 64-bit row counts.</summary>
    internal static bool HasMaxTypes(this TdsVersion version) => version != TdsVersion.Tds71;

    /// <summary>From 7.3 on: date, time, datetime2, datetimeoffset.</summary>
    internal static bool HasDateTypes(this TdsVersion version) => version is not (TdsVersion.Tds71 or TdsVersion.Tds72);
}

/// <summary>The client broke the protocol: its connection ends.</summary>
internal sealed class TdsProtocolException(string message) : Exception(message);
