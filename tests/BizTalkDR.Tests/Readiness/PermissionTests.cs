using System.Net;
using BizTalkDR.LogShipping;
using BizTalkDR.Readiness;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sql;
using BizTalkDR.Tests.Sides;

namespace BizTalkDR.Tests.Readiness;

/// <summary>A login that may do little: what it can't see is unknown, never good and never an exception.</summary>
public sealed class PermissionTests(ReadinessFixture healthy) : IClassFixture<ReadinessFixture>
{
    private const string Password = "Aa1!aaaaaaaaaa";

    private SandboxSides Sides => healthy.Sides;

    private InstanceConnector Login(string name, params string[] grants)
    {
        foreach (var instance in Sides.Sandbox.Host.Instances)
        {
            Sides.Execute(instance.Name, $"CREATE LOGIN {name} WITH PASSWORD = N'{Password}', CHECK_POLICY = OFF");
            foreach (var grant in grants)
                Sides.Execute(instance.Name, $"GRANT {grant} TO {name}");
        }
        var credential = new InstanceCredential(name, new NetworkCredential("", Password).SecurePassword);
        return new InstanceConnector(
            new CredentialTable(
                Sides.Sandbox.Host.Instances.Select(each => new KeyValuePair<string, InstanceCredential>(each.Name, credential))
            )
        );
    }

    [Fact]
    public void A_login_without_any_right_gets_unknowns_with_reasons_and_no_exception()
    {
        var results = new DisasterRecoveryTest(Login("Nobody")).Run(Sides.Topology);

        Assert.All(results.Where(result => result.Name == "Reachable"), result => Assert.Equal(ReadinessStatus.Passed, result.Status));
        // The age of marks and a plan are told: everybody reads msdb's history of backups and marks.
        foreach (var check in new[] { "JobPresent", "Coverage", "Login" })
        {
            Assert.Contains(results, result => result.Name == check);
            Assert.All(
                results.Where(result => result.Name == check),
                result => Assert.True(result.Status == ReadinessStatus.Unknown && result.Detail.Length > 0, result.ToString())
            );
        }
        Assert.All(
            results.Where(result => result.Name == "FilesReadable"),
            result => Assert.True(result.Status != ReadinessStatus.Passed && result.Detail.Length > 0, result.ToString())
        );
        Assert.DoesNotContain(results, result => result is { Area: ReadinessArea.Security, Status: not ReadinessStatus.Unknown });
    }

    [Fact]
    public void Logins_that_are_not_shown_are_not_called_missing()
    {
        var seeing = new DisasterRecoveryTest(Login("SeesAll", "VIEW ANY DEFINITION", "VIEW SERVER STATE", "CONNECT ANY DATABASE"));
        var blind = new DisasterRecoveryTest(Login("SeesData", "CONNECT ANY DATABASE"));
        var options = new ReadinessOptions { Areas = [ReadinessArea.Security] };

        Assert.DoesNotContain(
            seeing.Run(Sides.Topology, options),
            result => result is { Name: "OrphanedUsers", Status: not ReadinessStatus.Unknown and not ReadinessStatus.Passed }
        );
        Assert.All(blind.Run(Sides.Topology, options), result => Assert.True(result.Status == ReadinessStatus.Unknown, result.ToString()));
    }

    [Fact]
    public void Log_shipping_that_may_not_be_read_has_a_status_with_the_reason()
    {
        var status = new LogShippingStatusReader(Login("NoReader")).Read(Sides.Topology);

        Assert.All(status, each => Assert.Contains(each.Instance, each.Failure));
        Assert.All(status, each => Assert.Null(each.SetsBehind));
    }
}
