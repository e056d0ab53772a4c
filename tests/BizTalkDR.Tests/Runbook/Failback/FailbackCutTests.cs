using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Runbook.Failback;

/// <summary>A failback whose process ends in the middle of a step, wherever that is: a run with the same journal does what is left, and no more.</summary>
public sealed class FailbackCutTests
{
    private const string OptionsOff =
        "ALTER DATABASE ContosoOrders SET READ_WRITE WITH ROLLBACK IMMEDIATE; ALTER AUTHORIZATION ON DATABASE::ContosoOrders TO sa;";

    [Fact]
    public async Task Cut_off_in_the_middle_of_every_step_the_next_run_goes_on_to_the_end()
    {
        await using var sides = await FailbackSides.CreateAsync();
        var before = Production(sides);
        var ends = new HashSet<int?>();

        // The first act of each step is done, and nobody has written that down.
        var results = GoOn(sides, entry => entry.Kind == JournalEntryKind.ActionEnded && ends.Add(entry.Step));

        Assert.Equal(12, ends.Count);
        Assert.All(results, result => Assert.True(result.IsGood, $"Step {result.Number}: {string.Join(" ", result.Details)}"));
        Assert.Equal(before, Production(sides));
    }

    [Fact]
    public async Task Cut_off_after_each_act_of_step_8_the_next_run_repeats_none()
    {
        await using var sides = await FailbackSides.CreateAsync();
        var before = Production(sides);
        sides.Run((step, _) => step != 8);
        var ends = new HashSet<(string?, string?)>();

        var results = GoOn(
            sides,
            entry => entry is { Step: 8, Kind: JournalEntryKind.ActionEnded } && ends.Add((entry.Database, entry.Text)),
            only: [8]
        );

        var last = Assert.Single(results, result => result.Number == 8);
        Assert.True(last.Status == StepStatus.AlreadyDone, $"{last.Status}: {string.Join(" ", last.Details)}");
        // A restore, a recovery and what each database needs of owner and options.
        Assert.True(ends.Count > 2 * new FailbackFacts(sides.Journal).Before!.Databases.Count, $"Acts: {string.Join(", ", ends)}");
        Assert.Equal(before, Production(sides));
        foreach (var instance in sides.Topology.Source)
            Assert.Equal(
                DBNull.Value,
                sides.Read(
                    instance.Name,
                    "SELECT MAX(destination_database_name) FROM (SELECT destination_database_name FROM msdb.dbo.restorehistory GROUP BY destination_database_name HAVING COUNT(*) > 1) AS twice"
                )
            );
    }

    [Fact]
    public async Task Cut_off_between_the_restores_and_the_last_owner_or_option_step_8_brings_back_only_what_is_left()
    {
        await using var sides = await FailbackSides.CreateAsync();
        Cut(
            sides,
            entry => entry is { Step: 8, Database: "ContosoOrders", Text: var text } && text!.StartsWith("ALTER", StringComparison.Ordinal)
        );

        var asked = new Dictionary<int, IReadOnlyList<StepAction>>();
        var results = sides.Run(
            (step, actions) =>
            {
                asked.Add(step, actions);
                return true;
            }
        );

        Assert.Equal(StepStatus.Succeeded, results[^1].Status);
        Assert.Equal(8, asked.Keys.First());
        Assert.DoesNotContain(asked[8], action => action.Description.StartsWith("Restore", StringComparison.Ordinal));
        Assert.Contains(asked[8], action => action is { Database: "ContosoOrders", Description: var what } && what.Contains("ContosoApp"));
        Assert.DoesNotContain(asked[8], action => action.Server == "PROD-SQL1");
    }

    [Theory]
    [InlineData(9, "open for writing, not READ_ONLY")]
    [InlineData(10, "its owner is sa, not ContosoApp")]
    public async Task No_service_is_started_and_no_copy_dropped_after_somebody_has_changed_production(int step, string difference)
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.RunUpTo(step);
        sides.Execute("PROD-SQL2", OptionsOff);

        Assert.Contains(sides.Refusal(), reason => reason.Contains("ContosoOrders on PROD-SQL2") && reason.Contains(difference));
    }

    [Fact]
    public async Task No_copy_is_dropped_while_an_option_of_production_is_not_back()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.RunUpTo(10);
        sides.Execute("PROD-SQL2", "ALTER DATABASE ContosoOrders SET DB_CHAINING ON;");

        var blocked = Assert.Single(sides.Run((_, _) => true, only: [10]), result => result.Number == 10);

        Assert.Equal(StepStatus.Failed, blocked.Status);
        Assert.Contains(blocked.Details, reason => reason.Contains("DB_CHAINING OFF", StringComparison.Ordinal));
        // Step 8 brings it back on the way.
        Assert.Equal(StepStatus.Succeeded, sides.Run((_, _) => true)[^1].Status);
    }

    [Fact]
    public async Task A_restore_of_step_8_that_fails_in_the_middle_is_done_again_alone()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.Sandbox.Host.Faults.Add(new Fault(FaultPoint.RestoreRead, "PROD-SQL1", "SSODB"));
        Assert.Equal(8, sides.Run((_, _) => true)[^1].Number);

        var asked = new Dictionary<int, IReadOnlyList<StepAction>>();
        var results = sides.Run(
            (step, actions) =>
            {
                asked.Add(step, actions);
                return true;
            }
        );

        Assert.Equal(StepStatus.Succeeded, results[^1].Status);
        Assert.DoesNotContain(6, asked.Keys);
        Assert.Contains(
            asked[8],
            action => action is { Database: "SSODB", Description: var what } && what.StartsWith("Restore", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_backup_of_step_7_that_is_lost_before_production_is_dropped_is_taken_again_alone()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.Run((number, _) => number != 6);
        var lost = new FailbackFacts(sides.Journal).Backups.Single(backup => backup.Database == "SSODB");
        sides.DeleteFile(lost.Instance, lost.Paths[0]);

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
    }

    [Fact]
    public async Task An_owner_whose_login_is_gone_from_production_is_named_before_the_first_step()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.Run((number, _) => number != 8);
        sides.Execute("PROD-SQL2", "DROP LOGIN ContosoApp");

        var refused = Assert.Throws<RunbookRefusedException>(() => sides.Run((_, _) => throw new InvalidOperationException("Not asked.")));

        var problem = Assert.Single(refused.Problems);
        Assert.Contains("ContosoOrders", problem, StringComparison.Ordinal);
        Assert.Contains("PROD-SQL2 has no login ContosoApp", problem, StringComparison.Ordinal);
        Assert.Contains("CREATE LOGIN", problem, StringComparison.Ordinal);
    }

    /// <summary>Runs until nothing ends it any more; what comes of every step then.</summary>
    private static List<StepResult> GoOn(FailbackSides sides, Func<JournalEntry, bool> isTheEnd, int[]? only = null)
    {
        while (true)
        {
            if (Cut(sides, isTheEnd, only) is { } results)
                return results;
        }
    }

    /// <summary>Runs, one act at a time, until the process ends; null when it did, else what came of every step.</summary>
    private static List<StepResult>? Cut(FailbackSides sides, Func<JournalEntry, bool> isTheEnd, int[]? only = null)
    {
        try
        {
            return sides.Run((_, _) => true, new CutJournal(sides.Journal, isTheEnd), only, throttleLimit: 1);
        }
        catch (CutOffException)
        {
            return null;
        }
    }

    private static List<string> Production(FailbackSides sides) =>
        [
            .. sides.Topology.Source.SelectMany(instance =>
                sides.Rows(
                    instance.Name,
                    "SELECT CONCAT(name, ' ', SUSER_SNAME(owner_sid), ' ', recovery_model_desc, is_trustworthy_on, is_db_chaining_on, is_broker_enabled, compatibility_level) FROM sys.databases ORDER BY name"
                )
            ),
        ];
}
