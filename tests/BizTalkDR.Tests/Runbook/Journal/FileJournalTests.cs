using System.Text;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Tests.Runbook.Journal;

public sealed class FileJournalTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("btsdr-journal").FullName;

    private string File => Path.Combine(folder, "deep", "journal.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Entries_are_in_the_file_as_soon_as_they_are_written_and_a_later_run_reads_them()
    {
        using (var journal = new FileJournal(File))
        {
            journal.Write(Entry("first"));
            using var reader = new StreamReader(new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            Assert.Contains("\"first\"", reader.ReadToEnd(), StringComparison.Ordinal);
            journal.Write(Entry("second"));
        }
        using var again = new FileJournal(File);
        again.Write(Entry("third"));
        Assert.Equal(["first", "second", "third"], again.Entries.Select(entry => entry.Text));
    }

    [Fact]
    public void A_last_line_cut_off_by_a_crash_is_dropped_and_written_over()
    {
        using (var journal = new FileJournal(File))
            journal.Write(Entry("whole"));
        System.IO.File.AppendAllText(File, "{\"TimeUtc\":\"2026-11-2", new UTF8Encoding(false));
        using (var again = new FileJournal(File))
        {
            Assert.Equal(["whole"], again.Entries.Select(entry => entry.Text));
            again.Write(Entry("after"));
        }
        Assert.Equal(2, System.IO.File.ReadAllLines(File).Length);
    }

    [Fact]
    public void A_second_run_can_not_take_the_same_journal()
    {
        using var journal = new FileJournal(File);
        Assert.Throws<JournalException>(() => new FileJournal(File));
    }

    [Fact]
    public void Another_file_is_refused_with_its_line()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, "SELECT 1\n");
        var error = Assert.Throws<JournalException>(() => new FileJournal(File));
        Assert.Contains("line 1", error.Message, StringComparison.Ordinal);
        Assert.Equal("SELECT 1\n", System.IO.File.ReadAllText(File));
    }

    private static JournalEntry Entry(string text) =>
        new()
        {
            TimeUtc = new DateTime(2026, 11, 21, 9, 0, 0, DateTimeKind.Utc),
            Kind = JournalEntryKind.ActionStarted,
            Text = text,
        };
}
