using BizTalkDR.Agent;

namespace BizTalkDR.Tests.Agent;

public class JobPurposeTests
{
    // Log shipping's procedures under names of nobody's, as a version of the product may have them.
    private static readonly ModuleTexts Shipping = ModuleTexts.Of([
        new("sp_A", "create procedure sp_A as insert into bts_LogShippingHistory exec [x].[y].dbo.sp_GetBackupHistory 1"),
        new("sp_B", "create procedure sp_B as -- not sp_add_job\n exec dbo.sp_Part 1"),
        new("sp_Part", "create procedure sp_Part as exec ('RESTORE LOG x FROM bts_LogShippingHistory')"),
        new("sp_C", "create procedure sp_C as exec sp_B exec sp_Jobs"),
        new("sp_Jobs", "create procedure sp_Jobs as select * from bts_LogShippingJobs exec msdb.dbo.sp_add_job 'x'"),
        new("sp_LogShippingClean", "create procedure sp_LogShippingClean as delete bts_LogShippingHistory exec ('DROP DATABASE x')"),
        new("bts_LogShippingClosedRestore", null),
        new("bts_LogShippingClosedHistory", null),
    ]);

    private static IReadOnlyList<StepCall> Calls(string command, string database, string subsystem = "TSQL") =>
        StepCall.Of([new JobStep(1, "Step", subsystem, command, database)]);

    [Theory]
    [InlineData("exec sp_A", JobKind.GetBackupHistory)]
    [InlineData("exec master.dbo.sp_B", JobKind.RestoreDatabases)]
    [InlineData("if sys.fn_hadr_is_primary_replica('a') is null exec sp_B", JobKind.RestoreDatabases)]
    [InlineData("exec sp_C", JobKind.RestoreToMark)]
    [InlineData("exec sp_LogShippingClean 'x'", JobKind.Other)]
    [InlineData("exec bts_LogShippingClosedRestore", JobKind.RestoreDatabases)]
    [InlineData("exec bts_LogShippingClosedHistory", JobKind.GetBackupHistory)]
    [InlineData("exec Other.dbo.sp_B", JobKind.Other)]
    [InlineData("exec [DR2].master.dbo.sp_B", JobKind.Other)]
    [InlineData("-- exec sp_B", JobKind.Other)]
    public void A_job_of_log_shipping_is_known_by_what_the_procedure_does_that_it_calls(string command, JobKind kind) =>
        Assert.Equal(kind, JobPurpose.LogShippingKind(Calls(command, "master"), Shipping));

    [Theory]
    [InlineData("sqlcmd -S . -d BizTalkMgmtDb -Q \"exec dbo.sp_MarkAll 'BTS', 'x'\"", "CmdExec", null, "BizTalkMgmtDb")]
    [InlineData("sqlcmd -S PROD2 -dBizTalkMgmtDb -E -Q\"exec sp_MarkAll 'BTS', 'x'\" -b", "CmdExec", "PROD2", "BizTalkMgmtDb")]
    [InlineData("sqlcmd -S $(ESCAPE_SQUOTE(SRVR)) -Q \"exec BizTalkMgmtDb..sp_MarkAll 'BTS'\"", "CmdExec", null, "BizTalkMgmtDb")]
    [InlineData(
        "Invoke-Sqlcmd -ServerInstance localhost -Database 'BizTalkMgmtDb' -Query \"EXEC sp_MarkAll 'BTS', 'x'\"",
        "PowerShell",
        null,
        "BizTalkMgmtDb"
    )]
    public void What_a_program_is_told_to_send_is_a_call_too(string command, string subsystem, string? server, string database)
    {
        var call = Assert.Single(Calls(command, "", subsystem));

        Assert.True(JobPurpose.IsBackup(call.Call));
        Assert.Equal((server, database), (call.Call.Server, call.Database));
    }

    [Fact]
    public void A_procedure_of_the_sites_own_is_followed_to_the_products()
    {
        var own = ModuleTexts.Of([
            new("usp_Nightly", "create procedure usp_Nightly @path nvarchar(128) as exec dbo.usp_Inner @path"),
            new("usp_Inner", "create procedure usp_Inner @p nvarchar(128) as exec dbo.sp_MarkAll 'BTS', @p exec usp_Nightly @p"),
        ]);

        var calls = JobPurpose.Unfolded(Calls("exec dbo.usp_Nightly '\\\\F\\B'", "BizTalkMgmtDb"), _ => own);

        var mark = Assert.Single(calls, call => JobPurpose.IsBackup(call.Call));
        Assert.Equal("BizTalkMgmtDb", mark.Database);
        Assert.True(mark.Argument("@BackupPath", 1)!.IsOpen);
    }
}
