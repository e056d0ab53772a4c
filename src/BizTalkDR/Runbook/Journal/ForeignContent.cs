using System.Text;

namespace BizTalkDR.Runbook.Journal;

/// <summary>What a file is that does not begin as a journal does, in words that go on after "it".</summary>
internal static class ForeignContent
{
    private static readonly byte[] Opening = Encoding.ASCII.GetBytes(JournalLine.Opening);

    /// <returns>What it is; null when it begins as a journal does.</returns>
    public static string? Find(byte[] bytes) =>
        bytes.Length == 0 ? "is empty"
        : StartsWith(bytes, [0xEF, 0xBB, 0xBF]) ? "begins with a byte order mark, so an editor has saved it; a journal is UTF-8 without one"
        : StartsWith(bytes, [0xFF, 0xFE]) || StartsWith(bytes, [0xFE, 0xFF]) ? "is UTF-16 text; a journal is UTF-8"
        : bytes[0] == 0 ? "begins with NULs, as a power failure or a bad disk leaves them"
        : !StartsWith(bytes, Opening) ? "does not begin as one"
        : Array.IndexOf(bytes, (byte)'\n') < 0 ? "ends within its first line: the run was cut off before it began, and nothing was done"
        : null;

    private static bool StartsWith(byte[] bytes, byte[] start) =>
        bytes.Length >= start.Length && bytes.Take(start.Length).SequenceEqual(start);
}
