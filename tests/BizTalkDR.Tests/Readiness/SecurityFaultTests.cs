using BizTalkDR.Readiness.Results;
using BizTalkDR.Sql;
using BizTalkDR.Tests.Sides;

namespace BizTalkDR.Tests.Readiness;

public sealed class SecurityFaultTests(ReadinessFixture healthy) : IClassFixture<ReadinessFixture>
{
    private SandboxSides Sides => healthy.Sides;

    private IReadOnlyList<ReadinessResult> TestWith(string server, string breaking, string repairing)
    {
        Sides.Execute(server, breaking);
        try
        {
            return Sides.Test(ReadinessArea.Security);
        }
        finally
        {
            Sides.Execute(server, repairing);
        }
    }

    private string CreateLogin(string name)
    {
        using var connection = Sides.Connector.Open(Sides.Topology.Instance("PROD-SQL1"));
        var sid = SqlQuery.Scalar<byte[]>(connection, "SELECT SUSER_SID(@name)", ("@name", name))!;
        return $"CREATE LOGIN [{name}] WITH PASSWORD = N'Aa1!aaaaaaaaaa', SID = 0x{Convert.ToHexString(sid)}, CHECK_POLICY = OFF";
    }

    [Fact]
    public void A_login_that_the_destination_lacks_fails_with_the_SID_to_create_it_with()
    {
        var create = CreateLogin("ContosoApp");

        var fault = TestWith("DR-SQL2", "DROP LOGIN ContosoApp", create).OnlyFault();

        Assert.Equal("Login", fault.Name);
        fault.IsAt(ReadinessStatus.Failed, "DR-SQL2");
        Assert.Contains("BizTalkDTADb", fault.Detail);
        Assert.Contains("ContosoOrders", fault.Detail);
        Assert.Contains(create.Split("SID = ")[1].Split(',')[0], fault.Remedy);
    }

    [Fact]
    public void A_login_of_the_same_name_with_another_SID_fails()
    {
        var create = CreateLogin("ContosoApp");

        var fault = TestWith(
                "DR-SQL1",
                "DROP LOGIN ContosoApp CREATE LOGIN ContosoApp WITH PASSWORD = N'Aa1!aaaaaaaaaa', CHECK_POLICY = OFF",
                "DROP LOGIN ContosoApp " + create
            )
            .OnlyFault();

        fault.IsAt(ReadinessStatus.Failed, "DR-SQL1");
        Assert.Contains("another SID", fault.Detail);
    }

    [Fact]
    public void A_login_disabled_on_the_destination_warns()
    {
        var fault = TestWith("DR-SQL1", "ALTER LOGIN ContosoApp DISABLE", "ALTER LOGIN ContosoApp ENABLE").OnlyFault();

        fault.IsAt(ReadinessStatus.Warning, "DR-SQL1");
        Assert.Contains("ALTER LOGIN [ContosoApp] ENABLE", fault.Remedy);
    }

    [Fact]
    public void A_login_that_owns_one_database_only_is_needed_too()
    {
        var results = TestWith(
            "PROD-SQL2",
            "CREATE LOGIN Keeper WITH PASSWORD = N'Aa1!aaaaaaaaaa', CHECK_POLICY = OFF ALTER AUTHORIZATION ON DATABASE::ContosoOrders TO Keeper",
            "ALTER AUTHORIZATION ON DATABASE::ContosoOrders TO ContosoApp DROP LOGIN Keeper"
        );

        var fault = results.OnlyFault();
        fault.IsAt(ReadinessStatus.Failed, "DR-SQL2", "ContosoOrders");
        Assert.Contains("Keeper", fault.Detail);
    }

    [Fact]
    public void A_user_whose_login_is_gone_warns_as_an_orphan()
    {
        var fault = TestWith(
                "PROD-SQL2",
                "CREATE LOGIN Gone WITH PASSWORD = N'Aa1!aaaaaaaaaa', CHECK_POLICY = OFF EXEC ('USE BizTalkDTADb CREATE USER Gone FOR LOGIN Gone') DROP LOGIN Gone",
                "EXEC ('USE BizTalkDTADb DROP USER Gone')"
            )
            .OnlyFault();

        Assert.Equal("OrphanedUsers", fault.Name);
        fault.IsAt(ReadinessStatus.Warning, "PROD-SQL2", "BizTalkDTADb");
        Assert.Contains("Gone", fault.Detail);
        Assert.Contains("ALTER USER [Gone]", fault.Remedy);
    }

    [Fact]
    public void A_database_whose_role_has_no_member_warns()
    {
        var fault = TestWith(
                "PROD-SQL1",
                "EXEC ('USE SSODB ALTER ROLE BTS_BACKUP_USERS DROP MEMBER BizTalkBackup')",
                "EXEC ('USE SSODB ALTER ROLE BTS_BACKUP_USERS ADD MEMBER BizTalkBackup')"
            )
            .OnlyFault();

        Assert.Equal("BackupUsers", fault.Name);
        fault.IsAt(ReadinessStatus.Warning, "PROD-SQL1", "SSODB");
    }

    [Fact]
    public void The_account_that_reads_the_history_fails_for_each_destination_when_it_is_not_in_the_role()
    {
        var results = TestWith(
            "PROD-SQL1",
            "EXEC ('USE BizTalkMgmtDb ALTER ROLE BTS_BACKUP_USERS DROP MEMBER BizTalkBackup')",
            "EXEC ('USE BizTalkMgmtDb ALTER ROLE BTS_BACKUP_USERS ADD MEMBER BizTalkBackup')"
        );

        var faults = results.Where(result => result is { Name: "ShippingAccount", Status: ReadinessStatus.Failed }).ToList();
        Assert.Equal(["DR-SQL1", "DR-SQL2"], faults.Select(fault => fault.Server));
        Assert.All(faults, fault => Assert.Contains("ALTER ROLE BTS_BACKUP_USERS ADD MEMBER [BizTalkBackup]", fault.Remedy));
    }

    [Fact]
    public void A_certificate_that_backups_need_fails_where_it_is_missing_and_passes_where_it_is()
    {
        const string file = @"\\FILES\BizTalk\BackupKey.cer";
        Sides.Execute(
            "PROD-SQL1",
            "CREATE CERTIFICATE BackupKey WITH SUBJECT = N'Backups'"
                + $" BACKUP CERTIFICATE BackupKey TO FILE = N'{file}'"
                + @" BACKUP DATABASE SSODB TO DISK = N'\\FILES\BizTalk\SSODB_encrypted.bak' WITH COPY_ONLY, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = BackupKey)"
        );
        try
        {
            var fault = Sides.Test(ReadinessArea.BackupFile).OnlyFault();
            Assert.Equal("Certificate", fault.Name);
            Assert.Equal(ReadinessStatus.Failed, fault.Status);
            Assert.Contains("SSODB", fault.Detail);
            Assert.Contains("33111", fault.Detail);

            Sides.Execute(fault.Server!, $"CREATE CERTIFICATE BackupKey FROM FILE = N'{file}'");
            var passed = Sides.Test(ReadinessArea.BackupFile);
            Sides.Execute(fault.Server!, "DROP CERTIFICATE BackupKey");
            Assert.DoesNotContain(passed, result => result.Status == ReadinessStatus.Failed);
            Assert.Contains(passed, result => result.Name == "Certificate" && result.Detail.Contains("0x", StringComparison.Ordinal));
        }
        finally
        {
            Sides.Execute(
                "PROD-SQL1",
                "DROP CERTIFICATE BackupKey UPDATE msdb.dbo.backupset SET key_algorithm = NULL, encryptor_thumbprint = NULL, encryptor_type = NULL"
            );
            File.Delete(Sides.Here(@"\\FILES\BizTalk\SSODB_encrypted.bak"));
        }
    }

    [Fact]
    public void The_certificate_of_an_encrypted_database_fails_where_it_is_missing_though_no_header_tells_it()
    {
        Sides.Execute("PROD-SQL1", "CREATE CERTIFICATE TdeKey WITH SUBJECT = N'TDE'");
        Sides.Execute(
            "PROD-SQL1",
            "USE SSODB; CREATE DATABASE ENCRYPTION KEY WITH ALGORITHM = AES_256 ENCRYPTION BY SERVER CERTIFICATE TdeKey; ALTER DATABASE SSODB SET ENCRYPTION ON"
        );
        try
        {
            var fault = Sides.Test(ReadinessArea.BackupFile).OnlyFault();
            Assert.Equal(("Certificate", ReadinessStatus.Failed), (fault.Name, fault.Status));
            Assert.Contains("the encrypted database of SSODB", fault.Detail, StringComparison.Ordinal);
            Assert.Contains("33111", fault.Detail, StringComparison.Ordinal);
        }
        finally
        {
            Sides.Execute("PROD-SQL1", "ALTER DATABASE SSODB SET ENCRYPTION OFF; USE SSODB; DROP DATABASE ENCRYPTION KEY");
            Sides.Execute("PROD-SQL1", "DROP CERTIFICATE TdeKey");
        }
    }

    [Fact]
    public void An_account_that_shows_up_as_its_computer_elsewhere_is_unknown_not_passed()
    {
        var results = TestWith("DR-SQL1", "EXEC sp_addlinkedsrvlogin 'PROD-SQL1', 'TRUE'", Sides.MapToBackupLogin());

        var fault = results.OnlyFault();
        fault.IsAt(ReadinessStatus.Unknown, "DR-SQL1");
        Assert.Contains(@"NT SERVICE\", fault.Detail);
        Assert.Contains("DOMAIN\\COMPUTER$", fault.Remedy);
    }
}
