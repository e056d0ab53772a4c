using System.Text.Json;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Plans;

namespace BizTalkDR.PowerShell.Tests.Commands;

/// <summary>New-, Export- and Import-BtsFailbackPlan, and Invoke-BtsFailback -Plan.</summary>
public sealed class FailbackPlanCommandTests : CmdletTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("BizTalkDR-plans-").FullName;

    public FailbackPlanCommandTests()
    {
        Engine = new FakeEngine { FailbackRun = _ => [] };
        Session["folder"] = folder;
    }

    [Fact]
    public void A_plan_is_made_with_the_choices_given_and_nothing_is_told_beside_it()
    {
        var run = Run(
            @"New-BtsFailbackPlan $topology BTS_1 -DocumentedOrder -SkipStep 5, 9 -BackupPath \\FILES\Other -KillSession -ThrottleLimit 8"
        );
        Assert.Same(Samples.FailbackPlan, Assert.Single(run.Output));
        Assert.Empty(run.Lines);
        Assert.Empty(run.Questions);
        var options = Engine.FailbackOptions!;
        Assert.Equal(
            ("BTS_1", true, @"\\FILES\Other", true, 8),
            (options.Mark, options.DocumentedOrder, options.BackupLocation, options.EndSessions, options.ThrottleLimit)
        );
        Assert.Equal([5, 9], Engine.RunbookOptions!.Skip);
    }

    [Fact]
    public void ConvertTo_Json_keeps_all_of_it_at_its_own_depth()
    {
        var run = Run("New-BtsFailbackPlan $topology | ConvertTo-Json");
        Assert.Empty(run.Warnings);
        using var json = JsonDocument.Parse((string)Assert.Single(run.Output));
        var drop = json.RootElement.GetProperty("Acts").EnumerateArray().Single(act => act.GetProperty("Act").GetString() == "Drop");
        Assert.Equal("BizTalkMgmtDb", drop.GetProperty("Database").GetString());
        Assert.True(drop.GetProperty("IsDestructive").GetBoolean());
        Assert.Equal(6, json.RootElement.GetProperty("Choices").GetProperty("Steps")[1].GetInt32());
        Assert.Equal(JsonValueKind.String, json.RootElement.GetProperty("Databases")[0].GetProperty("CopyLsn").ValueKind);
        Assert.Equal(1020, json.RootElement.GetProperty("LostSeconds").GetInt32());
    }

    [Fact]
    public void WhatIf_returns_the_plan_and_writes_no_file()
    {
        var run = Run("New-BtsFailbackPlan $topology -Path $folder/plan.json -WhatIf");
        Assert.IsType<FailbackPlan>(Assert.Single(run.Output));
        Assert.Equal("Save the failback plan", Assert.Single(run.Asked).Item2);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void Who_signs_it_off_stands_in_the_file_with_the_time_and_the_account()
    {
        var run = Run(
            "New-BtsFailbackPlan $topology | Export-BtsFailbackPlan $folder/signed.json -SignedOffBy ' Ada Meier ' -Comment 'change 4711' -PassThru -Confirm:$false"
        );
        Assert.Equal("signed.json", Assert.IsType<FileInfo>(Assert.Single(run.Output)).Name);
        var text = File.ReadAllText(Path.Combine(folder, "signed.json"));
        Assert.Contains("\"by\": \"Ada Meier\"", text, StringComparison.Ordinal);
        Assert.Contains("\"comment\": \"change 4711\"", text, StringComparison.Ordinal);
        Assert.Contains($"\"user\": \"{Environment.UserName}\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_is_not_a_reviewer() =>
        Assert.StartsWith(
            "ParameterArgumentValidationError",
            FailureOf("New-BtsFailbackPlan $topology | Export-BtsFailbackPlan $folder/signed.json -SignedOffBy ' '").Id()
        );

    [Fact]
    public void A_plan_is_run_as_an_object_and_what_it_has_decided_is_left_to_it()
    {
        Session["plan"] = Samples.FailbackPlan;
        Run("Invoke-BtsFailback $topology -Plan $plan -Force -JournalPath $folder/run.jsonl");
        Assert.Same(Samples.FailbackPlan, Engine.FailbackOptions!.Plan);
        Assert.Null(Engine.FailbackOptions.Mark);
    }

    [Theory]
    [InlineData("{}", "PlanNotAPlan")]
    [InlineData("{", "PlanNotJson")]
    public void A_file_that_is_no_plan_is_refused_before_anything_else(string text, string id)
    {
        File.WriteAllText(Path.Combine(folder, "plan.json"), text);
        Engine.FailbackRun = _ => throw new InvalidOperationException("It was run.");
        Assert.Equal(id, FailureOf("Invoke-BtsFailback $topology -Plan $folder/plan.json -Force -JournalPath $folder/run.jsonl").Id());
        Assert.Equal(id, ErrorOf("Import-BtsFailbackPlan $folder/plan.json").Id());
        Assert.False(File.Exists(Path.Combine(folder, "run.jsonl")));
    }

    [Fact]
    public void A_run_given_behind_Resume_is_not_taken_for_the_mark()
    {
        var journal = Path.Combine(folder, "run.jsonl");
        File.WriteAllText(journal, "");
        Session["run"] = new RunSummary { JournalPath = journal, State = RunState.CutOff };
        foreach (var given in new[] { "$run", "$folder/run.jsonl" })
        {
            var failure = FailureOf($"Invoke-BtsFailback $topology -Resume {given}");
            Assert.Equal("FileTakenForMark", failure.Id());
            Assert.Contains($"-Resume -JournalPath '{journal}'", failure.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        }
    }
}
