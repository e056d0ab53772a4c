using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Outlook;

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

    [Theory]
    [InlineData(@"E:\Failback", true)]
    [InlineData(@"\\FILES\BizTalk", false)]
    public async Task Too_little_room_for_the_backups_of_step_7_is_named_before_the_first_step_where_an_instance_tells_it(
        string folder,
        bool isTold
    )
    {
        await using var sides = await FailbackSides.CreateAsync();
        var files = sides.Sandbox.Host.Files;
        foreach (var computer in new[] { "PROD-SQL1", "PROD-SQL2", "DR-SQL1", "DR-SQL2" })
        {
            files.CreateDrive(computer, 'E');
            Directory.CreateDirectory(files.Map(computer, @"E:\Failback")!);
        }
        files.SetFreeSpace("DR-SQL1", 'E', 1000);
        var topology = sides.Topology with { BackupLocations = sides.Topology.BackupLocations with { Failback = folder } };

        if (isTold)
        {
            var refused = Assert.Throws<RunbookRefusedException>(() =>
                sides.Run((_, _) => throw new InvalidOperationException("Not asked."), topology: topology)
            );
            Assert.Contains(@"E:\ of DR-SQL1 has 1.0 KB free", Assert.Single(refused.Problems), StringComparison.Ordinal);
            files.SetFreeSpace("DR-SQL1", 'E', 1L << 40);
        }
        RunOutlook? told = null;
        sides.Run(
            (_, _) => false,
            topology: topology,
            begin: outlook =>
            {
                told = outlook;
                return false;
            },
            whatIf: true
        );

        Assert.StartsWith("step 7 writes about ", told!.Room, StringComparison.Ordinal);
        Assert.Equal(isTold, told.Room!.Contains(@"E:\ of DR-SQL1 has 1.0 TB free", StringComparison.Ordinal));
        Assert.Equal(!isTold, told.Room.Contains("no instance tells the free space there", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_copy_that_is_of_another_database_than_productions_is_named_before_the_first_step()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.Execute("PROD-SQL1", "DROP DATABASE SSODB; CREATE DATABASE SSODB");

        Assert.Contains(sides.Refusal(), problem => problem.Contains("SSODB on DR-SQL1 is not a copy of SSODB on PROD-SQL1"));
    }
}
