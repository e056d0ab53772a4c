using BizTalkDR.Sandbox.Storage.Logging;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>A transaction's part in one database.</summary>
internal sealed class TransactionBranch(SqlTransaction transaction, Database database)
{
    internal SqlTransaction Transaction { get; } = transaction;

    internal Database Database { get; } = database;

    /// <summary>Where its begin record stands; none before its first change.</summary>
    internal Lsn FirstLsn { get; set; }

    /// <summary>Tables it dropped: their rows are kept until it ends, for a rollback.</summary>
    internal List<int> DroppedTables { get; } = [];
}
