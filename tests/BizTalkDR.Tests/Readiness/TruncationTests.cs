using BizTalkDR.Backups;
using BizTalkDR.Group;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Tests.Readiness;

public class TruncationTests
{
    private static readonly string Long = @"\\FILES\BizTalk\" + new string('x', 120);

    private static ReadinessObservations With(string path, string name) =>
        ObservationsBuilder
            .Healthy()
            .WithSteps($"exec sp_BackupAllFull_Schedule 'd', '{name}', '{path}', 1", $"exec sp_MarkAll '{name}', '{path}'");

    [Fact]
    public void A_folder_and_a_name_that_are_cut_are_told_for_each_procedure_with_what_is_left_of_them()
    {
        var results = With(Long, "Contoso_EU").WithProcedures().Judge("Lengths");

        var paths = results.Where(result => result.Status == ReadinessStatus.Failed).ToList();
        Assert.Equal(2, paths.Count);
        Assert.All(paths, result => Assert.Contains($"'{Long[..128]}'", result.Detail, StringComparison.Ordinal));
        var names = results.Where(result => result.Status == ReadinessStatus.Warning).ToList();
        Assert.Equal(2, names.Count);
        Assert.All(names, result => Assert.Contains("'Contoso_'", result.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public void What_fits_passes() =>
        Assert.Equal(ReadinessStatus.Passed, Assert.Single(With(@"\\FILES\BizTalk", "BTS").WithProcedures().Judge("Lengths")).Status);

    [Fact]
    public void Where_the_lengths_can_not_be_read_a_long_folder_is_unknown() =>
        Assert.All(With(Long, "BTS").Judge("Lengths"), result => Assert.Equal(ReadinessStatus.Unknown, result.Status));

    [Fact]
    public void A_long_name_of_a_server_is_cut_in_the_names_of_files_and_two_that_begin_alike_may_share_one()
    {
        const string Prefix = "CONTOSO-PRODUCTION-CLUSTER-0001";
        var one = With(@"\\FILES\BizTalk", "BTS")
            .WithProcedures()
            .With("PROD", instance => instance with { Identity = instance.Identity with { ServerName = Prefix + @"\A" } });
        var source = one.Instance("PROD");
        var other = source with
        {
            Identity = source.Identity with
            {
                Instance = new() { Name = "PROD2" },
                ServerName = Prefix + @"\B",
            },
        };
        var two = one with
        {
            Instances = [.. one.Instances, other],
            Group = Reading<BizTalkGroup>.Of(new BizTalkGroup { Databases = [Orders("PROD"), Orders("PROD2")] }),
        };

        Assert.Equal(ReadinessStatus.Warning, Assert.Single(one.Judge("Lengths")).Status);
        Assert.All(two.Judge("Lengths"), result => Assert.Equal((ReadinessStatus.Failed, "ORDERS"), (result.Status, result.Database)));

        static BizTalkDatabase Orders(string instance) =>
            new()
            {
                Name = "Orders",
                Server = instance,
                Instance = instance,
                InBackupJob = true,
            };
    }
}
