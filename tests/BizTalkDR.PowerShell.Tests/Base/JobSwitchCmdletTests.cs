using BizTalkDR.Agent;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Tests.Hosting;

namespace BizTalkDR.PowerShell.Tests.Base;

public sealed class JobSwitchCmdletTests : CmdletTests
{
    public JobSwitchCmdletTests() => Engine = Samples.EngineWithJobs();

    [Fact]
    public void Disabling_backup_jobs_leaves_the_destination_alone()
    {
        var run = Run("Disable-BtsBackupJob $topology -Verbose");
        Assert.Equal(["disable Backup BizTalk Server (BizTalkMgmtDb) on PROD1"], Engine.Done);
        Assert.Equal([("'Backup BizTalk Server (BizTalkMgmtDb)' on PROD1", "Disable job")], run.Asked);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Disabling_restore_jobs_leaves_the_source_and_Restore_To_Mark_alone()
    {
        Run("Disable-BtsRestoreJob $topology");
        Assert.Equal(
            ["disable BTS Log Shipping - Get Backup History on DR1", "disable BTS Log Shipping - Restore Databases on DR1"],
            Engine.Done
        );
    }

    [Fact]
    public void Enabling_returns_the_job_as_it_is_then_with_PassThru()
    {
        var job = Samples.BackupJob with { IsEnabled = false };
        Engine.Jobs["PROD1"] = [job];
        Assert.Equal([job with { IsEnabled = true, Changed = true }], Run("Enable-BtsBackupJob $topology -PassThru").Output);
        Assert.All(Run("Enable-BtsRestoreJob $topology -PassThru").Output, each => Assert.False(Assert.IsType<AgentJob>(each).Changed));
        Assert.All(Run("Get-BtsJob $topology").Output, each => Assert.Null(Assert.IsType<AgentJob>(each).Changed));
    }

    [Fact]
    public void A_job_that_could_not_be_marked_is_named_so_that_somebody_remembers_it()
    {
        Assert.Empty(Run("Disable-BtsBackupJob $topology").Warnings);
        Engine.IsWithoutMarks = true;
        Assert.Contains("carries no mark", Assert.Single(Run("Disable-BtsBackupJob $topology").Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_shows_and_does_nothing()
    {
        var run = Run("Disable-BtsRestoreJob $topology -PassThru -WhatIf");
        Assert.Equal(2, run.Asked.Count);
        Assert.Empty(Engine.Done);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void It_is_not_asked_about_unless_the_caller_confirms()
    {
        Assert.Empty(Run("Disable-BtsRestoreJob $topology").Questions);
        Session.Host.Answer = false;
        Engine.Done.Clear();
        Assert.Equal(2, Run("Disable-BtsRestoreJob $topology -Confirm").Questions.Count);
        Assert.Empty(Engine.Done);
    }

    [Fact]
    public void No_job_found_is_an_error_that_names_the_instances()
    {
        Engine.Jobs.Clear();
        var error = ErrorOf("Disable-BtsBackupJob $topology");
        Assert.Equal("JobNotFound", error.Id());
        Assert.Contains("PROD1, PROD2", error.Exception.Message);
    }

    [Fact]
    public void An_instance_that_does_not_answer_is_the_error_not_the_missing_job()
    {
        Engine.Broken["PROD1"] = new InstanceConnectionException("InstanceUnreachable", "gone") { Server = "PROD1" };
        Assert.Equal("InstanceUnreachable", ErrorOf("Disable-BtsBackupJob $topology").Id());
    }

    [Fact]
    public void A_job_that_can_not_be_changed_does_not_keep_the_next_from_it()
    {
        Engine.Broken[Samples.HistoryJob.Name] = new BizTalkDRException("JobNotChanged", ErrorKind.Operation, "no");
        Assert.Equal("JobNotChanged", ErrorOf("Disable-BtsRestoreJob $topology").Id());
        Assert.Equal(["disable BTS Log Shipping - Restore Databases on DR1"], Engine.Done);
    }

    [Fact]
    public void A_job_piped_in_without_a_topology_is_reached_by_its_instances_name()
    {
        Session["job"] = Samples.BackupJob;
        Run("$job | Disable-BtsBackupJob");
        Assert.Equal("PROD1", Assert.Single(Engine.Topology!.Source).Name);
        Assert.Single(Engine.Done);
    }

    [Fact]
    public void Jobs_go_down_the_pipeline_with_their_topology()
    {
        Run("Get-BtsJob $topology -Kind Backup | Disable-BtsBackupJob -Topology $topology");
        Assert.Equal("sample", Engine.Topology!.Name);
        Assert.Equal(["disable Backup BizTalk Server (BizTalkMgmtDb) on PROD1"], Engine.Done);
    }

    [Fact]
    public void A_job_of_another_kind_is_refused()
    {
        Session["job"] = Samples.RestoreJob;
        Assert.Equal("WrongJobKind", ErrorOf("$job | Disable-BtsBackupJob").Id());
        Assert.Empty(Engine.Done);
    }

    [Fact]
    public void A_job_that_went_through_a_remote_session_is_the_same_job()
    {
        Session["job"] = System.Management.Automation.PSSerializer.Deserialize(
            System.Management.Automation.PSSerializer.Serialize(Samples.BackupJob)
        );
        Assert.Empty(Run("$job | Disable-BtsBackupJob").Errors);
        Assert.Equal(["disable Backup BizTalk Server (BizTalkMgmtDb) on PROD1"], Engine.Done);
    }
}
