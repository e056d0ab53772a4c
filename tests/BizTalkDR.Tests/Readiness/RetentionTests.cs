using BizTalkDR.Backups;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Tests.Readiness;

public class RetentionTests
{
    private const string Older = "create procedure sp_DeleteBackupHistory as delete from adm_BackupHistory where BackupType = 'db'";
    private const string Of2020 = "create procedure sp_DeleteBackupHistory as exec dbo.sp_CleanUpMarkLog @m delete adm_BackupHistory";
    private const string WithFiles =
        "create procedure sp_DeleteBackupHistoryAndFiles as exec xp_delete_file 0, @f delete [dbo].[adm_BackupHistory]";

    private static IReadOnlyList<ReadinessResult> Judge(string frequency, string clear, params (string Name, string? Text)[] procedures) =>
        ObservationsBuilder
            .Healthy()
            .WithSteps($@"exec sp_BackupAllFull_Schedule '{frequency}', 'BTS', '\\F\B', 1", @"exec sp_MarkAll 'BTS', '\\F\B'", clear)
            .WithProcedures(procedures)
            .Judge("HistoryRetention");

    [Theory]
    // Rows go only once a later full set is there: the newest is never forgotten.
    [InlineData("d", "1", Older, ReadinessStatus.Warning, "only one full set")]
    [InlineData("w", "7", Older, ReadinessStatus.Warning, "only one full set")]
    [InlineData("m", "14", Older, ReadinessStatus.Warning, "only one full set")]
    [InlineData("d", "14", Older, ReadinessStatus.Passed, "14 days")]
    [InlineData("d", "0", Older, ReadinessStatus.Warning, "nothing is cleared")]
    [InlineData("d", "-3", Older, ReadinessStatus.Warning, "nothing is cleared")]
    [InlineData("d", "NULL", Older, ReadinessStatus.Warning, "does not say how many")]
    // Log sets go although no newer full set is there.
    [InlineData("m", "14", Of2020, ReadinessStatus.Failed, "does not hold the chain")]
    [InlineData("w", "6", Of2020, ReadinessStatus.Failed, "does not hold the chain")]
    [InlineData("w", "7", Of2020, ReadinessStatus.Warning, "only one full set")]
    [InlineData("d", "1", Of2020, ReadinessStatus.Warning, "only one full set")]
    [InlineData("d", "0", Of2020, ReadinessStatus.Warning, "nothing is cleared")]
    [InlineData("d", "14", Of2020, ReadinessStatus.Passed, "14 days")]
    // The text can't be read.
    [InlineData("w", "7", null, ReadinessStatus.Unknown, "can't be read")]
    [InlineData("d", "14", null, ReadinessStatus.Passed, "14 days")]
    public void Days_to_keep_are_judged_by_the_generation_of_the_procedure(
        string frequency,
        string days,
        string? text,
        ReadinessStatus status,
        string detail
    )
    {
        var result = Assert.Single(Judge(frequency, $"exec sp_DeleteBackupHistory @DaysToKeep = {days}", ("sp_DeleteBackupHistory", text)));

        Assert.Equal(status, result.Status);
        Assert.Contains(detail, result.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("w", 7, ReadinessStatus.Failed, "the files of the newest may be gone")]
    [InlineData("d", 1, ReadinessStatus.Failed, "the files of the newest may be gone")]
    [InlineData("d", 2, ReadinessStatus.Warning, "only one full set")]
    [InlineData("d", 14, ReadinessStatus.Passed, "deletes the files with it")]
    public void A_procedure_that_deletes_files_is_judged_by_what_is_lost(string frequency, int days, ReadinessStatus status, string detail)
    {
        var result = Assert.Single(
            Judge(frequency, $"exec sp_DeleteBackupHistoryAndFiles {days}", ("sp_DeleteBackupHistoryAndFiles", WithFiles))
        );

        Assert.Equal(status, result.Status);
        Assert.Contains(detail, result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_procedure_of_the_sites_own_is_found_by_what_it_deletes_whatever_it_is_called()
    {
        var results = Judge("d", "exec dbo.Tidy 1", ("Tidy", "create procedure Tidy @d int as exec Files @d"), ("Files", WithFiles));

        Assert.Equal(ReadinessStatus.Failed, Assert.Single(results).Status);
    }

    [Fact]
    public void A_procedure_whose_text_nobody_may_read_is_not_called_good() =>
        Assert.Equal(ReadinessStatus.Unknown, Assert.Single(Judge("d", "exec sp_DeleteBackupHistoryAndFiles2013 14")).Status);

    [Theory]
    [InlineData("if sys.fn_hadr_is_primary_replica('BizTalkMgmtDb') = 1 exec sp_MarkAll 'BTS', 'x'", ReadinessStatus.Warning)]
    [InlineData("exec sp_MarkAll 'BTS', 'x' -- fn_hadr_is_primary_replica", ReadinessStatus.Passed)]
    public void A_guard_that_is_never_true_outside_an_availability_group_is_told(string step, ReadinessStatus status)
    {
        var results = ObservationsBuilder
            .Healthy()
            .WithSteps("exec sp_BackupAllFull_Schedule 'd', 'BTS', 'x', 1", step, "exec sp_DeleteBackupHistory 14")
            .WithProcedures(("sp_DeleteBackupHistory", Older))
            .Judge("JobSteps");

        Assert.Contains(results, result => result.Status == status);
        Assert.Equal(status == ReadinessStatus.Warning, results.Count == 2);
    }

    [Fact]
    public void Two_names_of_marks_are_told_where_marks_are_compared_as_texts()
    {
        var at = ObservationsBuilder.UtcNow;
        var renamed = ObservationsBuilder.Set(2, BackupType.Log, at) with { MarkName = $"ABC_{at:yyyy_MM_dd_HH_mm_ss}_000" };

        var results = ObservationsBuilder
            .Healthy()
            .WithSteps(
                @"exec sp_BackupAllFull_Schedule 'd', 'ABC', '\\F\B', 1",
                @"exec sp_MarkAll 'ABC', '\\F\B'",
                "exec sp_DeleteBackupHistory 14"
            )
            .WithProcedures(("sp_DeleteBackupHistory", Of2020))
            .WithHistory(ObservationsBuilder.Set(1, BackupType.Log, at.AddHours(-1)), renamed)
            .Judge("HistoryRetention");

        Assert.Contains(
            "BTS and ABC",
            Assert.Single(results, result => result.Status == ReadinessStatus.Warning).Detail,
            StringComparison.Ordinal
        );
    }
}
