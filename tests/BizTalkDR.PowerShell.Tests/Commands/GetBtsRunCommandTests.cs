using System.Text.Json;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class GetBtsRunCommandTests : CmdletTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("btsdr-runs").FullName;

    public GetBtsRunCommandTests()
    {
        Session["folder"] = folder;
        Session["cut"] = Write("cut.jsonl", JournalEntryKind.RunStarted);
        Session["stopped"] = Write("BtsFailback-20261121-090000.jsonl", JournalEntryKind.RunStarted, JournalEntryKind.RunEnded);
        File.WriteAllText(Path.Combine(folder, "other.jsonl"), "{}\n");
        File.WriteAllText(Path.Combine(folder, "notes.txt"), "");
    }

    [Fact]
    public void The_journals_of_a_folder_are_found_by_what_they_begin_with_and_its_other_files_passed_over()
    {
        var runs = Run("Get-BtsRun $folder").Output.Cast<RunSummary>().ToList();
        Assert.Equal([RunState.Stopped, RunState.CutOff], runs.Select(run => run.State).Order().Reverse());
        Assert.All(runs, run => Assert.Equal(("Failback", "Contoso", true), (run.Runbook, run.Group, run.CanResume)));
        Assert.Empty(Run("Get-BtsRun $folder").Warnings);
    }

    [Fact]
    public void Paths_come_by_argument_and_pipeline_the_current_folder_without_any()
    {
        Assert.Equal(2, Run("Set-Location $folder; Get-BtsRun").Output.Count);
        Assert.Single(Run("Get-BtsRun $cut").Output);
        Assert.Equal(3, Run("Get-Item $cut, $folder | Get-BtsRun").Output.Count);
        Directory.CreateDirectory(Path.Combine(folder, "deep", "down"));
        File.Move(Path.Combine(folder, "cut.jsonl"), Path.Combine(folder, "deep", "down", "cut"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "deep", "back"), folder);
        Assert.Single(Run("Get-BtsRun $folder").Output);
        Assert.Equal(2, Run("Get-BtsRun $folder -Recurse").Output.Count);
    }

    [Fact]
    public void Runs_are_chosen_by_what_has_become_of_them() =>
        Assert.Equal(
            RunState.CutOff,
            Assert.IsType<RunSummary>(Assert.Single(Run("Get-BtsRun $folder -State CutOff, Ended").Output)).State
        );

    [Fact]
    public void A_file_that_is_named_and_is_no_journal_is_an_error()
    {
        Assert.Equal("NotAJournal", ErrorOf("Get-BtsRun (Join-Path $folder other.jsonl)").Id());
        Assert.Equal("JournalNotFound", ErrorOf("Get-BtsRun (Join-Path $folder none.jsonl)").Id());
    }

    [Fact]
    public void A_file_with_a_journals_own_name_that_is_none_any_more_is_told()
    {
        File.WriteAllText(Path.Combine(folder, "BtsFailback-20261122-090000.jsonl"), "");
        Assert.Contains("is empty", Assert.Single(Run("Get-BtsRun $folder").Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_is_told_with_its_line_and_what_the_lines_before_say()
    {
        var path = Path.Combine(folder, "cut.jsonl");
        File.AppendAllText(path, "more\n");
        var run = Assert.IsType<RunSummary>(Assert.Single(Run("Get-BtsRun $cut").Output));
        Assert.Equal((RunState.Damaged, "Contoso", false), (run.State, run.Group, run.CanResume));
        Assert.Contains("line 3", run.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_goes_to_the_failback_by_the_pipeline_and_by_argument()
    {
        var read = new List<int>();
        Engine.FailbackRun = run =>
        {
            read.Add(run.Journal.Entries.Count);
            return [];
        };
        Assert.Null(Run("Get-BtsRun $stopped | Invoke-BtsFailback $topology -Resume").Failure);
        Assert.Null(Run("$run = Get-BtsRun $cut; Invoke-BtsFailback $topology -Resume -JournalPath $run").Failure);
        Assert.Equal([2, 1], read);
    }

    [Fact]
    public void A_damaged_journal_is_not_gone_on_with_and_what_there_is_to_go_by_is_told()
    {
        File.AppendAllText(Path.Combine(folder, "cut.jsonl"), "more\n");
        var run = Run("Invoke-BtsFailback $topology -Resume -JournalPath $cut");
        Assert.Equal("JournalDamaged", run.Failure!.Id());
        var told = Assert.Single(run.Warnings);
        Assert.Contains("first 2 lines are sound", told, StringComparison.Ordinal);
        Assert.Contains("PROD1 does not answer", told, StringComparison.Ordinal);
    }

    [Fact]
    public void What_can_be_gone_on_with_is_offered_for_a_journals_path()
    {
        Run("Set-Location $folder");
        var offers = Session.Complete("Invoke-BtsFailback $topology -Resume -JournalPath ");
        Assert.Equal(
            ["./BtsFailback-20261121-090000.jsonl", "./cut.jsonl"],
            offers.Select(offer => offer.CompletionText).Order(StringComparer.Ordinal)
        );
        Assert.Contains("of Contoso", offers[0].ToolTip, StringComparison.Ordinal);
    }

    [Fact]
    public void The_view_fits_into_80_columns()
    {
        var lines = Run("Get-BtsRun $folder | Out-String -Width 80 -Stream").Output.Select(line => $"{line}").ToList();
        Assert.Contains(
            lines,
            line => line.Contains("Stopped", StringComparison.Ordinal) && line.Contains("Contoso", StringComparison.Ordinal)
        );
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Directory.Delete(folder, recursive: true);
    }

    private string Write(string name, params JournalEntryKind[] kinds)
    {
        var path = Path.Combine(folder, name);
        using var journal = FileJournal.Create(path);
        journal.Begin(JournalHeader.Of("Failback", new RunIdentity { Topology = "Contoso" }));
        foreach (var kind in kinds)
            journal.Write(
                new JournalEntry
                {
                    TimeUtc = DateTime.UtcNow,
                    Kind = kind,
                    Text = "x",
                    Data =
                        kind == JournalEntryKind.RunStarted
                            ? JsonSerializer.SerializeToElement(new RunStarter("me", "here", "0.1.0", [1, 2]))
                            : null,
                }
            );
        return path;
    }
}
