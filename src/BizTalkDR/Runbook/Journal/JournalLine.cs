using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BizTalkDR.Text;

namespace BizTalkDR.Runbook.Journal;

/// <summary>
/// One line of a journal's file: a JSON object with its number, the hash of the line before, what it tells, and at its end a hash over all of that. So
/// a line that was changed, cut, moved, doubled or taken out is found by itself or by the one after it. It tells damage and mistakes; it is no
/// signature, as anybody can compute it.
/// </summary>
/// <param name="Number">The line's number; damaged lines that were passed over are not counted.</param>
/// <param name="Before">The hash of the line before; null in the first.</param>
/// <param name="Torn">The hash of the piece of a line before it that a power failure left; null where there is none.</param>
/// <param name="Hash">Its own hash.</param>
/// <param name="Json">All of it.</param>
internal sealed record JournalLine(int Number, string? Before, string? Torn, string Hash, JsonElement Json)
{
    /// <summary>What a journal's file begins with.</summary>
    public const string Opening = "{\"Format\":\"BizTalkDR journal\",";

    private const string HashName = ",\"LineHash\":\"";
    private const int HashLength = 64;
    private const int SealLength = 13 + HashLength + 2;

    // Names of servers and databases are read by people: only what JSON itself needs is escaped.
    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The first line, without its end.</summary>
    public static (byte[] Bytes, string Hash) Write(JournalHeader header) => Seal(Opening + "\"Line\":1," + Body(header));

    /// <summary>Another line, without its end.</summary>
    public static (byte[] Bytes, string Hash) Write(int number, string before, string? torn, JournalEntry entry) =>
        Seal(Start(number, before) + (torn is null ? "" : $"\"Torn\":\"{torn}\",") + Body(entry));

    /// <summary>What a line of that number after the line of that hash begins with.</summary>
    public static string Start(int number, string before) => $"{{\"Line\":{number},\"Before\":\"{before}\",";

    /// <summary>The line, if its hash is right.</summary>
    public static JournalLine? Read(byte[] line)
    {
        var content = line.Length - SealLength;
        if (content <= 0)
            return null;
        var hash = Sha256.Hex(line, 0, content);
        var seal = Encoding.ASCII.GetBytes(HashName + hash + "\"}");
        for (var index = 0; index < seal.Length; index++)
        {
            if (line[content + index] != seal[index])
                return null;
        }
        try
        {
            using var document = JsonDocument.Parse(line);
            var json = document.RootElement.Clone();
            return new JournalLine(json.GetProperty("Line").GetInt32(), Text(json, "Before"), Text(json, "Torn"), hash, json);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether these bytes, at the end of a file, may be what a power failure left of a line: its beginning, but no more than a whole one, and NULs where
    /// the disk had made room for the rest.
    /// </summary>
    /// <param name="piece">The bytes after the last line's end, without NULs at their end.</param>
    /// <param name="number">The number of the line.</param>
    /// <param name="before">The hash of the line before.</param>
    public static bool MayBePiece(byte[] piece, int number, string before)
    {
        var start = Encoding.ASCII.GetBytes(Start(number, before));
        for (var index = 0; index < Math.Min(piece.Length, start.Length); index++)
        {
            if (piece[index] != start[index])
                return false;
        }
        return Array.IndexOf(piece, (byte)0) < 0 && !GoesOnAfterItsEnd(piece);
    }

    // Latin-1 keeps each byte one character.
    private static bool GoesOnAfterItsEnd(byte[] piece)
    {
        var text = Encoding.GetEncoding(28591).GetString(piece);
        for (
            var at = text.IndexOf(HashName, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(HashName, at + 1, StringComparison.Ordinal)
        )
        {
            var end = at + SealLength;
            if (end < piece.Length && Read([.. piece.Take(end)]) is not null)
                return true;
        }
        return false;
    }

    private static string Body<T>(T value)
    {
        var json = JsonSerializer.Serialize(value, Written);
        return json.Substring(1, json.Length - 2);
    }

    private static (byte[] Bytes, string Hash) Seal(string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var hash = Sha256.Hex(bytes);
        return ([.. bytes, .. Encoding.ASCII.GetBytes(HashName + hash + "\"}")], hash);
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
