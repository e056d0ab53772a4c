using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Tests.Runbook.Failback;

/// <summary>Failbacks of groups that are not like most: encrypted, upgraded since, with an msdb that takes no rows.</summary>
public sealed class FailbackOfOthersTests
{
    private const string Certificate = @"N'\\FILES\BizTalk\tde.cer'";
    private const string Access = "SELECT user_access_desc FROM sys.databases WHERE name = N'SSODB'";

    [Fact]
    public async Task An_encrypted_database_is_refused_while_a_side_lacks_its_certificate_and_comes_back_encrypted()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.Execute("PROD-SQL1", $"CREATE CERTIFICATE TdeKey WITH SUBJECT = N'TDE'; BACKUP CERTIFICATE TdeKey TO FILE = {Certificate}");
        sides.Execute(
            "PROD-SQL1",
            "USE SSODB; CREATE DATABASE ENCRYPTION KEY WITH ALGORITHM = AES_256 ENCRYPTION BY SERVER CERTIFICATE TdeKey; ALTER DATABASE SSODB SET ENCRYPTION ON"
        );
        await sides.BackUpAsync();
        await sides.BackUpAsync();

        var lacking = sides.Refusal();
        sides.Execute("DR-SQL1", $"CREATE CERTIFICATE TdeKey FROM FILE = {Certificate}");
        sides.Execute("PROD-SQL1", "DROP CERTIFICATE TdeKey");
        var lost = sides.Refusal();
        sides.Execute("PROD-SQL1", $"CREATE CERTIFICATE TdeKey FROM FILE = {Certificate}");
        var results = sides.Run((_, _) => true);

        Assert.Contains(
            lacking,
            problem => problem.StartsWith("DR-SQL1 lacks the certificate", StringComparison.Ordinal) && problem.Contains("33111")
        );
        Assert.Contains(
            lost,
            problem => problem.StartsWith("PROD-SQL1 lacks the certificate", StringComparison.Ordinal) && problem.Contains("SSODB")
        );
        Assert.Equal(StepStatus.Succeeded, results[^1].Status);
        Assert.Equal(true, sides.Read("PROD-SQL1", "SELECT is_encrypted FROM sys.databases WHERE name = N'SSODB'"));
    }

    [Fact]
    public async Task Production_that_was_upgraded_since_is_protected_by_RESTRICTED_USER_on_the_way_back()
    {
        await using var sides = await FailbackSides.CreateAsync();
        foreach (var instance in sides.Sandbox.Sources)
            await instance.UpgradeAsync(new Version(16, 0, 4131, 2));

        var access = new Dictionary<int, (object? Copy, object? Production)>();
        var results = sides.Run(
            (_, _) => true,
            after: result => access[result.Number] = (sides.Read("DR-SQL1", Access), sides.Read("PROD-SQL1", Access))
        );

        Assert.True(results[^1].Status == StepStatus.Succeeded, $"{results[^1].Number}: {results[^1].Error?.Message}");
        Assert.Equal(("RESTRICTED_USER", "MULTI_USER"), access[4]);
        Assert.Equal("RESTRICTED_USER", access[7].Copy);
        Assert.Equal(("RESTRICTED_USER", "RESTRICTED_USER"), access[8]);
        Assert.Equal("MULTI_USER", access[9].Production);
    }

    [Fact]
    public async Task A_backup_of_step_7_that_msdb_can_not_take_down_is_one_all_the_same()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.RunUpTo(7);
        sides.Sandbox.Host.Faults.Add(new Fault(FaultPoint.HistoryWrite, "DR-SQL1", "backupset"));

        var results = sides.Run((_, _) => true);

        Assert.Equal(StepStatus.Succeeded, results[^1].Status);
        var facts = new FailbackFacts(sides.Journal);
        Assert.Equal(facts.Before!.Databases.Count, facts.Backups.Count);
    }
}
