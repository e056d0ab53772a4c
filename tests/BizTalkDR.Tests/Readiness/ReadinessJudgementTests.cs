using BizTalkDR.Agent;
using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.LogShipping;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Readiness;

/// <summary>What the checks make of facts, without any server.</summary>
public sealed class ReadinessJudgementTests
{
    private static readonly DateTime Now = ObservationsBuilder.UtcNow;

    [Theory]
    [InlineData("15.0.4430.1", "16.0.1000.6", ReadinessStatus.Warning, "can't go back")]
    [InlineData("16.0.1000.6", "15.0.4430.1", ReadinessStatus.Failed, "3169")]
    [InlineData("15.0.4430.1", "15.0.2000.5", ReadinessStatus.Passed, "15.0.2000.5")]
    public void The_destination_must_be_as_new_as_the_source_and_should_be_no_newer(
        string source,
        string destination,
        ReadinessStatus status,
        string detail
    )
    {
        var result = Assert.Single(ObservationsBuilder.Healthy(source, destination).Judge("Version"));

        result.IsAt(status, "DR");
        Assert.Contains(detail, result.Detail);
    }

    [Theory]
    [InlineData("", 25, ReadinessStatus.Unknown)]
    [InlineData("", 90, ReadinessStatus.Failed)]
    [InlineData(", 1", 145, ReadinessStatus.Unknown)]
    public void The_age_of_a_mark_is_told_by_the_clock_its_job_uses(string useLocalTime, int minutesBeforeUtcNow, ReadinessStatus status)
    {
        // The server's local time is two hours ahead of UTC.
        var mark =
            useLocalTime.Length == 0 ? Now.AddMinutes(-minutesBeforeUtcNow) : Now.AddHours(2).AddMinutes(-(minutesBeforeUtcNow - 120));
        var observed = ObservationsBuilder
            .Healthy()
            .WithSteps($@"exec sp_MarkAll 'BTS', '\\FILES\B'{useLocalTime}")
            .WithHistory(ObservationsBuilder.Set(1, BackupType.Full, Now.AddDays(-1)), ObservationsBuilder.Set(2, BackupType.Log, mark));

        Assert.Single(observed.Judge("MarkAge")).IsAt(status, "PROD");
    }

    [Fact]
    public void A_mark_whose_files_nobody_could_open_is_never_called_good()
    {
        var result = Assert.Single(
            ObservationsBuilder.Healthy().WithHistory(ObservationsBuilder.Set(2, BackupType.Log, Now.AddMinutes(-5))).Judge("MarkAge")
        );

        result.IsAt(ReadinessStatus.Unknown, "PROD");
        Assert.Contains("Not read.", result.Detail);
    }

    [Fact]
    public void Full_sets_are_counted_and_dated()
    {
        const string Daily = @"exec sp_BackupAllFull_Schedule 'd', 'BTS', '\\FILES\B'";
        var healthy = ObservationsBuilder.Healthy().WithSteps(Daily);
        BackupSet Full(long id, double daysAgo) => ObservationsBuilder.Set(id, BackupType.Full, Now.AddDays(-daysAgo));

        Assert.Equal(ReadinessStatus.Failed, healthy.Judge("FullSets")[0].Status);
        Assert.Contains("nothing else to start from", healthy.WithHistory(Full(1, 0.5)).Judge("FullSets")[0].Detail);
        Assert.Equal(ReadinessStatus.Passed, healthy.WithHistory(Full(1, 1.5), Full(5, 0.5)).Judge("FullSets")[0].Status);
        Assert.Contains("should take one every day", healthy.WithHistory(Full(1, 4), Full(5, 3)).Judge("FullSets")[0].Detail);
    }

    [Theory]
    [InlineData(JobOutcome.Failed, true, -10, ReadinessStatus.Passed)] // a run is under way
    [InlineData(JobOutcome.Succeeded, false, -10, ReadinessStatus.Passed)] // a run began after the jobs were read
    [InlineData(JobOutcome.Succeeded, false, 10, ReadinessStatus.Failed)] // older than the run that succeeded
    [InlineData(JobOutcome.Failed, false, -10, ReadinessStatus.Failed)] // that is what the failed run left
    public void Only_a_set_that_is_being_written_is_not_called_partial(
        JobOutcome outcome,
        bool isRunning,
        int lastRunAfterSet,
        ReadinessStatus status
    )
    {
        var observed = ObservationsBuilder
            .Healthy()
            .WithSteps("select 1")
            .WithHistory(
                ObservationsBuilder.Set(1, BackupType.Full, Now.AddHours(-1)),
                ObservationsBuilder.Set(2, BackupType.Log, Now.AddMinutes(-20), isComplete: false)
            );
        // The Agent writes local time, two hours ahead of UTC.
        var ran = Now.AddHours(2).AddMinutes(-20 + lastRunAfterSet);
        JobDetails Ran(JobDetails job) => job with { Job = job.Job with { LastOutcome = outcome, IsRunning = isRunning, LastRunAt = ran } };
        var after = observed.With(
            "PROD",
            instance => instance with { Jobs = Reading<IReadOnlyList<JobDetails>>.Of([.. instance.Jobs.Or([]).Select(Ran)]) }
        );

        Assert.Equal(status, after.Judge("PartialSets")[0].Status);
    }

    [Fact]
    public void A_share_of_the_servers_own_computer_warns()
    {
        var result = Assert.Single(
            ObservationsBuilder.Healthy().WithSteps(@"exec sp_MarkAll 'BTS', '\\prod.example.com\B'").Judge("BackupVolume")
        );

        result.IsAt(ReadinessStatus.Warning, "PROD");
    }

    [Fact]
    public void A_blob_container_can_not_be_looked_at_and_is_unknown()
    {
        var results = ObservationsBuilder
            .Healthy()
            .WithSteps("exec sp_MarkAll 'BTS', 'https://x.blob.core.windows.net/b'")
            .Judge("BackupPath");

        Assert.Single(results).IsAt(ReadinessStatus.Unknown, "PROD");
    }

    [Fact]
    public void Without_log_shippings_tables_the_setup_fails_and_the_lag_is_unknown()
    {
        var observed = ObservationsBuilder.Healthy() with { LogShipping = [new LogShippingStatus { Instance = "DR" }] };

        var setup = Assert.Single(observed.Judge("LogShippingSetup"));
        setup.IsAt(ReadinessStatus.Failed, "DR");
        Assert.Contains("bts_ConfigureBizTalkLogShipping", setup.Remedy);
        Assert.Single(observed.Judge("LogShippingLag")).IsAt(ReadinessStatus.Unknown, "DR");
    }

    [Fact]
    public void A_copy_whose_last_restore_nobody_recorded_is_unknown_not_good()
    {
        var status = new LogShippingStatus
        {
            Instance = "DR",
            IsConfigured = true,
            Databases =
            [
                new LogShippingDatabase
                {
                    Instance = "DR",
                    Database = "SSODB",
                    State = DatabaseState.Restoring,
                },
            ],
        };

        Assert
            .Single((ObservationsBuilder.Healthy() with { LogShipping = [status] }).Judge("LogShippingLag"))
            .IsAt(ReadinessStatus.Unknown, "DR", "SSODB");
    }

    [Theory]
    [InlineData(
        new[] { DatabaseState.Standby, DatabaseState.Standby, DatabaseState.Standby },
        new[] { ReadinessStatus.Passed, ReadinessStatus.Passed, ReadinessStatus.Passed }
    )]
    [InlineData(
        new[] { DatabaseState.Restoring, DatabaseState.Standby, DatabaseState.Restoring },
        new[] { ReadinessStatus.Passed, ReadinessStatus.Warning, ReadinessStatus.Passed }
    )]
    [InlineData(
        new[] { DatabaseState.Restoring, DatabaseState.Suspect, DatabaseState.Online },
        new[] { ReadinessStatus.Passed, ReadinessStatus.Failed, ReadinessStatus.Failed }
    )]
    public void Copies_must_all_wait_for_logs_in_the_same_way(DatabaseState[] states, ReadinessStatus[] expected)
    {
        var positions = states
            .Select(
                (state, index) =>
                    new DatabasePosition
                    {
                        Instance = "DR",
                        Database = $"D{index}",
                        State = state,
                    }
            )
            .ToList();
        var databases = positions.Select(position => new LogShippingDatabase
        {
            Instance = "DR",
            Database = position.Database,
            State = position.State,
            Source = new DatabaseKey("PROD", position.Database),
        });
        var observed = ObservationsBuilder.Healthy() with
        {
            LogShipping =
            [
                new LogShippingStatus
                {
                    Instance = "DR",
                    IsConfigured = true,
                    Databases = [.. databases],
                },
            ],
        };

        var results = observed
            .With("DR", instance => instance with { Databases = Reading<IReadOnlyList<DatabasePosition>>.Of(positions) })
            .Judge("DestinationState");

        Assert.Equal(expected, results.Select(result => result.Status));
        Assert.Equal(["D0", "D1", "D2"], results.Select(result => result.Database));
    }

    [Fact]
    public void Contradictions_of_one_kind_in_one_database_are_told_once_with_the_first_file()
    {
        BackupContradiction Gone(string database, int file) =>
            new()
            {
                Kind = BackupContradictionKind.RowWithoutFile,
                Server = "PROD",
                Database = database,
                Message = $"File {file} of {database} is not there.",
                Remedy = "Put it back.",
            };
        var observed = ObservationsBuilder.Healthy() with
        {
            History = Reading<BackupHistory>.Of(
                new BackupHistory { Contradictions = [Gone("SSODB", 1), Gone("SSODB", 2), Gone("BizTalkDTADb", 1)] }
            ),
        };

        var results = observed.Judge("History");

        Assert.Equal(["SSODB", "BizTalkDTADb"], results.Select(result => result.Database));
        Assert.Equal("File 1 of SSODB is not there. (1 more of this kind.)", results[0].Detail);
        Assert.All(results, result => result.IsAt(ReadinessStatus.Warning, "PROD", result.Database));
    }

    [Fact]
    public void What_an_instance_refuses_to_tell_is_unknown_with_the_reason()
    {
        var observed = ObservationsBuilder
            .Healthy()
            .With(
                "DR",
                instance =>
                    instance with
                    {
                        Services = Reading<IReadOnlyList<ServerService>>.Failed("VIEW SERVER STATE permission was denied."),
                    }
            );

        var result = observed.Judge("AgentService").Single(each => each.Server == "DR");

        Assert.Equal(ReadinessStatus.Unknown, result.Status);
        Assert.Contains("VIEW SERVER STATE", result.Detail);
    }
}
