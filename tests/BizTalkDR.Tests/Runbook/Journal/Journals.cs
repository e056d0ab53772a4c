using BizTalkDR.Group;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Tests.Runbook.Journal;

/// <summary>Journals for tests.</summary>
internal static class Journals
{
    public static readonly Guid Family = new("11111111-2222-3333-4444-555555555555");

    public static JournalHeader Header(string runbook = "Trial") => JournalHeader.Of(runbook, About());

    public static RunIdentity About() =>
        new()
        {
            Topology = "Contoso",
            Group = new GroupIdentity(Family, "BizTalkMgmtDb"),
            Source = RunSide.Of([new RunInstance("PROD-SQL2", "PRODHOST2"), new RunInstance("PROD-SQL1", "PRODHOST1")]),
            Destination = RunSide.Of([new RunInstance("DR-SQL1", "DRHOST1")]),
        };

    public static JournalEntry Entry(string text, JournalEntryKind kind = JournalEntryKind.ActionStarted) =>
        new()
        {
            TimeUtc = new DateTime(2026, 11, 21, 9, 0, 0, DateTimeKind.Utc),
            Kind = kind,
            Text = text,
        };

    /// <summary>Writes a journal of these entries.</summary>
    public static byte[] Write(string path, IEnumerable<JournalEntry> entries)
    {
        using (var journal = FileJournal.Create(path))
        {
            journal.Begin(Header());
            foreach (var entry in entries)
                journal.Write(entry);
        }
        return File.ReadAllBytes(path);
    }

    /// <summary>Makes a file that belongs to its owner alone, as a journal does.</summary>
    public static void Put(string path, byte[] bytes)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        stream.Write(bytes);
    }
}
