using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Tests.Catalog;

public sealed class ProcedureTests : CatalogTestBase
{
    [Fact]
    public void An_option_takes_effect_with_reconfigure()
    {
        var session = Session();
        const string InUse = "SELECT CAST(value_in_use AS int) FROM sys.configurations WHERE name = 'Ad Hoc Distributed Queries'";
        Assert.Equal([15123], session.Run("EXEC sp_configure 'Ad Hoc Distributed Queries', 1").ErrorNumbers);
        session.MustRun("EXEC sp_configure 'show advanced options', 1; RECONFIGURE");
        session.MustRun("EXEC sp_configure 'Ad Hoc Distributed Queries', 1");
        Assert.Equal(0, session.Scalar(InUse));
        session.MustRun("RECONFIGURE WITH OVERRIDE");
        Assert.Equal(1, session.Scalar(InUse));
        Assert.Equal([15129], session.Run("EXEC sp_configure 'backup compression default', 7").ErrorNumbers);
    }

    [Fact]
    public void A_linked_server_is_listed_changed_tested_and_dropped()
    {
        Host.AddInstance(new SqlInstanceOptions { Name = @"DR\TWO" });
        var session = Session();
        session.MustRun(
            @"EXEC sp_addlinkedserver @server = N'BTSDR', @srvproduct = N'', @provider = N'SQLNCLI', @datasrc = N'tcp:DR\TWO,5000'"
        );
        Assert.Equal([15028], session.Run("EXEC sp_addlinkedserver N'BTSDR'").ErrorNumbers);
        session.MustRun("EXEC sp_serveroption 'BTSDR', 'rpc out', 'true'");
        Assert.Equal(true, session.Scalar("SELECT is_rpc_out_enabled FROM sys.servers WHERE name = 'BTSDR'"));
        session.MustRun("EXEC sp_testlinkedserver BTSDR");
        Assert.Equal(@"DR\TWO", session.Scalar("EXEC ('SELECT @@SERVERNAME') AT btsdr"));
        session.MustRun("EXEC sp_addlinkedsrvlogin 'BTSDR', 'false', NULL, 'sa', 'secret'");
        Assert.Equal([15190], session.Run("EXEC sp_dropserver 'BTSDR'").ErrorNumbers);
        session.MustRun("EXEC sp_dropserver 'BTSDR', 'droplogins'");
        Assert.Equal([15015], session.Run("EXEC sp_dropserver 'BTSDR'").ErrorNumbers);
    }

    [Fact]
    public void An_application_lock_returns_its_status()
    {
        var (first, second) = (Session(), Session());
        const string Get =
            "DECLARE @r int; EXEC @r = sp_getapplock @Resource = N'failback', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 0; SELECT @r";
        Assert.Equal(0, first.Scalar(Get));
        Assert.Equal(-1, second.Scalar(Get));
        Assert.Equal("Exclusive", first.Scalar("SELECT APPLOCK_MODE('public', 'failback', 'Session')"));
        Assert.Equal((short)0, second.Scalar("SELECT APPLOCK_TEST('public', 'failback', 'Shared', 'Session')"));
        first.MustRun("EXEC sp_releaseapplock @Resource = N'failback', @LockOwner = 'Session'");
        Assert.Equal(0, second.Scalar(Get));
        second.Dispose();
        Assert.Equal(0, first.Scalar(Get));
        Assert.Equal([1223], first.Run("EXEC sp_releaseapplock @Resource = N'other', @LockOwner = 'Session'").ErrorNumbers);
    }

    [Fact]
    public void The_registry_tells_default_folders()
    {
        const string Read =
            @"DECLARE @v nvarchar(512);
            EXEC master.dbo.xp_instance_regread N'HKEY_LOCAL_MACHINE', N'Software\Microsoft\MSSQLServer\MSSQLServer', N'BackupDirectory', @v OUTPUT;
            SELECT @v";
        Assert.Equal(@"C:\Backup", Session().Scalar(Read));
    }

    [Fact]
    public void Folders_are_made_and_listed_as_the_server_sees_them()
    {
        var session = Session();
        session.MustRun(@"EXEC xp_create_subdir N'C:\Backup\Set1'");
        Assert.Contains("Set1", session.MustRun(@"EXEC xp_subdirs N'C:\Backup'").Column());
        Assert.Equal([0, 1, 1], session.MustRun(@"EXEC xp_fileexist N'C:\Backup\Set1'").Rows[0].Select(Convert.ToInt32));
    }

    [Fact]
    public void The_error_log_is_read_with_a_filter()
    {
        var session = Session();
        Instance.ErrorLog.Write("Backup", "Database backed up. Database: Sample");
        Assert.Equal("Backup", session.MustRun("EXEC sp_readerrorlog 0, 1, N'backed up'").Rows[0][1]);
        session.MustRun("EXEC sp_cycle_errorlog");
        Assert.Empty(session.MustRun("EXEC xp_readerrorlog 0, 1, N'backed up'").Rows);
        Assert.Single(session.MustRun("EXEC xp_readerrorlog 1, 1, N'backed up'").Rows);
    }

    [Fact]
    public void Backups_and_restores_stand_in_the_error_log()
    {
        var session = Session();
        session.MustRun("CREATE DATABASE Sample");
        session.MustRun(@"BACKUP DATABASE Sample TO DISK = 'C:\Backup\x.bak'");
        session.MustRun(@"RESTORE DATABASE Sample FROM DISK = 'C:\Backup\x.bak' WITH REPLACE");
        session.Run(@"BACKUP LOG Sample TO DISK = 'X:\nowhere.trn'");
        var lines = session.MustRun("EXEC xp_readerrorlog 0, 1, N'Sample'").Column(2).Cast<string>().ToList();
        Assert.StartsWith("Database backed up. Database: Sample", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("Database was restored. Database: Sample", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("BACKUP failed to complete the command BACKUP LOG Sample", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sp_who")]
    [InlineData("sp_who2")]
    [InlineData("sp_lock")]
    [InlineData("sp_helpdb")]
    [InlineData("sp_helpdb 'master'")]
    [InlineData("sp_helpfile")]
    [InlineData("sp_databases")]
    [InlineData("sp_spaceused")]
    [InlineData("sp_help")]
    [InlineData("sp_tables")]
    [InlineData("sp_columns '%'")]
    [InlineData("sp_stored_procedures")]
    [InlineData("sp_helplogins")]
    [InlineData("sp_helpuser")]
    [InlineData("sp_helprole")]
    [InlineData("sp_helprolemember")]
    [InlineData("sp_helpsrvrole")]
    [InlineData("sp_helpsrvrolemember")]
    [InlineData("sp_helpserver")]
    [InlineData("sp_linkedservers")]
    [InlineData("sp_configure")]
    [InlineData("sp_datatype_info")]
    [InlineData("xp_msver")]
    [InlineData("xp_availablemedia")]
    [InlineData("xp_logininfo")]
    [InlineData("xp_enumerrorlogs")]
    public void A_procedure_that_shows_things_shows_some(string call) =>
        Assert.NotEmpty(Session().MustRun($"EXEC {call}").ResultSets[0].Columns);

    [Fact]
    public void A_column_and_a_table_get_new_names()
    {
        var session = Session("tempdb");
        session.MustRun("CREATE TABLE dbo.Before (Id int)");
        session.MustRun("EXEC sp_rename 'dbo.Before.Id', 'Number', 'COLUMN'; EXEC sp_rename 'dbo.Before', 'After'");
        session.MustRun("SELECT Number FROM dbo.After");
        Assert.Equal([15225], session.Run("EXEC sp_rename 'dbo.Before', 'x'").ErrorNumbers);
    }
}
