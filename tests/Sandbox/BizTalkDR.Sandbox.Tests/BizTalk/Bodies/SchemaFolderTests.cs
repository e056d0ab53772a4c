using System.Text;
using BizTalkDR.Sandbox.BizTalk;

namespace BizTalkDR.Sandbox.Tests.BizTalk.Bodies;

/// <summary>A group made with scripts of the user's own; here they are written by the test, as the product writes its files: UTF-16.</summary>
public sealed class SchemaFolderTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("schema");

    public void Dispose() => folder.Delete(recursive: true);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text, Encoding.Unicode);

    [Fact]
    public async Task What_the_folder_has_is_its_own_and_what_it_lacks_the_sandboxs()
    {
        Write(
            "backup_setup_all_tables.SQL",
            "CREATE ROLE BTS_BACKUP_USERS\r\nGO\r\nCREATE TABLE dbo.MarkLog (MarkName nvarchar(128), Theirs int)\r\nGO"
        );
        Write("readme.txt", "nothing");
        await using var group = await GroupStand.CreateAsync(folder.FullName);
        await group.RunAsync();
        Assert.Equal(1, group.Scalar("SELECT COUNT(*) FROM sys.columns WHERE name = N'Theirs'"));
        Assert.Contains("mark table and role of every database: backup_setup_all_tables.SQL", Parts(group));
        Assert.Contains("procedures of every database: the sandbox's own", Parts(group));
        Assert.Contains("procedures of the management database, and the backup job: the sandbox's own", Parts(group));
    }

    [Fact]
    public async Task A_batch_that_is_refused_is_told_with_its_line_and_the_rest_runs()
    {
        Write(
            "Backup_Setup_All_Tables.sql",
            "CREATE ROLE BTS_BACKUP_USERS\nGO\n\nSELECT * FROM dbo.NoSuchTable\nGO\nCREATE TABLE dbo.MarkLog (MarkName nvarchar(128))\nGO"
        );
        await using var group = await GroupStand.CreateAsync(folder.FullName, new BizTalkSandboxOptions { SourceNames = ["PROD"] });
        var part = group.Sandbox.Group.Parts[0];
        Assert.Equal(9, part.Refused.Count);
        Assert.All(part.Refused, batch => Assert.Equal((3, 208), (batch.Line, batch.Number)));
        Assert.EndsWith("9 of its batches refused", part.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scripts_without_a_procedure_that_the_job_needs_are_refused_by_name()
    {
        Write(
            "Backup_Setup_All_Procs.sql",
            "CREATE PROCEDURE dbo.sp_SetMark @name nvarchar(128) AS RETURN 0\nGO\nCREATE PROCEDURE dbo.sp_SetMarkRemote AS nonsense nonsense"
        );
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => GroupStand.CreateAsync(folder.FullName));
        Assert.Contains(
            "made no sp_SetMarkRemote, sp_BackupBizTalkFull, sp_BackupBizTalkLog, sp_GetServerName in BizTalkMgmtDb",
            refused.Message
        );
        Assert.Contains("Line 3: message", refused.Message);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_or_holds_none_of_them_is_refused()
    {
        Assert.StartsWith("There is no folder", SchemaFolder.Problem(Path.Combine(folder.FullName, "no")));
        Assert.Contains("holds none of", SchemaFolder.Problem(folder.FullName));
        await Assert.ThrowsAsync<FileNotFoundException>(() => GroupStand.CreateAsync(folder.FullName));
        Write("Backup_Setup_All_Tables.sql", "SELECT 1");
        Assert.Null(SchemaFolder.Problem(folder.FullName));
    }

    [Fact]
    public async Task Log_shippings_scripts_are_used_when_both_are_there_and_their_jobs_are_found_by_what_they_are_called()
    {
        Write("LogShipping_Destination_Schema.sql", "CREATE TABLE dbo.bts_LogShippingSource (SourceID uniqueidentifier)");
        Write(
            "LogShipping_Destination_Logic.sql",
            """
            CREATE PROCEDURE dbo.bts_ConfigureBizTalkLogShipping
                @nvcDescription nvarchar(256), @nvcMgmtDatabaseName sysname, @nvcMgmtServerName sysname, @SourceServerName sysname = NULL,
                @fLinkServers bit = 1
            AS
                EXEC sp_addlinkedserver @server = @nvcMgmtServerName, @srvproduct = N'SQL Server'
                EXEC msdb.dbo.sp_add_job @job_name = N'BTS Log Shipping Get Backup History'
                EXEC msdb.dbo.sp_add_job @job_name = N'BTS Log Shipping Restore Database'
                EXEC msdb.dbo.sp_add_job @job_name = N'BTS Log Shipping Restore To Mark'
            GO
            """
        );
        await using var sandbox = await BizTalkSandbox.CreateAsync(
            new BizTalkSandboxOptions
            {
                SchemaFolder = folder.FullName,
                SourceNames = ["PROD"],
                DestinationNames = ["DR"],
                ComputerNames = ["BTS01"],
            },
            TestContext.Current.CancellationToken
        );
        Assert.Equal("BTS Log Shipping Restore Database", sandbox.LogShipping[0].RestoreJobName);
        Assert.Contains(
            "procedures of log shipping: LogShipping_Destination_Logic.sql",
            sandbox.Group.Parts.Select(part => part.ToString())
        );
    }

    private static IEnumerable<string> Parts(GroupStand group) => group.Sandbox.Group.Parts.Select(part => part.ToString());
}
