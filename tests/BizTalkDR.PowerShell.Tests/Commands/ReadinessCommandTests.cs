using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.LogShipping;
using BizTalkDR.PowerShell.Commands;
using BizTalkDR.Readiness;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class ReadinessCommandTests
{
    private readonly FakeEngine engine = new()
    {
        ReadinessResults = [Result("JobEnabled", ReadinessStatus.Failed), Result("Version", ReadinessStatus.Passed)],
    };

    private static ReadinessResult Result(string name, ReadinessStatus status) =>
        new()
        {
            Area = ReadinessArea.BackupJob,
            Name = name,
            Status = status,
            Detail = name,
        };

    [Fact]
    public void Test_writes_every_result_in_order_and_a_failed_check_is_no_error()
    {
        var ran = new TestBtsDisasterRecoveryCommand { Topology = Samples.Argument, CreateEngine = FakeEngine.Factory(engine) }.Run();

        Assert.Equal(["JobEnabled", "Version"], ran.Output.Cast<ReadinessResult>().Select(result => result.Name));
        Assert.Empty(ran.Errors);
    }

    [Fact]
    public void Test_passes_areas_and_limits_on()
    {
        new TestBtsDisasterRecoveryCommand
        {
            Topology = Samples.Argument,
            CreateEngine = FakeEngine.Factory(engine),
            Area = [ReadinessArea.Storage],
            MaximumDataLoss = TimeSpan.FromMinutes(20),
            MaximumLag = TimeSpan.FromMinutes(40),
        }.Run();

        Assert.Equal([ReadinessArea.Storage], engine.ReadinessOptions!.Areas);
        Assert.Equal(
            (TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(40)),
            (engine.ReadinessOptions.MaximumDataLoss, engine.ReadinessOptions.MaximumLag)
        );
    }

    [Fact]
    public void Test_tells_verbosely_what_it_does_and_writes_from_one_thread_only()
    {
        var ran = new TestBtsDisasterRecoveryCommand { Topology = Samples.Argument, CreateEngine = FakeEngine.Factory(engine) }.Run();

        Assert.Equal(["Asking."], ran.Verbose);
        Assert.Single(ran.Threads);
    }

    [Fact]
    public void Test_takes_both_sides_without_a_topology()
    {
        new TestBtsDisasterRecoveryCommand
        {
            SqlInstance = ["P1", "P2"],
            DestinationSqlInstance = ["D1"],
            ManagementDatabase = "Mgmt",
            CreateEngine = FakeEngine.Factory(engine),
        }.Run();

        Assert.Equal(["P1", "P2"], engine.Topology!.Source.Select(instance => instance.Name));
        Assert.Equal(["D1"], engine.Topology.Destination.Select(instance => instance.Name));
        Assert.Equal(("P1", "Mgmt"), (engine.Topology.ManagementDatabase.Instance, engine.Topology.ManagementDatabase.Database));
    }

    [Fact]
    public void Test_reports_what_the_engine_can_not_do_at_all_as_an_error()
    {
        engine.Broken["readiness"] = new BizTalkDRException("UnknownInstance", ErrorKind.Configuration, "No such instance.");

        var ran = new TestBtsDisasterRecoveryCommand { Topology = Samples.Argument, CreateEngine = FakeEngine.Factory(engine) }.Run();

        Assert.Equal("UnknownInstance", Assert.Single(ran.Errors).Id);
    }

    [Fact]
    public void Status_is_one_object_per_instance_or_with_Detailed_one_per_database()
    {
        engine.LogShipping = [Status("DR1"), new LogShippingStatus { Instance = "DR2", Failure = "DR2 does not answer." }];
        var topology = Samples.Topology with { Destination = [.. Samples.Topology.Destination, new InstanceReference { Name = "DR2" }] };
        GetBtsLogShippingStatusCommand Command() => new() { Topology = new(topology), CreateEngine = FakeEngine.Factory(engine) };

        var instances = Command().Run();
        var databases = Command().Run(nameof(GetBtsLogShippingStatusCommand.Detailed));

        Assert.Equal(["DR1", "DR2"], instances.Output.Cast<LogShippingStatus>().Select(status => status.Instance));
        Assert.Equal(["The tables differ."], instances.Warnings);
        Assert.Equal(["BizTalkMgmtDb", "SSODB"], databases.Output.Cast<LogShippingDatabase>().Select(database => database.Database));
        Assert.Contains("DR2 does not answer.", databases.Warnings);
    }

    [Fact]
    public void Status_looks_only_at_the_instances_asked_for()
    {
        engine.LogShipping = [Status("DR1")];

        new GetBtsLogShippingStatusCommand
        {
            Topology = Samples.Argument,
            Instance = ["X*"],
            CreateEngine = FakeEngine.Factory(engine),
        }.Run();

        Assert.Empty(engine.Topology!.Destination);
        Assert.Equal(2, engine.Topology.Source.Count);
    }

    private static LogShippingStatus Status(string instance) =>
        new()
        {
            Instance = instance,
            Warnings = ["The tables differ."],
            Databases =
            [
                new LogShippingDatabase
                {
                    Instance = instance,
                    Database = "BizTalkMgmtDb",
                    State = DatabaseState.Restoring,
                },
                new LogShippingDatabase
                {
                    Instance = instance,
                    Database = "SSODB",
                    State = DatabaseState.Restoring,
                },
            ],
        };
}
