using System.Text;
using System.Text.Json;
using BizTalkDR.Text;

namespace BizTalkDR.Runbook.Journal;

/// <summary>
/// Reads a journal's file, line by line, each by its hash and the one before. Whatever the bytes are: they are a journal's, or the journal's up to a
/// line, or refused by name.
/// </summary>
internal sealed class JournalReader
{
    private readonly string path;
    private readonly List<byte[]> lines = [];
    private readonly List<JournalEntry> entries = [];
    private int number = 1;
    private string hash = "";

    private JournalReader(string path, byte[] bytes)
    {
        this.path = path;
        var start = 0;
        for (var end = Array.IndexOf(bytes, (byte)'\n'); end >= 0; end = Array.IndexOf(bytes, (byte)'\n', start))
        {
            lines.Add(Slice(bytes, start, end));
            start = end + 1;
        }
        Rest = Slice(bytes, start, bytes.Length);
    }

    /// <summary>What stands after the last line's end.</summary>
    private byte[] Rest { get; }

    /// <summary>Reads it.</summary>
    /// <param name="path">The file's name, for errors.</param>
    /// <param name="bytes">All of it.</param>
    /// <exception cref="JournalException"><c>NotAJournal</c>, <c>JournalOfNewerVersion</c>, or <c>JournalDamaged</c> in its first line.</exception>
    public static JournalContent Read(string path, byte[] bytes)
    {
        if (ForeignContent.Find(bytes) is { } foreign)
            throw JournalErrors.NotAJournal(path, foreign);
        return new JournalReader(path, bytes).Read();
    }

    private JournalContent Read()
    {
        var header = ReadHeader();
        for (var index = 1; index < lines.Count; index++)
        {
            var torn = IsPassedOver(index) ? Sha256.Hex(lines[index]) : null;
            if (torn is not null && Next(WithoutNuls(lines[index])) is not null && !IsPiece(lines[index]))
                return Content(header) with { Damage = JournalErrors.Damaged(path, index + 1, Changed(lines[index])) };
            if (torn is not null)
                index++;
            if (Next(lines[index], torn) is { } damage)
                return Content(header) with { Damage = JournalErrors.Damaged(path, index + 1, damage) };
        }
        return ReadRest(header);
    }

    private JournalHeader ReadHeader()
    {
        if (JournalLine.Read(lines[0]) is not { Number: 1 } first)
            throw JournalErrors.Damaged(path, 1, Changed(lines[0]));
        hash = first.Hash;
        try
        {
            var version = first.Json.GetProperty("Version").GetInt32();
            if (version > JournalHeader.CurrentVersion)
                throw JournalErrors.Newer(path, version, first.Json.GetProperty("Product").GetString() ?? "?");
            return first.Json.Deserialize<JournalHeader>() ?? throw JournalErrors.Damaged(path, 1, "it says nothing");
        }
        catch (Exception error) when (IsOfContent(error))
        {
            throw JournalErrors.Damaged(path, 1, $"it does not say whose journal it is ({error.Message})");
        }
    }

    /// <summary>Takes a line that follows; else says why it does not.</summary>
    private string? Next(byte[] bytes, string? torn = null)
    {
        if (JournalLine.Read(bytes) is not { } line)
            return Changed(bytes);
        if (line.Number != number + 1)
            return $"it bears the number {line.Number} where {number + 1} must follow, so lines are missing, doubled or out of order";
        if (line.Before != hash)
            return "it does not belong to the line before it";
        if (line.Torn != torn)
            return "it tells of a piece of a line that is not there";
        try
        {
            entries.Add(line.Json.Deserialize<JournalEntry>() ?? throw new JsonException("null"));
        }
        catch (Exception error) when (IsOfContent(error))
        {
            return $"it can't be read ({error.Message})";
        }
        (number, hash) = (line.Number, line.Hash);
        return null;
    }

    private JournalContent ReadRest(JournalHeader header)
    {
        if (Rest.Length == 0)
            return Content(header);
        var piece = WithoutNuls(Rest);
        if (Next(piece) is null)
            return Content(header) with { IsEnded = false, Torn = piece.Length == Rest.Length ? null : Sha256.Hex(Rest) };
        return IsPiece(Rest)
            ? Content(header) with
            {
                IsEnded = false,
                Torn = Sha256.Hex(Rest),
            }
            : Content(header) with
            {
                IsEnded = false,
                Damage = JournalErrors.Damaged(path, lines.Count + 1, Changed(Rest)),
            };
    }

    /// <summary>Whether the line after it says that it is a piece of a line, with the hash of just these bytes.</summary>
    private bool IsPassedOver(int index) =>
        index + 1 < lines.Count && JournalLine.Read(lines[index + 1]) is { Torn: { } torn } && torn == Sha256.Hex(lines[index]);

    private bool IsPiece(byte[] bytes) => JournalLine.MayBePiece(WithoutNuls(bytes), number + 1, hash);

    private JournalContent Content(JournalHeader header) =>
        new()
        {
            Header = header,
            Entries = entries,
            LastLine = number,
            LastHash = hash,
            IsEnded = true,
        };

    private static string Changed(byte[] line) =>
        line.Length == 0 ? "it is empty"
        : line[line.Length - 1] == '\r' ? "it ends with CR LF: an editor, or a transfer as text, has changed it"
        : Array.IndexOf(line, (byte)0) >= 0 ? "it holds NULs, as a power failure or a bad disk leaves them"
        : "it is not as it was written: its hash does not match";

    private static bool IsOfContent(Exception error) =>
        error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or NotSupportedException;

    private static byte[] WithoutNuls(byte[] bytes)
    {
        var length = bytes.Length;
        while (length > 0 && bytes[length - 1] == 0)
            length--;
        return Slice(bytes, 0, length);
    }

    private static byte[] Slice(byte[] bytes, int start, int end)
    {
        var slice = new byte[end - start];
        Buffer.BlockCopy(bytes, start, slice, 0, slice.Length);
        return slice;
    }
}
