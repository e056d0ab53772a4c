using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Views.Server;

/// <summary>Locks and open transactions.</summary>
internal static class TransactionViews
{
    internal static IEnumerable<SystemView> All() =>
        [Locks().Build(), ActiveTransactions().Build(), SessionTransactions().Build(), DatabaseTransactions().Build()];

    private static IEnumerable<(SqlSession Session, SqlTransaction Transaction)> Open(SqlSession session) =>
        session.Instance.AllSessions.Where(other => other.Transaction is not null).Select(other => (other, other.Transaction!));

    private static ViewOf<LockRow> Locks() =>
        new ViewOf<LockRow>("sys.dm_tran_locks", (session, _) => LockRow.Of(session.Instance))
            .Column("resource_type nvarchar(60)", row => row.ResourceType)
            .Columns("resource_subtype nvarchar(60)")
            .Column("resource_database_id int", row => row.DatabaseId)
            .Column("resource_description nvarchar(256)", row => row.Description)
            .Column("resource_associated_entity_id bigint", row => row.ObjectId)
            .Columns("resource_lock_partition int = 0")
            .Column("request_mode nvarchar(60)", row => row.Mode)
            .Columns("request_type nvarchar(60) = LOCK")
            .Column("request_status nvarchar(60)", row => row.IsWaiting ? "WAIT" : "GRANT")
            .Columns("request_reference_count smallint = 1, request_lifetime int = 0")
            .Column("request_session_id int", row => row.Spid)
            .Columns("request_exec_context_id int = 0, request_request_id int = 0")
            .Column("request_owner_type nvarchar(60)", row => row.OwnerType)
            .Column("request_owner_id bigint", row => row.OwnerId)
            .Columns("request_owner_guid uniqueidentifier, request_owner_lockspace_id nvarchar(32), lock_owner_address varbinary(8)");

    private static ViewOf<(SqlSession Session, SqlTransaction Transaction)> ActiveTransactions() =>
        new ViewOf<(SqlSession Session, SqlTransaction Transaction)>("sys.dm_tran_active_transactions", (session, _) => Open(session))
            .Column("transaction_id bigint", row => row.Transaction.Id)
            .Column("name nvarchar(32)", row => row.Transaction.Name ?? "user_transaction")
            .Column("transaction_begin_time datetime", row => row.Session.LastBatchTime)
            .Column("transaction_type int", row => row.Transaction.IsDistributed ? 4 : 1)
            .Columns("transaction_uow uniqueidentifier, transaction_state int = 2, transaction_status int = 0")
            .Columns("transaction_status2 int = 258, dtc_state int = 0, dtc_status int = 0, dtc_isolation_level int = -1")
            .Columns("filestream_transaction_id varbinary(128)");

    private static ViewOf<(SqlSession Session, SqlTransaction Transaction)> SessionTransactions() =>
        new ViewOf<(SqlSession Session, SqlTransaction Transaction)>("sys.dm_tran_session_transactions", (session, _) => Open(session))
            .Column("session_id int", row => row.Session.Spid)
            .Column("transaction_id bigint", row => row.Transaction.Id)
            .Columns("transaction_descriptor binary(8) = 0x0000000000000000, enlist_count int = 1, is_user_transaction bit = 1")
            .Column("is_local bit", row => !row.Transaction.IsDistributed)
            .Column("is_enlisted bit", row => row.Transaction.IsDistributed)
            .Columns("is_bound bit = 0")
            .Column("open_transaction_count int", row => row.Session.TransactionCount);

    private static ViewOf<(SqlTransaction Transaction, Database Database)> DatabaseTransactions() =>
        new ViewOf<(SqlTransaction Transaction, Database Database)>(
            "sys.dm_tran_database_transactions",
            (session, _) =>
                Open(session).SelectMany(row => row.Transaction.ChangedDatabases.Select(database => (row.Transaction, database)))
        )
            .Column("transaction_id bigint", row => row.Transaction.Id)
            .Column("database_id int", row => row.Database.Id)
            .Columns("database_transaction_begin_time datetime, database_transaction_type int = 1, database_transaction_state int = 4")
            .Columns("database_transaction_status int = 0, database_transaction_status2 int = 0")
            .Columns("database_transaction_log_record_count bigint = 0, database_transaction_replicate_record_count int = 0")
            .Columns("database_transaction_log_bytes_used bigint = 0, database_transaction_log_bytes_reserved bigint = 0")
            .Columns("database_transaction_log_bytes_used_system int = 0, database_transaction_log_bytes_reserved_system int = 0")
            .Columns("database_transaction_begin_lsn numeric(25,0), database_transaction_last_lsn numeric(25,0)")
            .Columns("database_transaction_most_recent_savepoint_lsn numeric(25,0), database_transaction_commit_lsn numeric(25,0)")
            .Columns("database_transaction_last_rollback_lsn numeric(25,0), database_transaction_next_undo_lsn numeric(25,0)");
}
