using BizTalkDR.Sandbox.BizTalk;

namespace BizTalkDR.Sandbox.Tests.BizTalk.Bodies;

/// <summary>The generations of the sandbox's own procedures.</summary>
public sealed class GenerationTests
{
    [Theory]
    [InlineData(BizTalkGeneration.BeforeCompression)]
    [InlineData(BizTalkGeneration.BizTalk2016)]
    [InlineData(BizTalkGeneration.BizTalk2020)]
    public async Task Each_backs_up_the_whole_group(BizTalkGeneration generation)
    {
        await using var group = await GroupStand.CreateAsync(null, new BizTalkSandboxOptions { Generation = generation });
        await group.RunAsync();
        await group.RunAsync();
        Assert.Equal([(1L, "db", true), (2L, "lg", true), (3L, "lg", true)], group.Sets());
        var hasCompression = generation != BizTalkGeneration.BeforeCompression;
        Assert.Equal(hasCompression ? 4 : 3, group.Rows("SELECT * FROM msdb.dbo.sysjobsteps WHERE database_name = N'BizTalkMgmtDb'").Count);
        Assert.Equal(hasCompression, group.Scalar("SELECT OBJECT_ID(N'dbo.sp_BackupBizTalk', N'P')") is not null);
        Assert.Equal(hasCompression, group.Scalar("SELECT COL_LENGTH(N'dbo.adm_BackupSettings', N'UseCompression')") is not null);
        Assert.Equal(
            generation == BizTalkGeneration.BizTalk2020,
            group.Scalar("SELECT OBJECT_ID(N'dbo.sp_CleanUpMarkLog', N'P')", "ContosoOrders", group.Sandbox.Sources[1]) is not null
        );
    }

    [Fact]
    public async Task Until_2016_Single_Sign_On_has_older_procedures_which_know_nothing_of_compression()
    {
        await using var group = await GroupStand.CreateAsync(
            null,
            new BizTalkSandboxOptions { Generation = BizTalkGeneration.BizTalk2016 }
        );
        Assert.Null(group.Scalar("SELECT OBJECT_ID(N'dbo.sp_BackupBizTalk', N'P')", "SSODB", group.Home));
        group.Perform("EXEC dbo.sp_SetBackupCompression 1");
        Assert.Empty(group.Schedule("d").Errors);
        Assert.Equal((1L, "db", true), Assert.Single(group.Sets()));
    }

    [Theory]
    [InlineData("Full", @"https://contoso.blob.core.windows.net/b/HOST_A_BizTalkMgmtDb_Full_x.bak")]
    [InlineData("Log", @"https://contoso.blob.core.windows.net/b/HOST\A_BizTalkMgmtDb_Log_x.bak")]
    public async Task At_a_URL_the_names_of_a_named_instances_logs_keep_its_backslash(string kind, string location)
    {
        await using var group = await GroupStand.CreateAsync(null, new BizTalkSandboxOptions { SourceNames = [@"HOST\A"] });
        var taken = group.Collect(
            $"DECLARE @at nvarchar(4000) EXEC dbo.sp_BackupBizTalk{kind} N'x', N'https://contoso.blob.core.windows.net/b', @at OUTPUT SELECT @at"
        );
        // Only the name is there: the sandbox writes to no URL.
        Assert.NotEmpty(taken.Errors);
        if (taken.Results.Count > 0)
            Assert.Equal(location, taken.Results[^1].Rows[0][0]);
        Assert.Equal(
            ("HOST_A_BizTalkMgmtDb_Full_x.bak", "https://contoso.blob.core.windows.net/b"),
            Split(group, "https://contoso.blob.core.windows.net/b/HOST_A_BizTalkMgmtDb_Full_x.bak")
        );
        Assert.Equal((@"HOST\A_x.bak", "https://c/b"), Split(group, @"https://c/b/HOST\A_x.bak"));
        Assert.Equal(("x.bak", @"\\FILES\B"), Split(group, @"\\FILES\B\x.bak"));
        Assert.Equal(
            -1,
            group.Scalar(
                "DECLARE @n nvarchar(500), @l nvarchar(1500), @r int EXEC @r = dbo.sp_GetFileNameFromFilePath N'x', @n OUTPUT, @l OUTPUT SELECT @r"
            )
        );
    }

    private static (string, string) Split(GroupStand group, string path)
    {
        var row = group.Rows(
            $"DECLARE @n nvarchar(500), @l nvarchar(1500) EXEC dbo.sp_GetFileNameFromFilePath N'{path}', @n OUTPUT, @l OUTPUT SELECT @n, @l"
        )[0];
        return ((string)row[0]!, (string)row[1]!);
    }
}
