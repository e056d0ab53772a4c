using BizTalkDR.Runbook;

namespace BizTalkDR.Tests.Runbook.Failback.Execution;

/// <summary>What a later step would need and not find: named before the first step, when nothing is lost yet.</summary>
public sealed class FailbackPreflightTests
{
    [Theory]
    [InlineData("NoSuchDatabase")]
    [InlineData("BizTalkDTADb")]
    public async Task A_management_database_that_is_none_is_named_before_the_first_step(string name)
    {
        await using var sides = await FailbackSides.CreateAsync();
        var wrong = sides.Topology with { ManagementDatabase = sides.Topology.ManagementDatabase with { Database = name } };

        var refused = Assert.Throws<RunbookRefusedException>(() =>
            sides.Run((_, _) => throw new InvalidOperationException("Not asked."), topology: wrong)
        );

        Assert.Contains(refused.Problems, problem => problem.Contains(name) && problem.Contains("step 11 could not ask it"));
    }

    [Fact]
    public async Task A_certificate_that_the_destination_lacks_for_a_backup_is_named_before_the_first_step()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.Execute(
            "PROD-SQL1",
            "CREATE TABLE SSODB.dbo.Written (Number int) CREATE CERTIFICATE BackupKey WITH SUBJECT = N'Backups'"
                + @" BACKUP LOG SSODB TO DISK = N'\\FILES\BizTalk\SSODB_other.trn' WITH ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = BackupKey)"
        );
        await sides.BackUpAsync();
        await sides.BackUpAsync();

        Assert.Contains(
            sides.Refusal(),
            problem => problem.Contains("33111") && problem.Contains("SSODB") && problem.Contains("thumbprint 0x")
        );
    }

    [Theory]
    [InlineData("PROD-SQL1")]
    [InlineData("DR-SQL1")]
    public async Task A_database_in_an_availability_group_is_named_with_its_group_before_the_first_step(string instance)
    {
        await using var sides = await FailbackSides.CreateAsync();
        var host = sides.Sandbox.Host;
        host.AddAvailabilityGroup("BTSAG", "BTSLSN", [host.FindInstance(instance)!], ["SSODB"]);

        var problem = Assert.Single(sides.Refusal());

        Assert.Contains($"SSODB on {instance} is in the availability group BTSAG (listener BTSLSN)", problem, StringComparison.Ordinal);
        Assert.Contains("ALTER AVAILABILITY GROUP [BTSAG] REMOVE DATABASE [SSODB]", problem, StringComparison.Ordinal);
        sides.Execute(instance, "ALTER AVAILABILITY GROUP [BTSAG] REMOVE DATABASE [SSODB]");
        sides.RunUpTo(1);
    }

    [Fact]
    public async Task A_copy_that_is_of_another_database_than_productions_is_named_before_the_first_step()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.Execute("PROD-SQL1", "DROP DATABASE SSODB; CREATE DATABASE SSODB");

        Assert.Contains(sides.Refusal(), problem => problem.Contains("SSODB on DR-SQL1 is not a copy of SSODB on PROD-SQL1"));
    }
}
