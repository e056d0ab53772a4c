using System.Globalization;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>Writes the tokens of a response (MS-TDS 2.2.7).</summary>
internal sealed class TokenWriter(PacketWriter packets, TdsVersion version, string serverName)
{
    private const byte TransactSql = 1;
    private const byte Utf8Support = 0x0A;
    private const ushort ColumnIsNullable = 0x01;
    private const ushort ColumnUpdatabilityUnknown = 0x08;
    private const ushort ColumnIsIdentity = 0x10;
    private const ushort NoMetadata = 0xFFFF;
    private const int LongestMessage = 2047;

    internal PacketWriter Packets { get; } = packets;

    internal TdsVersion Version { get; } = version;

    internal void Message(SqlMessage message)
    {
        var text = message.Text.Length <= LongestMessage ? message.Text : message.Text[..LongestMessage];
        var procedure = message.Procedure ?? "";
        var server = Cut(serverName);
        procedure = Cut(procedure);
        var lineSize = Version.HasMaxTypes() ? 4 : 2;
        Packets.Byte((byte)(message.IsError ? Token.Error : Token.Information));
        Packets.UInt16((ushort)(4 + 1 + 1 + 2 + (2 * text.Length) + 1 + (2 * server.Length) + 1 + (2 * procedure.Length) + lineSize));
        Packets.Int32(message.Number);
        Packets.Byte(message.State);
        // "For compatibility reasons, the Database Engine converts severity 10 to severity 0" (page Database Engine error severities).
        Packets.Byte(message.Severity == 10 ? (byte)0 : message.Severity);
        Packets.UInt16LengthChars(text);
        Packets.ByteLengthChars(server);
        Packets.ByteLengthChars(procedure);
        if (lineSize == 4)
            Packets.Int32(message.Line);
        else
            Packets.UInt16((ushort)message.Line);
    }

    internal void Done(Token token, DoneStatus status, StatementKind kind, long rowCount)
    {
        Packets.Byte((byte)token);
        Packets.UInt16((ushort)status);
        Packets.UInt16((ushort)kind);
        if (Version.HasMaxTypes())
            Packets.Int64(rowCount);
        else
            Packets.Int32((int)Math.Min(rowCount, int.MaxValue));
    }

    internal void ReturnStatus(int value)
    {
        Packets.Byte((byte)Token.ReturnStatus);
        Packets.Int32(value);
    }

    internal void ReturnValue(int ordinal, string name, SqlType type, object? value)
    {
        type = WireTypes.ForVersion(type, Version);
        Packets.Byte((byte)Token.ReturnValue);
        Packets.UInt16((ushort)ordinal);
        Packets.ByteLengthChars(name);
        Packets.Byte(0x01);
        UserType(type);
        Packets.UInt16(ColumnIsNullable);
        TypeWriter.Write(Packets, type);
        ValueWriter.Write(Packets, type, value);
    }

    internal void Columns(IReadOnlyList<ResultColumn> columns, SqlType[] types)
    {
        Packets.Byte((byte)Token.ColumnMetadata);
        Packets.UInt16(columns.Count == 0 ? NoMetadata : (ushort)columns.Count);
        for (var i = 0; i < columns.Count; i++)
        {
            UserType(types[i]);
            Packets.UInt16(Flags(columns[i], types[i]));
            TypeWriter.Write(Packets, types[i]);
            if (types[i].Kind is SqlTypeKind.Text or SqlTypeKind.NText or SqlTypeKind.Image)
                NoTableName();
            Packets.ByteLengthChars(columns[i].Name);
        }
    }

    internal void Row(IReadOnlyList<object?> values, SqlType[] types)
    {
        var start = Packets.Mark();
        try
        {
            Packets.Byte((byte)Token.Row);
            for (var i = 0; i < types.Length; i++)
                ValueWriter.Write(Packets, types[i], values[i]);
        }
        catch (Exception error) when (error is InvalidCastException or InvalidOperationException or OverflowException or FormatException)
        {
            // A value that is not of its column's type: the row is taken back so that the error can be told.
            if (!Packets.TryRewind(start))
                throw new IOException("A row could not be finished.", error);
            throw;
        }
    }

    internal void Changed(EnvironmentChange change, string after, string before)
    {
        (after, before) = (Cut(after), Cut(before));
        Packets.Byte((byte)Token.EnvironmentChange);
        Packets.UInt16((ushort)(3 + (2 * after.Length) + (2 * before.Length)));
        Packets.Byte((byte)change);
        Packets.ByteLengthChars(after);
        Packets.ByteLengthChars(before);
    }

    internal void Changed(EnvironmentChange change, ReadOnlySpan<byte> after, ReadOnlySpan<byte> before)
    {
        Packets.Byte((byte)Token.EnvironmentChange);
        Packets.UInt16((ushort)(3 + after.Length + before.Length));
        Packets.Byte((byte)change);
        Packets.Byte((byte)after.Length);
        Packets.Bytes(after);
        Packets.Byte((byte)before.Length);
        Packets.Bytes(before);
    }

    internal void PacketSizeChanged(int after) =>
        Changed(
            EnvironmentChange.PacketSize,
            after.ToString(CultureInfo.InvariantCulture),
            PacketWriter.DefaultPacketSize.ToString(CultureInfo.InvariantCulture)
        );

    internal void LoginAcknowledged(Version product)
    {
        const string name = "Microsoft SQL Server";
        Packets.Byte((byte)Token.LoginAcknowledgement);
        Packets.UInt16((ushort)(1 + 4 + 1 + (2 * name.Length) + 4));
        Packets.Byte(TransactSql);
        for (var shift = 24; shift >= 0; shift -= 8)
            Packets.Byte((byte)((uint)Version >> shift));
        Packets.ByteLengthChars(name);
        Packets.Byte((byte)product.Major);
        Packets.Byte((byte)product.Minor);
        Packets.Byte((byte)(product.Build >> 8));
        Packets.Byte((byte)product.Build);
    }

    /// <summary>Of all features clients ask for, only that of UTF-8 is known.</summary>
    internal void Utf8Acknowledged()
    {
        Packets.Byte((byte)Token.FeatureAcknowledgement);
        Packets.Byte(Utf8Support);
        Packets.UInt32(1);
        Packets.Byte(1);
        Packets.Byte(0xFF);
    }

    // A client reads a column of fixed size that can't be NULL without the length before each value. What a query's columns can
    // be is an inference (outer joins), and a NULL must still have a form on the wire: only columns that carry lengths anyway say no.
    private static ushort Flags(ResultColumn column, SqlType type)
    {
        var isNullable = column.IsNullable || !(type.IsString || type.IsBinary);
        return (ushort)(ColumnUpdatabilityUnknown | (isNullable ? ColumnIsNullable : 0) | (column.IsIdentity ? ColumnIsIdentity : 0));
    }

    private void UserType(SqlType type)
    {
        var userType = type.Kind == SqlTypeKind.RowVersion ? WireTypes.RowVersionUserType : 0;
        if (Version.HasMaxTypes())
            Packets.UInt32(userType);
        else
            Packets.UInt16((ushort)userType);
    }

    private void NoTableName()
    {
        if (Version.HasMaxTypes())
            Packets.Byte(0);
        else
            Packets.UInt16(0);
    }

    private static string Cut(string name) => name.Length <= byte.MaxValue ? name : name[..byte.MaxValue];
}
