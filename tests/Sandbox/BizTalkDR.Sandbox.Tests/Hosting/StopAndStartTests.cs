using System.Net.Sockets;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Sandbox.Tests.Hosting;

public sealed class StopAndStartTests : ClientFixture
{
    [Fact]
    public async Task A_stop_cuts_connections_and_rolls_back_and_a_start_brings_all_back_but_tempdb_and_sessions()
    {
        Execute(First, "CREATE DATABASE Orders; CREATE TABLE Orders.dbo.Numbers (Id int NOT NULL)");
        Execute(First, "INSERT INTO Orders.dbo.Numbers VALUES (1); CREATE TABLE tempdb.dbo.Scratch (Id int NOT NULL)");
        var (port, born) = (First.EndPoint.Port, (DateTime)Read(First, "SELECT create_date FROM sys.databases WHERE name = N'tempdb'")!);
        using var open = Open(First);
        Execute(open, "CREATE TABLE ##Shared (Id int NOT NULL); BEGIN TRANSACTION; INSERT INTO Orders.dbo.Numbers VALUES (2)");

        await First.StopAsync();

        Assert.False(First.IsRunning);
        Assert.Throws<SqlException>(() => Execute(open, "COMMIT"));
        Assert.Throws<SqlException>(() => Open(First, seconds: 2));
        await First.StartAsync();
        Assert.Equal(port, First.EndPoint.Port);
        Assert.Equal(1, Read(First, "SELECT COUNT(*) FROM Orders.dbo.Numbers"));
        Assert.Null(Read(First, "SELECT OBJECT_ID(N'tempdb.dbo.Scratch')"));
        Assert.True((DateTime)Read(First, "SELECT create_date FROM sys.databases WHERE name = N'tempdb'")! > born);
        Assert.Equal(0, Read(First, "SELECT COUNT(*) FROM sys.dm_exec_sessions WHERE program_name = N'client'"));
        Assert.True(First.Agent.IsRunning);
        Execute(First, "CREATE TABLE ##Shared (Id int NOT NULL)");
    }

    [Fact]
    public void A_port_is_one_instances_alone()
    {
        var taken = Assert.Throws<SocketException>(() =>
            Host.AddInstance(new SqlInstanceOptions { Name = "SQL3", EndPoint = First.EndPoint })
        );
        Assert.Equal(SocketError.AddressAlreadyInUse, taken.SocketErrorCode);
        Assert.Null(Host.FindInstance("SQL3"));
        Assert.Equal("SQL1", Read(First, "SELECT @@SERVERNAME"));
    }

    [Fact]
    public async Task A_restore_that_a_stop_interrupts_is_gone_on_with_after_the_start()
    {
        Execute(First, "CREATE DATABASE Orders; CREATE TABLE Orders.dbo.Numbers (Id int NOT NULL)");
        Execute(First, @"BACKUP DATABASE Orders TO DISK = N'\\FILES\Backup\full.bak'");
        Execute(First, "INSERT INTO Orders.dbo.Numbers VALUES (1)");
        Execute(First, @"BACKUP LOG Orders TO DISK = N'\\FILES\Backup\log.trn'");
        Execute(Second, @"RESTORE DATABASE Orders FROM DISK = N'\\FILES\Backup\full.bak' WITH NORECOVERY");
        Host.Faults.Add(new Fault(FaultPoint.RestoreRead, "SQL2", "Orders") { Effect = FaultEffect.Stop });

        Assert.Throws<SqlException>(() => Execute(Second, @"RESTORE LOG Orders FROM DISK = N'\\FILES\Backup\log.trn' WITH RECOVERY"));

        await Second.StartAsync();
        Assert.Equal("RESTORING", Read(Second, "SELECT state_desc FROM sys.databases WHERE name = N'Orders'"));
        Execute(Second, @"RESTORE LOG Orders FROM DISK = N'\\FILES\Backup\log.trn' WITH RECOVERY, RESTART");
        Assert.Equal(1, Read(Second, "SELECT COUNT(*) FROM Orders.dbo.Numbers"));
    }

    [Fact]
    public async Task A_database_whose_file_is_gone_is_RECOVERY_PENDING_after_the_start_and_ONLINE_once_it_is_back()
    {
        Execute(First, "CREATE DATABASE Orders");
        var file = Host.Files.Map("SQL1", @"C:\Data\Orders.mdf")!;
        await First.StopAsync();
        File.Move(file, file + ".away");
        await First.StartAsync();
        Assert.Equal("RECOVERY_PENDING", Read(First, "SELECT state_desc FROM sys.databases WHERE name = N'Orders'"));
        await First.StopAsync();
        File.Move(file + ".away", file);
        await First.StartAsync();
        Assert.Equal("ONLINE", Read(First, "SELECT state_desc FROM sys.databases WHERE name = N'Orders'"));
    }

    [Fact]
    public async Task A_linked_server_that_is_stopped_can_not_be_reached_and_can_when_it_has_started()
    {
        Execute(
            First,
            """
            EXEC sp_addlinkedserver @server = N'SQL2', @srvproduct = N'SQL Server'
            EXEC sp_addlinkedsrvlogin @rmtsrvname = N'SQL2', @useself = 'FALSE', @rmtuser = N'sa', @rmtpassword = N'{0}'
            """.Replace("{0}", Second.SaPassword, StringComparison.Ordinal)
        );
        const string count = "SELECT COUNT(*) FROM SQL2.master.sys.databases";
        using var connection = Open(First);
        Assert.Equal(4, Read(connection, count));
        await Second.StopAsync();
        Assert.Contains(
            Assert.Throws<SqlException>(() => Read(connection, count)).Errors.Cast<SqlError>(),
            error => error.Number is 7303 or 53
        );
        await Second.StartAsync();
        Assert.Equal(4, Read(connection, count));
    }

    [Fact]
    public async Task A_job_that_runs_is_cancelled_by_the_stop_and_its_schedule_goes_on_after_the_start()
    {
        Execute(
            First,
            """
            EXEC msdb.dbo.sp_add_job @job_name = N'Long'
            EXEC msdb.dbo.sp_add_jobstep @job_name = N'Long', @step_name = N'Wait', @subsystem = N'TSQL', @command = N'WAITFOR DELAY ''01:00'''
            EXEC msdb.dbo.sp_add_jobserver @job_name = N'Long'
            EXEC msdb.dbo.sp_start_job @job_name = N'Long'
            """
        );
        Assert.True(
            SpinWait.SpinUntil(
                () => First.AllSessions.Any(session => session.Request.ApplicationName.Contains("JobStep", StringComparison.Ordinal)),
                20_000
            )
        );
        await First.StopAsync();
        await First.StartAsync();
        Assert.Equal(3, Read(First, "SELECT MAX(run_status) FROM msdb.dbo.sysjobhistory WHERE step_id = 0"));
        Assert.Equal(2, Read(First, "SELECT COUNT(DISTINCT session_id) FROM msdb.dbo.sysjobactivity"));
        Assert.Equal(DatabaseState.Online, First.FindDatabase("msdb")!.State);
    }

    [Fact]
    public async Task Connections_of_one_application_are_cut_and_those_of_others_stay()
    {
        using var cut = Open(First, "killed");
        using var kept = Open(First, "kept");
        Execute(cut, "BEGIN TRANSACTION");
        Host.CutConnections("killed");
        Assert.Throws<SqlException>(() => Execute(cut, "SELECT 1"));
        Execute(kept, "SELECT 1");
        Assert.True(SpinWait.SpinUntil(() => !First.AllSessions.Any(session => session.Request.ApplicationName == "killed"), 20_000));
        await First.StopAsync();
        Assert.Empty(First.AllSessions);
    }
}
