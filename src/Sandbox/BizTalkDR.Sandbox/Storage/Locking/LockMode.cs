namespace BizTalkDR.Sandbox.Storage.Locking;

/// <summary>How a statement locks a table: the sandbox locks whole tables, never rows.</summary>
internal enum LockMode
{
    /// <summary>For reading; given back at the end of the statement under READ COMMITTED.</summary>
    Shared,

    /// <summary>For writing; kept to the end of the transaction.</summary>
    Exclusive,
}
