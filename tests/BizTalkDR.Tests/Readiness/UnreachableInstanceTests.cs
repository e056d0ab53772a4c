using BizTalkDR.Readiness;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Readiness;

public sealed class UnreachableInstanceTests(ReadinessFixture healthy) : IClassFixture<ReadinessFixture>
{
    private IReadOnlyList<ReadinessResult> TestWithout(params string[] names)
    {
        // Nobody listens there.
        InstanceReference Down(InstanceReference instance) =>
            names.Contains(instance.Name) ? instance with { Address = "127.0.0.1,1" } : instance;
        var topology = healthy.Sides.Topology with
        {
            Source = [.. healthy.Sides.Topology.Source.Select(Down)],
            Destination = [.. healthy.Sides.Topology.Destination.Select(Down)],
        };
        return new DisasterRecoveryTest(healthy.Sides.Impatient).Run(topology);
    }

    [Fact]
    public void A_destination_that_is_down_fails_its_own_check_leaves_others_unknown_and_the_rest_goes_on()
    {
        var results = TestWithout("DR-SQL2");

        results.Fault("Reachable").IsAt(ReadinessStatus.Failed, "DR-SQL2");
        Assert.All(
            results.Where(result => result.Server == "DR-SQL2" && result.Name != "Reachable"),
            result => Assert.Equal(ReadinessStatus.Unknown, result.Status)
        );
        Assert.All(
            results.Where(result => result.Server is "PROD-SQL1" or "PROD-SQL2" && result.Name != "MarkAge"),
            result => Assert.True(result.Status == ReadinessStatus.Passed, result.ToString())
        );
        Assert.Equal(ReadinessStatus.Passed, results.Single(result => result is { Name: "LogShippingLag", Server: "DR-SQL1" }).Status);
        Assert.Equal(ReadinessStatus.Unknown, results.Single(result => result.Name == "MarkAge").Status);
        Assert.Contains("DR-SQL2 does not answer", results.Single(result => result.Name == "RestorePlan").Detail);
        Assert.Single(results, result => result.Status == ReadinessStatus.Failed);
    }

    [Fact]
    public void With_production_down_the_destination_is_still_judged_by_what_it_knows_itself()
    {
        var results = TestWithout("PROD-SQL1", "PROD-SQL2");

        Assert.Equal(
            ["PROD-SQL1", "PROD-SQL2"],
            results.Where(result => result.Status == ReadinessStatus.Failed).Select(result => result.Server)
        );
        Assert.Equal(9, results.Count(result => result is { Name: "DestinationState", Status: ReadinessStatus.Passed }));
        Assert.Equal(ReadinessStatus.Passed, results.Single(result => result.Name == "RestorePlan").Status);
        Assert.Equal(ReadinessStatus.Passed, results.Single(result => result.Name == "MarkAge").Status);
        Assert.Equal(ReadinessStatus.Unknown, results.Single(result => result.Name == "JobPresent").Status);
    }

    [Fact]
    public void Why_an_instance_does_not_answer_is_told_once_and_not_with_every_check_that_needs_it()
    {
        var results = TestWithout("PROD-SQL1", "PROD-SQL2", "DR-SQL1", "DR-SQL2");

        Assert.Equal(4, results.Count(result => result is { Name: "Reachable", Status: ReadinessStatus.Failed }));
        Assert.All(
            results.Where(result => result.Name != "Reachable"),
            result => Assert.DoesNotContain("Can't connect", result.Detail, StringComparison.Ordinal)
        );
        Assert.Contains("DR-SQL1 and DR-SQL2 do not answer", results.Single(result => result.Name == "RestorePlan").Detail);
    }

    [Theory]
    [InlineData("PROD-SQL1", "DR-SQL2 refuses the login")]
    [InlineData("nobody", "DR-SQL2 is not asked, as its credential is not known")]
    public void An_instance_that_refuses_the_login_is_not_said_to_be_silent(string credential, string why)
    {
        var topology = healthy.Sides.Topology with
        {
            Destination =
            [
                .. healthy.Sides.Topology.Destination.Select(instance =>
                    instance.Name == "DR-SQL2" ? instance with { CredentialReference = credential } : instance
                ),
            ],
        };
        var results = new DisasterRecoveryTest(healthy.Sides.Connector).Run(topology);

        results.Fault("Reachable").IsAt(ReadinessStatus.Failed, "DR-SQL2");
        Assert.Contains(why, results.Single(result => result.Name == "RestorePlan").Detail);
        Assert.All(results, result => Assert.DoesNotContain("DR-SQL2 does not answer", result.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public void A_topology_without_a_destination_skips_what_needs_one()
    {
        var results = new DisasterRecoveryTest(healthy.Sides.Connector).Run(healthy.Sides.Topology with { Destination = [] });

        Assert.DoesNotContain(
            results,
            result => result.Status is ReadinessStatus.Failed or ReadinessStatus.Warning && result.Name != "History"
        );
        Assert.Equal(
            [
                "Certificate",
                "DestinationState",
                "FilesReadable",
                "Folders",
                "FreeSpace",
                "FullRestore",
                "Login",
                "LogShippingSetup",
                "RestorePlan",
                "Version",
            ],
            results
                .Where(result => result.Status == ReadinessStatus.Skipped)
                .Select(result => result.Name)
                .Order(StringComparer.OrdinalIgnoreCase)
        );
    }
}
