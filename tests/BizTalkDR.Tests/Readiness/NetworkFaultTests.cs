using BizTalkDR.Readiness.Results;
using BizTalkDR.Tests.Sides;

namespace BizTalkDR.Tests.Readiness;

public sealed class NetworkFaultTests(ReadinessFixture healthy) : IClassFixture<ReadinessFixture>
{
    private SandboxSides Sides => healthy.Sides;

    private ReadinessResult FaultWith(string server, string breaking, string repairing)
    {
        Sides.Execute(server, breaking);
        try
        {
            return Sides.Test(ReadinessArea.Network).OnlyFault();
        }
        finally
        {
            Sides.Execute(server, repairing);
        }
    }

    [Fact]
    public void A_destination_without_a_linked_server_to_the_management_database_fails()
    {
        var fault = FaultWith(
            "DR-SQL1",
            "EXEC sp_dropserver 'PROD-SQL1', 'droplogins'",
            "EXEC sp_addlinkedserver 'PROD-SQL1', 'SQL Server' EXEC sp_serveroption 'PROD-SQL1', 'rpc out', 'true' "
                + Sides.MapToBackupLogin()
        );

        Assert.Equal("LinkedServer", fault.Name);
        fault.IsAt(ReadinessStatus.Failed, "DR-SQL1");
        Assert.Contains("sp_addlinkedserver @server = N'PROD-SQL1'", fault.Remedy);
    }

    [Theory]
    [InlineData("rpc out", ReadinessStatus.Failed, "7411")]
    [InlineData("remote proc transaction promotion", ReadinessStatus.Warning, "not be part of the job's transaction")]
    public void A_linked_server_of_the_backup_job_with_the_wrong_options_is_found(string option, ReadinessStatus status, string detail)
    {
        var fault = FaultWith(
            "PROD-SQL1",
            $"EXEC sp_serveroption 'PROD-SQL2', '{option}', 'false'",
            $"EXEC sp_serveroption 'PROD-SQL2', '{option}', 'true'"
        );

        Assert.Equal("LinkedServer", fault.Name);
        fault.IsAt(status, "PROD-SQL1");
        Assert.Contains(detail, fault.Detail);
        Assert.Contains($"'{option}', 'true'", fault.Remedy);
    }

    [Fact]
    public void A_destination_whose_linked_server_allows_no_calls_can_not_try_a_transaction()
    {
        var fault = FaultWith(
            "DR-SQL1",
            "EXEC sp_serveroption 'PROD-SQL1', 'rpc out', 'false'",
            "EXEC sp_serveroption 'PROD-SQL1', 'rpc out', 'true'"
        );

        Assert.Equal("DistributedTransaction", fault.Name);
        fault.IsAt(ReadinessStatus.Unknown, "DR-SQL1");
        Assert.Contains("'rpc out', 'true'", fault.Remedy);
    }

    [Fact]
    public void A_linked_server_whose_mapped_login_has_another_password_fails_with_the_login_to_map_anew()
    {
        var fault = FaultWith("DR-SQL1", Sides.MapToBackupLogin("Wrong-0815"), Sides.MapToBackupLogin());

        Assert.Equal("LinkedServer", fault.Name);
        fault.IsAt(ReadinessStatus.Failed, "DR-SQL1");
        Assert.Contains("as BizTalkBackup: Login failed for user 'BizTalkBackup'. (message 18456)", fault.Detail);
        Assert.Contains("sp_addlinkedsrvlogin @rmtsrvname = N'PROD-SQL1', @useself = 'FALSE', @rmtuser = N'BizTalkBackup'", fault.Remedy);
        Assert.DoesNotContain("Wrong-0815", fault.Detail + fault.Remedy);
    }

    [Fact]
    public void A_linked_server_whose_mapped_login_is_disabled_over_there_fails_wherever_it_is_used()
    {
        Sides.Execute("PROD-SQL1", "ALTER LOGIN BizTalkBackup DISABLE");
        try
        {
            var faults = Sides.Test(ReadinessArea.Network).Where(result => result.Status != ReadinessStatus.Passed).ToList();

            Assert.Equal(["DR-SQL1", "DR-SQL2"], faults.Select(fault => fault.Server));
            Assert.All(faults, fault => Assert.Equal(("LinkedServer", ReadinessStatus.Failed), (fault.Name, fault.Status)));
            Assert.All(faults, fault => Assert.Contains("18470", fault.Detail));
        }
        finally
        {
            Sides.Execute("PROD-SQL1", "ALTER LOGIN BizTalkBackup ENABLE");
        }
    }

    [Theory]
    [InlineData("EXEC sp_addlinkedsrvlogin 'PROD-SQL1', 'TRUE'", "18456")]
    [InlineData("EXEC sp_droplinkedsrvlogin 'PROD-SQL1', NULL", "7416")]
    public void A_linked_server_that_refuses_the_login_of_the_test_is_unknown_because_the_Agents_account_may_pass(
        string breaking,
        string message
    )
    {
        var fault = FaultWith("DR-SQL1", breaking, Sides.MapToBackupLogin());

        Assert.Equal("LinkedServer", fault.Name);
        fault.IsAt(ReadinessStatus.Unknown, "DR-SQL1");
        Assert.Contains(message, fault.Detail);
        Assert.Contains("sp_testlinkedserver N'PROD-SQL1' in a step of an Agent job on DR-SQL1", fault.Remedy);
    }

    [Fact]
    public void Ad_hoc_queries_that_are_not_allowed_fail()
    {
        var fault = FaultWith(
            "DR-SQL2",
            "EXEC sp_configure 'Ad Hoc Distributed Queries', 0 RECONFIGURE",
            "EXEC sp_configure 'Ad Hoc Distributed Queries', 1 RECONFIGURE"
        );

        Assert.Equal("AdHocDistributedQueries", fault.Name);
        fault.IsAt(ReadinessStatus.Failed, "DR-SQL2");
        Assert.Contains("sp_configure 'Ad Hoc Distributed Queries', 1", fault.Remedy);
    }

    [Fact]
    public void Ad_hoc_queries_that_were_configured_without_RECONFIGURE_fail_with_that_remedy()
    {
        var fault = FaultWith(
            "DR-SQL2",
            "EXEC sp_configure 'Ad Hoc Distributed Queries', 0 RECONFIGURE EXEC sp_configure 'Ad Hoc Distributed Queries', 1",
            "RECONFIGURE"
        );

        fault.IsAt(ReadinessStatus.Failed, "DR-SQL2");
        Assert.Equal("RECONFIGURE.", fault.Remedy);
    }

    [Theory]
    [InlineData("PROD-SQL2", "PROD-SQL1", "7391")]
    [InlineData("DR-SQL1", "DR-SQL1", "8501")]
    public void A_computer_without_MSDTC_fails_the_transaction_that_needs_it(string stopped, string server, string message)
    {
        Sides.Instance(stopped).IsCoordinatorRunning = false;
        try
        {
            var fault = Sides.Test(ReadinessArea.Network).OnlyFault();

            Assert.Equal("DistributedTransaction", fault.Name);
            fault.IsAt(ReadinessStatus.Failed, server);
            Assert.Contains(message, fault.Detail);
        }
        finally
        {
            Sides.Instance(stopped).IsCoordinatorRunning = true;
        }
    }
}
