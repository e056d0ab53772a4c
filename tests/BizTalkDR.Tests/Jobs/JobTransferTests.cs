using System.IO;
using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Jobs;
using BizTalkDR.Jobs.Checks;
using BizTalkDR.Jobs.Definitions;
using BizTalkDR.Jobs.Import;
using BizTalkDR.Jobs.Saved;
using BizTalkDR.Sql;
using BizTalkDR.Tests.Logins;
using BizTalkDR.Tests.Readiness;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Tests.Jobs;

public sealed class JobTransferTests : IClassFixture<ReadinessFixture>, IDisposable
{
    private static readonly Dictionary<string, string> ToTheOtherSide = new(StringComparer.OrdinalIgnoreCase)
    {
        ["PROD-SQL1"] = "DR-SQL1",
        ["PROD-SQL2"] = "DR-SQL2",
    };

    private readonly SandboxSides sides;
    private readonly string folder = Directory.CreateTempSubdirectory("btsdr-jobs-").FullName;

    public JobTransferTests(ReadinessFixture healthy)
    {
        sides = healthy.Sides;
        GroupJobs.Make(sides);
    }

    public void Dispose()
    {
        foreach (var instance in new[] { "DR-SQL1", "DR-SQL2" })
            sides.InDatabase(
                instance,
                "msdb",
                "DECLARE @name sysname WHILE 1 = 1 BEGIN SET @name = NULL "
                    + "SELECT TOP (1) @name = name FROM dbo.sysjobs WHERE name NOT LIKE 'BTS Log Shipping%' AND name <> 'syspolicy_purge_history' "
                    + "IF @name IS NULL BREAK EXEC dbo.sp_delete_job @job_name = @name END"
            );
        Directory.Delete(folder, recursive: true);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IJobTransfer Jobs => new DisasterRecovery(sides.Impatient).Jobs;

    private JobExport Export() => Jobs.Export(sides.Topology, null, Stop);

    private JobImportPlan Plan(JobExport jobs, JobImportOptions? options = null) =>
        Jobs.Plan(sides.Topology, jobs, options ?? new JobImportOptions { MapInstance = ToTheOtherSide }, Stop);

    private IReadOnlyList<JobImport> Import(JobExport jobs, JobImportOptions? options = null) =>
        [.. Plan(jobs, options).Jobs.Select(job => Jobs.Import(sides.Topology, job, Stop))];

    private T? Ask<T>(string instance, string query)
    {
        using var connection = sides.Connector.Open(sides.Topology.Instance(instance), "msdb");
        return SqlQuery.Scalar<T>(connection, query);
    }

    private int Count(string instance, string query) => Ask<int>(instance, query);

    [Fact]
    public void Jobs_are_known_by_what_their_steps_call_whatever_their_titles()
    {
        var renamed = "Tidy up";
        sides.InDatabase("PROD-SQL1", "msdb", $"EXEC dbo.sp_update_job @job_name = N'{GroupJobs.Cleanup}', @new_name = N'{renamed}'");
        try
        {
            var jobs = Export().Instances.SelectMany(instance => instance.Jobs).ToList();
            Assert.Equal(BizTalkJob.MessageCleanup, jobs.Single(job => job.Name == renamed).Job);
            Assert.Equal(BizTalkJob.Backup, jobs.Single(job => job.Name == ReadinessRunning.BackupJob).Job);
            Assert.Equal(BizTalkJob.ManageRefCountLog, jobs.Single(job => job.Name == GroupJobs.RefCount).Job);
            Assert.Equal(["BizTalkMsgBoxDb"], jobs.Single(job => job.Name == GroupJobs.Copy).Databases);
            Assert.DoesNotContain(jobs, job => job.Job == BizTalkJob.LogShipping);
        }
        finally
        {
            sides.InDatabase("PROD-SQL1", "msdb", $"EXEC dbo.sp_update_job @job_name = N'{renamed}', @new_name = N'{GroupJobs.Cleanup}'");
        }
    }

    [Fact]
    public void The_file_reads_back_the_same_and_its_script_is_TSQL_that_enables_nothing()
    {
        var file = Path.Combine(folder, "jobs.json");
        var jobs = Export();
        JobFile.Save(jobs, file);
        if (OperatingSystem.IsLinux())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(JobFile.ScriptOf(file)));
        var read = JobFile.Load(file);
        Assert.Equal(jobs.Group, read.Group);
        Assert.Equal(
            jobs.Instances.SelectMany(instance => instance.Jobs).SelectMany(job => job.Steps),
            read.Instances.SelectMany(instance => instance.Jobs).SelectMany(job => job.Steps)
        );
        var script = File.ReadAllText(JobFile.ScriptOf(file));
        new TSql150Parser(true).Parse(new StringReader(script), out var errors);
        Assert.Empty(errors);
        Assert.DoesNotMatch(@"(?m)^[^-].*@enabled = 1(?!,? *@freq)(?!.*@freq_type)", script);
        Assert.DoesNotContain($"sp_add_jobschedule @job_name = N'{GroupJobs.Cleanup}'", script, StringComparison.Ordinal);
        File.WriteAllText(file, "{}");
        Assert.Equal("NotAJobFile", Assert.Throws<BizTalkDRException>(() => JobFile.Load(file)).ErrorId);
    }

    [Fact]
    public void Jobs_are_made_whole_where_their_databases_go_and_stay_disabled_until_those_are_online()
    {
        var jobs = Export();
        var made = Import(jobs);
        Assert.All(made, job => Assert.Equal((JobImportState.Created, true, false), (job.State, job.Changed, job.IsEnabled)));
        var copy = made.Single(job => job.Name == GroupJobs.Copy);
        Assert.Equal("DR-SQL1", copy.Instance);
        Assert.Contains(copy.Notes, note => note.Contains("BizTalkMsgBoxDb", StringComparison.Ordinal));
        Assert.Equal(
            0,
            Count(
                "DR-SQL1",
                "SELECT COUNT(*) FROM dbo.sysjobs WHERE enabled = 1 AND name NOT LIKE 'BTS Log Shipping%' AND name <> 'syspolicy_purge_history'"
            )
        );
        Assert.Equal(
            1,
            Count(
                "DR-SQL1",
                $"SELECT COUNT(*) FROM dbo.sysjobschedules AS js INNER JOIN dbo.sysjobs AS j ON j.job_id = js.job_id WHERE j.name = N'{GroupJobs.Copy}'"
            )
        );
        Assert.All(Import(jobs), job => Assert.Equal((JobImportState.Present, false), (job.State, job.Changed)));
    }

    [Fact]
    public void Names_in_steps_are_mapped_only_when_asked_in_every_way_of_writing_them_and_told_of_otherwise()
    {
        var jobs = Export();
        var mapped = Import(
                jobs,
                new JobImportOptions
                {
                    MapInstance = ToTheOtherSide,
                    MapDatabase = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["BizTalkDTADb"] = "Tracking" },
                }
            )
            .Single(job => job.Name == GroupJobs.Own);
        Assert.Empty(mapped.SourceNames);
        Assert.Equal(
            "exec contoso_Copy N'DR-SQL2', N'Tracking' -- [DR-SQL2] \"DR-SQL2\" PROD-SQL20 \\\\PROD-SQL2\\share",
            Ask<string>(
                "DR-SQL1",
                $"SELECT s.command FROM dbo.sysjobsteps AS s INNER JOIN dbo.sysjobs AS j ON j.job_id = s.job_id WHERE j.name = N'{GroupJobs.Own}'"
            )
        );
        var unmapped = Plan(jobs, new JobImportOptions()).Jobs.Single(job => job.Name == GroupJobs.Own);
        Assert.Equal(["PROD-SQL2"], unmapped.SourceNames);
    }

    [Fact]
    public void Another_job_of_the_name_a_missing_owner_and_another_groups_file_are_refused()
    {
        var jobs = Export();
        sides.InDatabase(
            "DR-SQL1",
            "msdb",
            $"EXEC dbo.sp_add_job @job_name = N'{GroupJobs.RefCount}' EXEC dbo.sp_add_jobserver @job_name = N'{GroupJobs.RefCount}'"
        );
        Assert.Equal("OtherJob", Plan(jobs).Jobs.Single(job => job.Name == GroupJobs.RefCount).ErrorId);

        var orphaned = jobs with
        {
            Instances =
            [
                .. jobs.Instances.Select(instance =>
                    instance with
                    {
                        Jobs = [.. instance.Jobs.Select(job => job with { Owner = "Gone", Category = "New category" })],
                    }
                ),
            ],
        };
        var refused = Plan(orphaned).Jobs.Single(job => job.Name == GroupJobs.Copy);
        Assert.Equal((JobImportState.Refused, "OwnerMissing"), (refused.State, refused.ErrorId));
        var owned = Import(
            orphaned,
            new JobImportOptions
            {
                MapInstance = ToTheOtherSide,
                Owner = "sa",
                IsWanted = name => name == GroupJobs.Copy,
            }
        );
        Assert.Equal(JobImportState.Created, Assert.Single(owned).State);
        Assert.Equal(
            "New category",
            Ask<string>(
                "DR-SQL1",
                $"SELECT c.name FROM dbo.sysjobs AS j INNER JOIN dbo.syscategories AS c ON c.category_id = j.category_id WHERE j.name = N'{GroupJobs.Copy}'"
            )
        );
        var foreign = jobs with { Group = new GroupIdentity(Guid.NewGuid(), "OtherMgmtDb") };
        Assert.Equal("JobsOfAnotherGroup", Assert.Throws<BizTalkDRException>(() => Plan(foreign)).ErrorId);
    }

    [Fact]
    public void Message_Cleanup_is_never_enabled_scheduled_or_started_whatever_the_file_says()
    {
        var jobs = Export();
        var tempting = jobs with
        {
            Instances =
            [
                .. jobs.Instances.Select(instance =>
                    instance with
                    {
                        Jobs =
                        [
                            .. instance.Jobs.Select(job =>
                                job.Name == GroupJobs.Cleanup
                                    ? job with
                                    {
                                        IsEnabled = true,
                                        Databases = [],
                                        Schedules = instance.Jobs.First(other => other.Schedules.Count > 0).Schedules,
                                    }
                                    : job
                            ),
                        ],
                    }
                ),
            ],
        };
        Import(tempting);
        Assert.Equal(
            0,
            Count(
                "DR-SQL1",
                $"SELECT COUNT(*) FROM dbo.sysjobs AS j LEFT JOIN dbo.sysjobschedules AS js ON js.job_id = j.job_id WHERE j.name = N'{GroupJobs.Cleanup}' AND (j.enabled = 1 OR js.schedule_id IS NOT NULL)"
            )
        );
    }

    [Fact]
    public void The_test_knows_what_each_database_must_have()
    {
        IReadOnlyList<JobTestResult> Test() => Jobs.Test(sides.Topology, InstanceSide.Source, Stop);
        JobTestResult Of(BizTalkJob job) => Assert.Single(Test(), result => result.Job == job);

        Assert.DoesNotContain(Test(), result => result.State is JobTestState.Missing or JobTestState.MustNotRun);
        Assert.Equal(JobTestState.Good, Of(BizTalkJob.MessageCleanup).State);

        sides.InDatabase(
            "PROD-SQL1",
            "msdb",
            $"EXEC dbo.sp_update_job @job_name = N'{GroupJobs.Cleanup}', @enabled = 1 EXEC dbo.sp_update_job @job_name = N'{GroupJobs.RefCount}', @enabled = 0"
        );
        var results = Test();
        sides.InDatabase(
            "PROD-SQL1",
            "msdb",
            $"EXEC dbo.sp_update_job @job_name = N'{GroupJobs.Cleanup}', @enabled = 0 EXEC dbo.sp_update_job @job_name = N'{GroupJobs.RefCount}', @enabled = 1"
        );
        Assert.Equal(JobTestState.MustNotRun, results.Single(result => result.Job == BizTalkJob.MessageCleanup).State);
        Assert.Equal(JobTestState.Disabled, results.Single(result => result.Job == BizTalkJob.ManageRefCountLog).State);

        var other = Jobs.Test(sides.Topology, InstanceSide.Destination, Stop);
        Assert.Contains(
            other,
            result => result is { Job: BizTalkJob.DeadProcesses, State: JobTestState.Missing, Database: "BizTalkMsgBoxDb" }
        );
    }
}
