using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Tests.Runbook.Journal;

/// <summary>A journal is its owner's alone, by the permissions of Linux; those of Windows are read by the same rules.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivateFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("btsdr-private").FullName;

    public PrivateFileTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Asks Linux.");

    private string Path => System.IO.Path.Combine(folder, "journal.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_new_journal_is_its_owners_alone_whatever_the_folder_gives_to_others()
    {
        Write();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }

    [Theory]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void One_that_others_can_write_to_is_refused_until_they_can_not(UnixFileMode others)
    {
        Write();
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | others);
        var refused = Refused("JournalNotPrivate");
        Assert.Contains($"chmod 600 '{Path}'", refused.Remedy, StringComparison.Ordinal);
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        FileJournal.Resume(Path).Dispose();
    }

    [Fact]
    public void One_of_another_account_is_refused_and_a_copy_of_it_is_not()
    {
        Write();
        Assert.SkipUnless(chown(Path, 65534, 65534) == 0, "Only root may give a file away.");
        Assert.Contains("copy", Refused("JournalNotPrivate").Remedy, StringComparison.Ordinal);
        var copy = System.IO.Path.Combine(folder, "copy.jsonl");
        Journals.Put(copy, File.ReadAllBytes(Path));
        FileJournal.Resume(copy).Dispose();
    }

    [Fact]
    public void A_link_to_a_journal_is_refused_and_a_second_name_of_it_too()
    {
        Write();
        var real = System.IO.Path.Combine(folder, "real.jsonl");
        File.Move(Path, real);
        File.CreateSymbolicLink(Path, real);
        Assert.Contains("is a link", Refused("NotAJournal").Message, StringComparison.Ordinal);
        Assert.Equal("JournalExists", Assert.Throws<JournalException>(() => FileJournal.Create(Path)).ErrorId);
        File.Delete(Path);
        Assert.Equal(0, link(real, Path));
        Assert.Contains("hard link", Refused("JournalNotPrivate").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_nothing_is_not_written_through()
    {
        var target = System.IO.Path.Combine(folder, "elsewhere");
        File.CreateSymbolicLink(Path, target);
        Assert.Throws<JournalException>(() => FileJournal.Create(Path));
        Assert.False(File.Exists(target));
    }

    [Fact]
    public void A_pipe_is_not_waited_for()
    {
        Assert.Equal(0, mkfifo(Path, 384));
        Assert.Contains("a pipe", Refused("NotAJournal").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_only_journal_is_shown_but_not_gone_on_with()
    {
        Write();
        File.SetUnixFileMode(Path, UnixFileMode.UserRead);
        Assert.Contains("-WhatIf", Refused("JournalReadOnly").Remedy, StringComparison.Ordinal);
        Assert.Single(JournalFile.Open("Trial", Path, resume: true, whatIf: true, path => path).Entries);
    }

    private void Write() => Journals.Write(Path, [Journals.Entry("one")]);

    private JournalException Refused(string id)
    {
        var refused = Assert.Throws<JournalException>(() => FileJournal.Resume(Path));
        Assert.Equal(id, refused.ErrorId);
        return refused;
    }

    [DllImport("libc", CharSet = CharSet.Ansi, BestFitMapping = false)]
    private static extern int chown(string path, uint owner, uint group);

    [DllImport("libc", CharSet = CharSet.Ansi, BestFitMapping = false)]
    private static extern int link(string path, string name);

    [DllImport("libc", CharSet = CharSet.Ansi, BestFitMapping = false)]
    private static extern int mkfifo(string path, uint mode);
}
