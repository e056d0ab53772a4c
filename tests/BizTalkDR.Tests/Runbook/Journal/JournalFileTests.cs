using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Tests.Runbook.Journal;

public sealed class JournalFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("btsdr-journal").FullName;

    private string Known => Path.Combine(folder, "known.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Without_a_path_the_file_is_named_after_the_runbook_and_lies_in_the_operators_folder()
    {
        using var journal = Assert.IsType<FileJournal>(Open(path: null));

        Assert.Equal(folder, Path.GetDirectoryName(journal.Path));
        Assert.Matches(@"^BtsTrial-\d{8}-\d{6}\.jsonl$", Path.GetFileName(journal.Path));
    }

    [Fact]
    public void A_journal_of_an_earlier_run_is_gone_on_with_only_when_that_is_asked_for()
    {
        WriteEarlier();

        Assert.Equal("JournalExists", Assert.Throws<JournalException>(() => Open(Known)).ErrorId);
        using var journal = Assert.IsType<FileJournal>(Open(Known, resume: true));
        Assert.Single(journal.Entries);
    }

    [Fact]
    public void What_is_only_shown_reads_the_earlier_run_and_writes_no_file()
    {
        WriteEarlier();
        var before = File.ReadAllText(Known);

        var journal = Assert.IsType<MemoryJournal>(Open(Known, resume: true, whatIf: true));
        journal.WriteFact("shown", "only");

        Assert.Equal(before, File.ReadAllText(Known));
        Assert.IsType<MemoryJournal>(Open(path: null, whatIf: true));
        Assert.Single(Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void There_must_be_something_to_go_on_with(bool isNamed) =>
        Assert.Equal("JournalNotFound", Assert.Throws<JournalException>(() => Open(isNamed ? Known : null, resume: true)).ErrorId);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_journal_of_another_runbook_is_refused_before_any_server_is_asked(bool whatIf)
    {
        using (var journal = FileJournal.Create(Known))
            journal.Begin(Journals.Header("Other"));
        Assert.Equal("JournalOfAnotherRunbook", Assert.Throws<JournalException>(() => Open(Known, resume: true, whatIf)).ErrorId);
    }

    private void WriteEarlier()
    {
        using var journal = FileJournal.Create(Known);
        journal.Begin(Journals.Header());
        journal.WriteFact("earlier", "run");
    }

    private IJournal Open(string? path, bool resume = false, bool whatIf = false) =>
        JournalFile.Open("Trial", path, resume, whatIf, name => Path.Combine(folder, name));
}
