using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Record;

namespace BizTalkDR.Tests.Runbook.Failback;

/// <summary>The backups of step 7 are known by what they are: a file of the same name proves nothing.</summary>
public sealed class FailbackBackupTests
{
    private const string Instance = "PROD-SQL1";

    [Fact]
    public async Task A_backup_that_was_exchanged_for_another_of_the_same_database_keeps_production_from_being_dropped()
    {
        await using var sides = await FailbackSides.CreateAsync();
        var path = "";

        var reasons = sides.Refusal(6, behind: 7, () => path = Exchange(sides));

        Assert.Contains(
            reasons,
            reason => reason.Contains("is not the backup of SSODB that step 7 took") && reason.Contains("backup set GUID")
        );
        Assert.Equal(Databases(sides), sides.Read(Instance, Count));
        // Gone on with, the backup is taken again, and the one that was put there stays what it is.
        var asked = new Dictionary<int, IReadOnlyList<StepAction>>();
        var results = sides.Run(
            (step, actions) =>
            {
                asked.Add(step, actions);
                return true;
            }
        );
        Assert.Equal(StepStatus.Succeeded, results[^1].Status);
        Assert.Equal("SSODB", Assert.Single(asked[7]).Database);
        Assert.NotEqual(path, new FailbackFacts(sides.Journal).Backups[^1].Paths[0]);
    }

    [Fact]
    public async Task A_backup_that_was_exchanged_after_production_was_dropped_is_not_restored()
    {
        await using var sides = await FailbackSides.CreateAsync();

        var reasons = sides.Refusal(8, behind: 6, () => Exchange(sides));

        Assert.Contains(reasons, reason => reason.Contains("is not the backup of SSODB that step 7 took"));
        Assert.Equal(StepStatus.Succeeded, sides.Run((_, _) => true)[^1].Status);
    }

    [Fact]
    public async Task Bytes_that_were_changed_behind_the_verification_are_found_before_production_is_dropped()
    {
        await using var sides = await FailbackSides.CreateAsync();

        var reasons = sides.Refusal(
            6,
            behind: 7,
            () =>
            {
                var file = Backup(sides);
                var bytes = File.ReadAllBytes(file);
                // In the middle, where the data is: the header stays as it was.
                bytes[bytes.Length / 2] ^= 0x40;
                File.WriteAllBytes(file, bytes);
                File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddMinutes(1));
            }
        );

        Assert.Contains(reasons, reason => reason.Contains("was changed since it was verified"));
        Assert.Equal(Databases(sides), sides.Read(Instance, Count));
    }

    [Fact]
    public async Task A_backup_that_was_copied_and_brought_back_is_read_to_its_end_again_and_taken_for_what_it_is()
    {
        await using var sides = await FailbackSides.CreateAsync();

        var results = sides.Run(
            (_, _) => true,
            after: result =>
            {
                if (result.Number == 7)
                    File.SetLastWriteTimeUtc(Backup(sides), new DateTime(2026, 11, 30, 0, 0, 0, DateTimeKind.Utc));
            }
        );

        Assert.Equal(StepStatus.Succeeded, results[^1].Status);
    }

    [Fact]
    public async Task In_the_pages_order_too_production_is_dropped_only_when_its_backups_are_there()
    {
        await using var sides = await FailbackSides.CreateAsync();
        var backups = 0;

        var results = sides.Run(
            (step, actions) =>
            {
                if (step == 6)
                    backups = actions.Count(action => action.Description.StartsWith("Back up", StringComparison.Ordinal));
                return step != 8;
            },
            documentedOrder: true
        );

        var databases = new FailbackFacts(sides.Journal).Before!.Databases.Count;
        Assert.Equal(databases, backups);
        Assert.Equal(databases, new FailbackFacts(sides.Journal).Backups.Count(backup => backup.Identity?.BackupSetGUID is not null));
        Assert.Equal(StepStatus.AlreadyDone, results.Single(result => result.Number == 7).Status);
    }

    private const string Count = "SELECT COUNT(*) FROM sys.databases WHERE database_id > 4";

    private static object Databases(FailbackSides sides) =>
        new FailbackFacts(sides.Journal).Before!.Databases.Count(database => database.Source == Instance);

    private static string Backup(FailbackSides sides) =>
        sides.Map(Instance, new FailbackFacts(sides.Journal).Backups.Last(backup => backup.Database == "SSODB").Paths[0]);

    // A newer full of the same copy, under the name of the one that was taken.
    private static string Exchange(FailbackSides sides)
    {
        var taken = new FailbackFacts(sides.Journal).Backups.Last(backup => backup.Database == "SSODB");
        sides.Execute(taken.Instance, $"BACKUP DATABASE SSODB TO DISK = N'{taken.Paths[0]}' WITH INIT, FORMAT");
        return taken.Paths[0];
    }
}
