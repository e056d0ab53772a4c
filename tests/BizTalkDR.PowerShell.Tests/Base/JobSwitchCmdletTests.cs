using BizTalkDR.Agent;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Commands;

namespace BizTalkDR.PowerShell.Tests.Base;

public sealed class JobSwitchCmdletTests
{
    private readonly FakeEngine engine = Samples.EngineWithJobs();

    [Fact]
    public void Disabling_backup_jobs_leaves_the_destination_alone()
    {
        var runtime = Run(new DisableBtsBackupJobCommand { Topology = Samples.Argument });
        Assert.Equal(["disable Backup BizTalk Server (BizTalkMgmtDb) on PROD1"], engine.Done);
        Assert.Equal([("'Backup BizTalk Server (BizTalkMgmtDb)' on PROD1", "Disable job")], runtime.Asked);
        Assert.Empty(runtime.Output);
    }

    [Fact]
    public void Disabling_restore_jobs_leaves_the_source_and_Restore_To_Mark_alone()
    {
        Run(new DisableBtsRestoreJobCommand { Topology = Samples.Argument });
        Assert.Equal(
            ["disable BTS Log Shipping - Get Backup History on DR1", "disable BTS Log Shipping - Restore Databases on DR1"],
            engine.Done
        );
    }

    [Fact]
    public void Enabling_returns_the_job_as_it_is_then_with_PassThru()
    {
        var job = Samples.BackupJob with { IsEnabled = false };
        engine.Jobs["PROD1"] = [job];
        Assert.Equal(
            [job with { IsEnabled = true }],
            Run(new EnableBtsBackupJobCommand { Topology = Samples.Argument }, "PassThru").Output
        );
        Assert.Equal(2, Run(new EnableBtsRestoreJobCommand { Topology = Samples.Argument }, "PassThru").Output.Count);
    }

    [Fact]
    public void WhatIf_shows_and_does_nothing()
    {
        using var cmdlet = new DisableBtsRestoreJobCommand { Topology = Samples.Argument, CreateEngine = FakeEngine.Factory(engine) };
        var runtime = cmdlet.RunWhatIf("PassThru");
        Assert.Equal(2, runtime.Asked.Count);
        Assert.Empty(engine.Done);
        Assert.Empty(runtime.Output);
    }

    [Fact]
    public void No_job_found_is_an_error_that_names_the_instances()
    {
        engine.Jobs.Clear();
        var error = Assert.Single(Run(new DisableBtsBackupJobCommand { Topology = Samples.Argument }).Errors);
        Assert.Equal("JobNotFound", error.Id);
        Assert.Contains("PROD1, PROD2", error.Exception.Message);
    }

    [Fact]
    public void An_instance_that_does_not_answer_is_the_error_not_the_missing_job()
    {
        engine.Broken["PROD1"] = new InstanceConnectionException("InstanceUnreachable", "gone") { Server = "PROD1" };
        Assert.Equal("InstanceUnreachable", Assert.Single(Run(new DisableBtsBackupJobCommand { Topology = Samples.Argument }).Errors).Id);
    }

    [Fact]
    public void A_job_that_can_not_be_changed_does_not_keep_the_next_from_it()
    {
        engine.Broken[Samples.HistoryJob.Name] = new BizTalkDRException("JobNotChanged", ErrorKind.Operation, "no");
        var runtime = Run(new DisableBtsRestoreJobCommand { Topology = Samples.Argument });
        Assert.Equal("JobNotChanged", Assert.Single(runtime.Errors).Id);
        Assert.Equal(["disable BTS Log Shipping - Restore Databases on DR1"], engine.Done);
    }

    [Fact]
    public void A_job_piped_in_without_a_topology_is_reached_by_its_instances_name()
    {
        Run(new DisableBtsBackupJobCommand { InputObject = [Samples.BackupJob] });
        Assert.Equal("PROD1", Assert.Single(engine.Topology!.Source).Name);
        Assert.Single(engine.Done);
    }

    [Fact]
    public void A_job_of_another_kind_is_refused()
    {
        var error = Assert.Single(Run(new DisableBtsBackupJobCommand { InputObject = [Samples.RestoreJob] }).Errors);
        Assert.Equal("WrongJobKind", error.Id);
        Assert.Empty(engine.Done);
    }

    [Fact]
    public void Waiting_shows_progress_and_returns_the_jobs_at_rest()
    {
        using var cmdlet = new WaitBtsRestoreJobCommand
        {
            Topology = Samples.Argument,
            Timeout = 60,
            CreateEngine = FakeEngine.Factory(engine),
        };
        var runtime = cmdlet.Run();
        Assert.Equal(TimeSpan.FromMinutes(1), engine.Timeout);
        Assert.Equal(3, runtime.Output.Cast<AgentJob>().Count(job => !job.IsRunning));
        Assert.Contains("Restore Databases on DR1", runtime.Progress[0].Status);
        Assert.True(runtime.Progress[^1].IsCompleted);
    }

    [Fact]
    public void Waiting_too_long_is_an_error()
    {
        engine.Broken["wait"] = new BizTalkDRException("JobStillRunning", ErrorKind.State, "still");
        using var cmdlet = new WaitBtsRestoreJobCommand { Topology = Samples.Argument, CreateEngine = FakeEngine.Factory(engine) };
        Assert.Equal("JobStillRunning", Assert.Single(cmdlet.Run().Errors).Id);
    }

    private RecordingRuntime Run(JobInputCmdlet cmdlet, params string[] given)
    {
        using (cmdlet)
        {
            cmdlet.CreateEngine = FakeEngine.Factory(engine);
            return cmdlet.Run(given);
        }
    }
}
