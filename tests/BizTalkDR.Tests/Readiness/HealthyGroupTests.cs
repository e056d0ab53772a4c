using BizTalkDR.Readiness;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Readiness;

public sealed class HealthyGroupTests(ReadinessFixture healthy) : IClassFixture<ReadinessFixture>
{
    [Fact]
    public void A_healthy_group_passes_and_only_what_nobody_can_tell_is_unknown()
    {
        var results = healthy.Sides.Test();

        Assert.All(results, result => Assert.True(result.Status is ReadinessStatus.Passed, result.ToString()));
        Assert.Equal(Enum.GetValues<ReadinessArea>(), results.Select(result => result.Area).Distinct().Order());
    }

    [Fact]
    public void What_MSDTC_does_on_the_computers_is_not_pretended_to_be_known()
    {
        var topology = healthy.Sides.Topology with { Computers = [new BizTalkComputer { Name = "BTS01" }] };

        var results = new DisasterRecoveryTest(healthy.Sides.Connector).Run(
            topology,
            new ReadinessOptions { Areas = [ReadinessArea.Network] }
        );

        var msdtc = results.Fault("Msdtc");
        msdtc.IsAt(ReadinessStatus.Unknown, "BTS01");
        Assert.Contains("Get-DtcNetworkSetting", msdtc.Remedy);
    }

    [Fact]
    public void Every_check_of_every_area_names_the_page_of_its_rule_but_for_mere_reachability() =>
        Assert.All(healthy.Sides.Test().Where(result => result.Name != "Reachable"), result => Assert.NotNull(result.DocumentationUri));

    [Fact]
    public void Every_database_has_its_checks_on_both_sides()
    {
        var results = healthy.Sides.Test();

        foreach (var check in new[] { "Coverage", "OrphanedUsers", "BackupUsers", "FilesReadable", "DestinationState" })
            Assert.Equal(9, results.Count(result => result.Name == check));
        Assert.Equal(18, results.Count(result => result.Name == "RecoveryModel"));
    }

    [Fact]
    public void Only_the_areas_asked_for_are_tested() =>
        Assert.Equal(
            [ReadinessArea.Instance, ReadinessArea.Security],
            healthy.Sides.Test(ReadinessArea.Security, ReadinessArea.Instance).Select(result => result.Area).Distinct()
        );

    [Fact]
    public void What_is_being_done_is_told_as_it_goes()
    {
        var told = new List<string>();

        new DisasterRecoveryTest(healthy.Sides.Connector).Run(
            healthy.Sides.Topology,
            null,
            text =>
            {
                lock (told)
                    told.Add(text);
            }
        );

        Assert.Contains(told, text => text.Contains("DR-SQL2"));
        Assert.True(told.Count >= 4);
    }
}
