using System.Text;
using BizTalkDR.Errors;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Tests.Runbook.Journal;

public sealed class FileJournalTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("btsdr-journal").FullName;

    private string Path => System.IO.Path.Combine(folder, "deep", "journal.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Entries_are_in_the_file_as_soon_as_they_are_written_and_a_later_run_reads_them()
    {
        using (var journal = Begun())
        {
            journal.Write(Journals.Entry("first"));
            using var reader = new StreamReader(new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            Assert.Contains("\"first\"", reader.ReadToEnd(), StringComparison.Ordinal);
            journal.Write(Journals.Entry("second"));
        }
        using var again = FileJournal.Resume(Path);
        again.Write(Journals.Entry("third"));
        Assert.Equal(["first", "second", "third"], Texts(again));
        Assert.Equal(["first", "second", "third"], JournalFile.Read(Path).Entries.Select(entry => entry.Text));
    }

    [Fact]
    public void The_first_line_says_format_run_runbook_group_instances_and_product_and_each_line_its_number_and_the_hash_of_the_line_before()
    {
        using (var journal = Begun())
        {
            journal.Write(Journals.Entry("first"));
            journal.Write(Journals.Entry("second"));
        }
        var lines = File.ReadAllLines(Path);
        Assert.StartsWith("{\"Format\":\"BizTalkDR journal\",\"Line\":1,\"Version\":1,\"Run\":\"", lines[0], StringComparison.Ordinal);
        foreach (
            var part in new[]
            {
                "\"Runbook\":\"Trial\"",
                $"{Journals.Family}",
                "PROD-SQL1",
                "DRHOST1",
                "\"Fingerprint\":",
                "\"Product\":\"0.1.0\"",
            }
        )
            Assert.Contains(part, lines[0], StringComparison.Ordinal);
        var hashes = lines.Select(line => line[^66..^2]).ToList();
        Assert.StartsWith($"{{\"Line\":2,\"Before\":\"{hashes[0]}\",", lines[1], StringComparison.Ordinal);
        Assert.StartsWith($"{{\"Line\":3,\"Before\":\"{hashes[1]}\",", lines[2], StringComparison.Ordinal);
        Assert.Equal((byte)'{', File.ReadAllBytes(Path)[0]);
    }

    [Fact]
    public void Whose_journal_it_is_comes_back()
    {
        var header = Journals.Header();
        using (var journal = FileJournal.Create(Path))
            journal.Begin(header);
        using var again = FileJournal.Resume(Path);
        Assert.Equal((header.Run, header.User, header.TimeUtc), (again.Header!.Run, again.Header.User, again.Header.TimeUtc));
        again.Header.Require(Journals.About());
    }

    [Fact]
    public void A_run_that_never_begins_leaves_no_file()
    {
        FileJournal.Create(Path).Dispose();
        Assert.Empty(Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!));
    }

    [Fact]
    public void A_new_journal_is_never_put_where_a_file_is_even_an_empty_one()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        File.WriteAllText(Path, "");
        Assert.Equal("JournalExists", Assert.Throws<JournalException>(() => FileJournal.Create(Path)).ErrorId);
        Assert.Equal("", File.ReadAllText(Path));
    }

    [Fact]
    public void A_second_run_can_not_take_the_same_journal()
    {
        using var journal = Begun();
        Assert.Equal("JournalInUse", Assert.Throws<JournalException>(() => FileJournal.Resume(Path)).ErrorId);
        Assert.True(JournalHold.IsHeld(Path));
        journal.Dispose();
        Assert.False(JournalHold.IsHeld(Path));
        FileJournal.Resume(Path).Dispose();
    }

    [Fact]
    public void A_file_that_is_in_the_place_of_the_one_that_holds_the_journal_is_left_alone()
    {
        Begun().Dispose();
        File.WriteAllText(Path + ".held", "mine");
        Assert.Equal("JournalNotOpened", Assert.Throws<JournalException>(() => FileJournal.Resume(Path)).ErrorId);
        Assert.Equal("mine", File.ReadAllText(Path + ".held"));
    }

    [Theory]
    [InlineData("{\"Line\":3,\"Bef")]
    [InlineData("")]
    [InlineData("\0\0\0\0")]
    public void A_piece_of_a_line_that_a_power_failure_left_stays_and_is_passed_over(string piece)
    {
        using (var journal = Begun())
            journal.Write(Journals.Entry("whole"));
        File.AppendAllText(Path, piece, new UTF8Encoding(false));
        var before = File.ReadAllBytes(Path);
        using (var again = FileJournal.Resume(Path))
        {
            Assert.Equal(["whole"], Texts(again));
            again.Write(Journals.Entry("after"));
            again.Write(Journals.Entry("later"));
        }
        Assert.Equal(before, File.ReadAllBytes(Path)[..before.Length]);
        using var last = FileJournal.Resume(Path);
        Assert.Equal(["whole", "after", "later"], Texts(last));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void A_last_line_that_lacks_only_its_end_counts_whatever_NULs_follow(int nuls)
    {
        using (var journal = Begun())
            journal.Write(Journals.Entry("whole"));
        Journals.Put(Path, [.. File.ReadAllBytes(Path)[..^1], .. new byte[nuls]]);
        using (var again = FileJournal.Resume(Path))
        {
            Assert.Equal(["whole"], Texts(again));
            again.Write(Journals.Entry("after"));
        }
        using var last = FileJournal.Resume(Path);
        Assert.Equal(["whole", "after"], Texts(last));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("SELECT 1", "does not begin as one")]
    [InlineData("SELECT 1\n", "does not begin as one")]
    [InlineData("{\"Format\":\"BizTalkDR restore plan\"}\n", "does not begin as one")]
    [InlineData("{\"TimeUtc\":\"2026-11-21T09:00:00Z\",\"Kind\":\"RunStarted\"}\n", "does not begin as one")]
    [InlineData("\0\0\0\0\n", "begins with NULs")]
    [InlineData("\ufeff{\"Format\":\"BizTalkDR journal\",\"Line\":1}\n", "byte order mark")]
    [InlineData("{\"Format\":\"BizTalkDR journal\",\"Line\":1,\"Ver", "ends within its first line")]
    public void What_is_not_a_journal_is_refused_untouched_and_named(string content, string why)
    {
        Refused("NotAJournal", new UTF8Encoding(false).GetBytes(content), why);
    }

    [Fact]
    public void Text_in_UTF_16_is_no_journal() => Refused("NotAJournal", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{\n")], "UTF-16");

    [Fact]
    public void A_journal_whose_line_ends_were_changed_says_so()
    {
        Begun().Dispose();
        var changed = File.ReadAllText(Path).Replace("\n", "\r\n", StringComparison.Ordinal);
        Assert.Equal(1, Refused("JournalDamaged", Encoding.UTF8.GetBytes(changed), "CR LF").Line);
    }

    [Fact]
    public void A_newer_format_is_refused_by_the_product_that_wrote_it()
    {
        var header = Journals.Header() with { Version = JournalHeader.CurrentVersion + 1, Product = "7.8.9" };
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        Refused("JournalOfNewerVersion", [.. JournalLine.Write(header).Bytes, (byte)'\n'], "7.8.9");
    }

    [Fact]
    public void A_folder_and_what_is_not_there_are_refused_by_name()
    {
        Assert.Equal("NotAJournal", Assert.Throws<JournalException>(() => FileJournal.Resume(folder)).ErrorId);
        Assert.Equal("JournalExists", Assert.Throws<JournalException>(() => FileJournal.Create(folder)).ErrorId);
        Assert.Equal("JournalNotFound", Assert.Throws<JournalException>(() => FileJournal.Resume(Path)).ErrorId);
        Assert.False(Directory.Exists(System.IO.Path.GetDirectoryName(Path)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public void A_full_disk_ends_the_run_with_the_way_on_and_the_same_session_goes_on_when_there_is_room(int left)
    {
        using (var journal = FileJournal.Create(Path, stream => new SmallDisk(stream)))
        {
            journal.Begin(Journals.Header());
            journal.Write(Journals.Entry("whole"));
            SmallDisk.Left = left;
            var full = Assert.Throws<JournalException>(() => journal.Write(Journals.Entry("lost")));
            Assert.Equal("JournalDiskFull", full.ErrorId);
            Assert.Contains($"-JournalPath '{Path}' -Resume", full.Remedy, StringComparison.Ordinal);
            SmallDisk.Left = null;
            // What can't be written down is not done, also when there is room again: a part of a line may stand there.
            Assert.Equal("JournalDiskFull", Assert.Throws<JournalException>(() => journal.Write(Journals.Entry("late"))).ErrorId);
            Assert.Equal(["whole"], Texts(journal));
        }
        using (var again = FileJournal.Resume(Path))
            again.Write(Journals.Entry("after"));
        using var last = FileJournal.Resume(Path);
        Assert.Equal(["whole", "after"], Texts(last));
    }

    [Fact]
    public void A_disk_that_is_full_from_the_beginning_leaves_no_file_and_says_that_nothing_was_done()
    {
        SmallDisk.Left = 10;
        using (var journal = FileJournal.Create(Path, stream => new SmallDisk(stream)))
        {
            var full = Assert.Throws<JournalException>(() => journal.Begin(Journals.Header()));
            Assert.Equal("JournalNotOpened", full.ErrorId);
            Assert.Contains("Make room", full.Remedy, StringComparison.Ordinal);
        }
        SmallDisk.Left = null;
        Begun().Dispose();
    }

    [Fact]
    public void Secrets_in_the_text_of_an_entry_are_not_written()
    {
        using (var journal = Begun())
            journal.Write(Journals.Entry("Server=x;Password=hunter2;"));
        Assert.DoesNotContain("hunter2", File.ReadAllText(Path), StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Texts(FileJournal journal) => journal.Entries.Select(entry => entry.Text);

    private FileJournal Begun()
    {
        var journal = FileJournal.Create(Path);
        journal.Begin(Journals.Header());
        return journal;
    }

    private JournalException Refused(string id, byte[] content, string why)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        Journals.Put(Path, content);
        var error = Assert.Throws<JournalException>(() => FileJournal.Resume(Path));
        Assert.Equal(id, error.ErrorId);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Remedy);
        Assert.Equal(content, File.ReadAllBytes(Path));
        Assert.Equal([Path], Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!));
        return error;
    }

    /// <summary>A disk that takes so many bytes more; all, while nothing is said.</summary>
    private sealed class SmallDisk(Stream file) : Stream
    {
        private static readonly AsyncLocal<int?> Room = new();

        public static int? Left
        {
            get => Room.Value;
            set => Room.Value = value;
        }

        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => true;
        public override long Length => file.Length;
        public override long Position
        {
            get => file.Position;
            set => file.Position = value;
        }

        public override void Flush() => file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => file.Read(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

        public override void SetLength(long value) => throw new NotSupportedException("A journal is never cut.");

        public override void Write(byte[] buffer, int offset, int count)
        {
            var taken = Math.Min(count, Left ?? count);
            file.Write(buffer, offset, taken);
            if (taken < count)
                throw new IOException("No space left on device", 28);
        }

        protected override void Dispose(bool disposing)
        {
            file.Dispose();
            base.Dispose(disposing);
        }
    }
}
