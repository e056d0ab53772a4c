namespace BizTalkDR.Sandbox.Sessions;

/// <summary>The isolation levels as a transaction manager request numbers them.</summary>
internal enum TransactionIsolation : byte
{
    Unspecified = 0,
    ReadUncommitted = 1,
    ReadCommitted = 2,
    RepeatableRead = 3,
    Serializable = 4,
    Snapshot = 5,
}
