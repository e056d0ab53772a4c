using BizTalkDR.Group;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Tests.Runbook.Failback;

/// <summary>A failback's journal in a file: whose it is, whose it is not, and what is told when it can't be trusted.</summary>
public sealed class FailbackJournalTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("btsdr-failback").FullName;

    private string Path => System.IO.Path.Combine(folder, "journal.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_says_the_group_by_its_management_database_and_is_refused_for_any_other()
    {
        await using var sides = await FailbackSides.CreateAsync();
        using (var journal = FileJournal.Create(Path))
        {
            sides.Run((step, _) => step != 4, journal);
            Assert.Equal(
                (Guid)
                    sides.Read(
                        "PROD-SQL1",
                        "SELECT family_guid FROM sys.database_recovery_status WHERE database_id = DB_ID('BizTalkMgmtDb')"
                    )!,
                journal.Header!.About.Group!.ManagementFamily
            );
        }
        var run = RunSummary.Read(Path);
        Assert.Equal((RunState.Stopped, 4, StepStatus.Declined), (run.State, run.NextStep, run.LastStatus));
        Assert.Contains(run.SwitchedOff, off => off is { Server: "PROD-SQL1", Step: 1 } && off.Thing.Contains("Backup BizTalk Server"));
        Assert.Contains(run.SwitchedOff, off => off is { Step: 3 });

        using var again = FileJournal.Resume(Path);
        var other = again.Header! with { About = again.Header.About with { Group = new GroupIdentity(Guid.NewGuid(), "BizTalkMgmtDb") } };
        var refused = Assert.Throws<JournalException>(() => sides.Run((_, _) => true, new MemoryJournal(again.Entries, other)));
        Assert.Equal("JournalOfAnotherGroup", refused.ErrorId);
        Assert.Equal(StepStatus.Declined, sides.Run((step, _) => step != 4, again)[^1].Status);
    }

    [Fact]
    public async Task When_it_can_not_be_trusted_its_sound_lines_the_servers_and_the_way_on_are_told_and_a_run_begun_anew_comes_to_the_end()
    {
        await using var sides = await FailbackSides.CreateAsync();
        using (var journal = FileJournal.Create(Path))
            sides.Run((step, _) => step != 8, journal);
        var bytes = File.ReadAllBytes(Path);
        bytes[^200] ^= 1;
        File.WriteAllBytes(Path, bytes);

        Assert.Equal("JournalDamaged", Assert.Throws<JournalException>(() => FileJournal.Resume(Path)).ErrorId);
        var told = sides.Survey(Path).ToString();

        Assert.Contains("lines are sound", told, StringComparison.Ordinal);
        Assert.Contains("SSODB missing", told, StringComparison.Ordinal);
        Assert.Contains("SSODB ONLINE (newest mark BTS_", told, StringComparison.Ordinal);
        Assert.Contains("job 'Backup BizTalk Server (BizTalkMgmtDb)' is DISABLED", told, StringComparison.Ordinal);
        Assert.Contains("service 'ENTSSO' Stopped", told, StringComparison.Ordinal);
        Assert.Contains("Begin anew with another -JournalPath", told, StringComparison.Ordinal);
        Assert.True(
            told.IndexOf("service 'ENTSSO' Stopped", StringComparison.Ordinal) < told.IndexOf("The way on: ", StringComparison.Ordinal),
            "what is to be done comes after all that it rests on"
        );
        Assert.Equal(bytes, File.ReadAllBytes(Path));
        Assert.Equal(StepStatus.Succeeded, sides.Run((_, _) => true, new MemoryJournal())[^1].Status);
    }

    [Fact]
    public async Task Once_production_has_come_back_it_is_told_not_to_begin_anew()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.Run((step, _) => step != 10);
        File.WriteAllText(Path, "{\"Format\":\"BizTalkDR journal\",\n");

        var told = sides.Survey(Path).ToString();

        Assert.Contains("None of its lines can be used", told, StringComparison.Ordinal);
        Assert.Contains("Finish by hand what is left", told, StringComparison.Ordinal);
    }
}
