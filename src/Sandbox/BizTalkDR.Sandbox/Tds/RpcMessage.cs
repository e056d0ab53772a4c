using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>One or more procedure calls in a message (MS-TDS 2.2.6.6).</summary>
internal static class RpcMessage
{
    private const ushort NamedById = 0xFFFF;
    private const byte SeparatorOfTds71 = 0x80;
    private const byte Separator = 0xFF;
    private const byte SeparatorNoExecution = 0xFE;
    private const byte IsOutput = 0x01;
    private const byte IsDefault = 0x02;

    private static readonly string?[] NamesById =
    [
        null,
        "sp_cursor",
        "sp_cursoropen",
        "sp_cursorprepare",
        "sp_cursorexecute",
        "sp_cursorprepexec",
        "sp_cursorunprepare",
        "sp_cursorfetch",
        "sp_cursoroption",
        "sp_cursorclose",
        "sp_executesql",
        "sp_prepare",
        "sp_execute",
        "sp_prepexec",
        "sp_prepexecrpc",
        "sp_unprepare",
    ];

    /// <summary>The calls in their order.</summary>
    /// <exception cref="SqlServerException">A parameter is of a type that is not supported (8009), or a number is too long (8023).</exception>
    internal static List<ProcedureRequest> Parse(ReadOnlySpan<byte> message, TdsVersion version)
    {
        var reader = new TdsReader(message);
        reader.SkipAllHeaders(version);
        var calls = new List<ProcedureRequest>();
        while (!reader.IsAtEnd)
        {
            var name = ReadName(ref reader);
            reader.UInt16();
            var arguments = new List<ProcedureArgument>();
            while (!reader.IsAtEnd && !IsSeparator(reader.Peek(), version))
                arguments.Add(ReadArgument(ref reader, arguments.Count + 1));
            if (!reader.IsAtEnd)
                reader.Byte();
            calls.Add(new ProcedureRequest(name, arguments));
        }
        return calls;
    }

    // A parameter's name is at most 128 characters, so these values can't begin one.
    private static bool IsSeparator(byte value, TdsVersion version) =>
        version.HasMaxTypes() ? value is Separator or SeparatorNoExecution : value == SeparatorOfTds71;

    private static string ReadName(ref TdsReader reader)
    {
        var length = reader.UInt16();
        if (length != NamedById)
            return reader.Chars(length);
        var id = reader.UInt16();
        return NamesById.ElementAtOrDefault(id) ?? throw new TdsProtocolException($"No procedure has the number {id}.");
    }

    private static ProcedureArgument ReadArgument(ref TdsReader reader, int number)
    {
        var name = reader.ByteLengthChars();
        var status = reader.Byte();
        var token = reader.Peek();
        var type = TypeReader.Read(ref reader) ?? throw MessageCatalog.Error(8009, number, name, token);
        try
        {
            var value = ValueReader.Read(ref reader, type);
            return new ProcedureArgument(name, type.Type, value, (status & IsOutput) != 0, (status & IsDefault) != 0);
        }
        catch (OverflowException)
        {
            throw MessageCatalog.Error(8023, number, name, type.Type.Kind.ToString().ToLowerInvariant());
        }
    }
}
