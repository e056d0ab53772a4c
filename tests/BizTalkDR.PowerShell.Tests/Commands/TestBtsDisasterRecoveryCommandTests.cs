using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class TestBtsDisasterRecoveryCommandTests : CmdletTests
{
    public TestBtsDisasterRecoveryCommandTests() =>
        Engine = new FakeEngine
        {
            ReadinessResults = [Result("JobEnabled", ReadinessStatus.Failed), Result("Version", ReadinessStatus.Passed)],
        };

    [Fact]
    public void Every_result_is_written_in_order_and_a_failed_check_is_no_error()
    {
        var run = Run("Test-BtsDisasterRecovery $topology");

        Assert.Equal(["JobEnabled", "Version"], run.Output.Cast<ReadinessResult>().Select(result => result.Name));
        Assert.Empty(run.Errors);
    }

    [Theory]
    [InlineData("0:20", "0:40")]
    [InlineData("([timespan]::FromMinutes(20))", "([timespan]::FromMinutes(40))")]
    public void Areas_and_limits_reach_the_engine(string loss, string lag)
    {
        Run($"Test-BtsDisasterRecovery $topology Storage -RPO {loss} -MaximumLag {lag}");

        Assert.Equal([ReadinessArea.Storage], Engine.ReadinessOptions!.Areas);
        Assert.Equal(
            (TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(40)),
            (Engine.ReadinessOptions.MaximumDataLoss, Engine.ReadinessOptions.MaximumLag)
        );
    }

    [Fact]
    public void It_tells_verbosely_what_it_does() => Assert.Equal(["Asking."], Run("Test-BtsDisasterRecovery $topology").Verbose);

    [Fact]
    public void Both_sides_can_be_given_without_a_topology()
    {
        Run("Test-BtsDisasterRecovery -SqlInstance P1, P2 -DestinationSqlInstance D1 -ManagementDatabase Mgmt");

        Assert.Equal(["P1", "P2"], Engine.Topology!.Source.Select(instance => instance.Name));
        Assert.Equal(["D1"], Engine.Topology.Destination.Select(instance => instance.Name));
        Assert.Equal(("P1", "Mgmt"), (Engine.Topology.ManagementDatabase.Instance, Engine.Topology.ManagementDatabase.Database));
    }

    [Fact]
    public void What_the_engine_can_not_do_at_all_is_an_error()
    {
        Engine.Broken["readiness"] = new BizTalkDRException("UnknownInstance", ErrorKind.Configuration, "No such instance.");

        Assert.Equal("UnknownInstance", ErrorOf("Test-BtsDisasterRecovery $topology").Id());
    }

    private static ReadinessResult Result(string name, ReadinessStatus status) =>
        new()
        {
            Area = ReadinessArea.BackupJob,
            Name = name,
            Status = status,
            Detail = name,
        };
}
