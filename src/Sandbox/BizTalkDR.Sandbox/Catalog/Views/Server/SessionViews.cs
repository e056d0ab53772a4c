using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Views.Server;

/// <summary>Sessions, requests and connections.</summary>
internal static class SessionViews
{
    internal static IEnumerable<SystemView> All() => [Sessions().Build(), Requests().Build(), Connections().Build()];

    /// <summary>The sessions that one may see: its own, or with VIEW SERVER STATE all.</summary>
    internal static IEnumerable<SqlSession> Visible(SqlSession session) =>
        Permissions.HasServer(session, "VIEW SERVER STATE") ? session.Instance.AllSessions : [session];

    /// <summary>dm_exec_sessions.status and sysprocesses.status.</summary>
    internal static string Status(SqlSession session) =>
        session.Running is null ? "sleeping"
        : session.Running.WaitType is null ? "running"
        : "suspended";

    internal static bool IsOnTheWire(SqlSession session) =>
        session.Request.ClientInterface.Length > 0 || session.Request.ClientAddress.Length > 0;

    private static ViewOf<SqlSession> Sessions() =>
        new ViewOf<SqlSession>("sys.dm_exec_sessions", (session, _) => Visible(session))
            .Column("session_id smallint", session => session.Spid)
            .Column("login_time datetime", session => session.LoginTime)
            .Column("host_name nvarchar(128)", session => session.Request.HostName)
            .Column("program_name nvarchar(128)", session => session.Request.ApplicationName)
            .Column("host_process_id int", session => session.Request.ClientProcessId)
            .Columns("client_version int = 7")
            .Column("client_interface_name nvarchar(32)", session => session.Request.ClientInterface)
            .Column("security_id varbinary(85)", session => session.Login.Sid)
            .Column("login_name nvarchar(128)", session => session.Login.Name)
            .Columns("nt_domain nvarchar(128), nt_user_name nvarchar(128)")
            .Column("status nvarchar(30)", session => Status(session))
            .Column("context_info varbinary(128)", session => session.ContextInfo)
            .Columns("cpu_time int = 0, memory_usage int = 2, total_scheduled_time int = 0, total_elapsed_time int = 0")
            .Columns("endpoint_id int = 4")
            .Column("last_request_start_time datetime", session => session.LastBatchTime)
            .Column("last_request_end_time datetime", session => session.LastBatchTime)
            .Columns("reads bigint = 0, writes bigint = 0, logical_reads bigint = 0")
            .Column("is_user_process bit", session => session.Spid >= OpenSessions.FirstId)
            .Column("text_size int", session => session.Settings.TextSize)
            .Column("language nvarchar(128)", session => session.Settings.Language)
            .Column("date_format nvarchar(3)", session => session.Settings.DateFormat)
            .Column("date_first smallint", session => session.Settings.DateFirst)
            .Column("quoted_identifier bit", session => session.Settings.QuotedIdentifier)
            .Column("arithabort bit", session => session.Settings.ArithAbort)
            .Columns("ansi_null_dflt_on bit = 1, ansi_defaults bit = 0")
            .Column("ansi_warnings bit", session => session.Settings.AnsiWarnings)
            .Column("ansi_padding bit", session => session.Settings.AnsiPadding)
            .Column("ansi_nulls bit", session => session.Settings.AnsiNulls)
            .Column("concat_null_yields_null bit", session => session.Settings.ConcatNullYieldsNull)
            .Column("transaction_isolation_level smallint", session => session.Settings.Isolation)
            .Column("lock_timeout int", session => session.Settings.LockTimeout)
            .Column("deadlock_priority int", session => session.Settings.DeadlockPriority)
            .Column("row_count bigint", session => session.RowCount)
            .Column("prev_error int", session => session.LastError)
            .Column("original_security_id varbinary(85)", session => session.Login.Sid)
            .Column("original_login_name nvarchar(128)", session => session.Request.UserName)
            .Columns("last_successful_logon datetime, last_unsuccessful_logon datetime, unsuccessful_logons bigint, group_id int = 2")
            .Column("database_id smallint", session => session.Database.Id)
            .Column("authenticating_database_id int", _ => 1)
            .Column("open_transaction_count int", session => session.TransactionCount)
            .Columns("page_server_reads bigint = 0");

    private static ViewOf<(SqlSession Session, RunningRequest Running)> Requests() =>
        new ViewOf<(SqlSession Session, RunningRequest Running)>(
            "sys.dm_exec_requests",
            (session, _) => Visible(session).Where(other => other.Running is not null).Select(other => (other, other.Running!))
        )
            .Column("session_id smallint", row => row.Session.Spid)
            .Columns("request_id int = 0")
            .Column("start_time datetime", row => row.Running.StartTime)
            .Column("status nvarchar(30)", row => Status(row.Session))
            .Column("command nvarchar(32)", row => row.Running.Command)
            .Column("sql_handle varbinary(64)", row => SqlText.HandleOf(row.Running.Text))
            .Columns("statement_start_offset int = 0, statement_end_offset int = -1, plan_handle varbinary(64)")
            .Column(
                "database_id smallint",
                row => row.Session.Instance.FindDatabase(row.Running.DatabaseName)?.Id ?? row.Session.Database.Id
            )
            .Column("user_id int", _ => DatabasePrincipals.Dbo)
            .Columns("connection_id uniqueidentifier")
            .Column("blocking_session_id smallint", row => row.Running.BlockingSpid)
            .Column("wait_type nvarchar(60)", row => row.Running.WaitType)
            .Columns("wait_time int = 0, last_wait_type nvarchar(60) = MISCELLANEOUS, wait_resource nvarchar(256)")
            .Column("open_transaction_count int", row => row.Session.TransactionCount)
            .Columns("open_resultset_count int = 1")
            .Column("transaction_id bigint", row => row.Session.Transaction?.Id ?? 0)
            .Column("context_info varbinary(128)", row => row.Session.ContextInfo)
            .Column("percent_complete real", row => row.Running.PercentComplete)
            .Column("estimated_completion_time bigint", row => Remaining(row.Session, row.Running))
            .Columns("cpu_time int = 0")
            .Column("total_elapsed_time int", row => Elapsed(row.Session, row.Running).TotalMilliseconds)
            .Columns("scheduler_id int, task_address varbinary(8), reads bigint = 0, writes bigint = 0, logical_reads bigint = 0")
            .Column("text_size int", row => row.Session.Settings.TextSize)
            .Column("language nvarchar(128)", row => row.Session.Settings.Language)
            .Column("date_format nvarchar(3)", row => row.Session.Settings.DateFormat)
            .Column("date_first smallint", row => row.Session.Settings.DateFirst)
            .Column("quoted_identifier bit", row => row.Session.Settings.QuotedIdentifier)
            .Column("arithabort bit", row => row.Session.Settings.ArithAbort)
            .Columns("ansi_null_dflt_on bit = 1, ansi_defaults bit = 0")
            .Column("ansi_warnings bit", row => row.Session.Settings.AnsiWarnings)
            .Column("ansi_padding bit", row => row.Session.Settings.AnsiPadding)
            .Column("ansi_nulls bit", row => row.Session.Settings.AnsiNulls)
            .Column("concat_null_yields_null bit", row => row.Session.Settings.ConcatNullYieldsNull)
            .Column("transaction_isolation_level smallint", row => row.Session.Settings.Isolation)
            .Column("lock_timeout int", row => row.Session.Settings.LockTimeout)
            .Column("deadlock_priority int", row => row.Session.Settings.DeadlockPriority)
            .Column("row_count bigint", row => row.Session.RowCount)
            .Column("prev_error int", row => row.Session.LastError)
            .Columns("nest_level int = 0, granted_query_memory int = 0, executing_managed_code bit = 0, group_id int = 2")
            .Columns("query_hash binary(8), query_plan_hash binary(8), statement_sql_handle varbinary(64)")
            .Columns("statement_context_id bigint, dop int = 1, parallel_worker_count int, external_script_request_id uniqueidentifier")
            .Columns("is_resumable bit = 0, page_resource binary(8), page_server_reads bigint = 0");

    private static ViewOf<SqlSession> Connections() =>
        new ViewOf<SqlSession>("sys.dm_exec_connections", (session, _) => Visible(session).Where(IsOnTheWire))
            .Column("session_id int", session => session.Spid)
            .Column("most_recent_session_id int", session => session.Spid)
            .Column("connect_time datetime", session => session.LoginTime)
            .Columns("net_transport nvarchar(40) = TCP, protocol_type nvarchar(40) = TSQL, protocol_version int = 1946157060")
            .Columns("endpoint_id int = 4")
            .Column("encrypt_option nvarchar(40)", session => session.Request.IsEncrypted ? "TRUE" : "FALSE")
            .Columns("auth_scheme nvarchar(40) = SQL, node_affinity smallint = 0, num_reads int = 0, num_writes int = 0")
            .Column("last_read datetime", session => session.LastBatchTime)
            .Column("last_write datetime", session => session.LastBatchTime)
            .Column("net_packet_size int", session => session.Request.PacketSize)
            .Column("client_net_address varchar(48)", session => session.Request.ClientAddress)
            .Columns("client_tcp_port int")
            .Column("local_net_address varchar(48)", session => session.Instance.EndPoint.Address.ToString())
            .Column("local_tcp_port int", session => session.Instance.EndPoint.Port)
            .Columns("connection_id uniqueidentifier, parent_connection_id uniqueidentifier, most_recent_sql_handle varbinary(64)");

    private static TimeSpan Elapsed(SqlSession session, RunningRequest running) => session.Instance.Host.Clock.Now - running.StartTime;

    private static long Remaining(SqlSession session, RunningRequest running) =>
        running.PercentComplete <= 0
            ? 0
            : (long)(Elapsed(session, running).TotalMilliseconds * (100 - running.PercentComplete) / running.PercentComplete);
}
